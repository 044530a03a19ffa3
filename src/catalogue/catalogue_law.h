// The law data that the catalogue works by, loaded once and shared by all threads.
#pragma once
#include "base/result.h"
#include "law/classifications.h"
#include "law/columns.h"
#include "law/identifiers.h"

namespace gongkai::catalogue {

struct CatalogueLaw {
  law::Columns columns;
  law::Classifications classes;
  law::Identifiers identifiers;

  /// Fails with `law.bad_file`.
  static Result<CatalogueLaw> load(const law::LawSource& source);
};

}  // namespace gongkai::catalogue
