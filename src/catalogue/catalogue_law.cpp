#include "catalogue/catalogue_law.h"

namespace gongkai::catalogue {

Result<CatalogueLaw> CatalogueLaw::load(const law::LawSource& source) {
  auto columns = law::Columns::load(source);
  if (!columns) return columns.error();
  auto classes = law::Classifications::load(source);
  if (!classes) return classes.error();
  auto identifiers = law::Identifiers::load(source);
  if (!identifiers) return identifiers.error();
  return CatalogueLaw{std::move(*columns), std::move(*classes), std::move(*identifiers)};
}

}  // namespace gongkai::catalogue
