// One running installation: its store, what the public may see of it, and the search index that follows it.
// The faces (portal, office, command line) are given one of these.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/now.h"
#include "base/result.h"
#include "law/source.h"
#include "publicview/types.h"
#include "publicview/views.h"
#include "search/index.h"

namespace gongkai::store {
class Store;
}

namespace gongkai::flows {

struct InstallationOptions {
  std::filesystem::path data_folder;
  std::string postgresql{};  ///< address of the database; empty: SQLite in the data folder
  bool create = false;       ///< begin a new one where there is none
  publicview::PublicSite site{};
  law::LawSource law = law::LawSource::embedded();
};

/// Threads may share it.
class Installation {
 public:
  /// Opens the store and the index, and brings the index up to date. Fails as Store::open does, and with
  /// `law.bad_file`.
  static Result<std::unique_ptr<Installation>> open(const InstallationOptions& options, Clock clock);
  virtual ~Installation() = default;

  virtual const publicview::PublicSite& site() const = 0;
  virtual const publicview::Views& views() const = 0;
  virtual Result<search::Answer> find(const search::Question& question) const = 0;
  virtual const Clock& clock() const = 0;
  /// For the staff side and the command line; the portal cannot see what a Store is.
  virtual store::Store& store() = 0;
  virtual const law::LawSource& law() const = 0;

  /// Called after each change of what the public sees, when the search index has followed; from a thread of its own.
  /// To be told before serving begins.
  virtual void on_public_change(std::function<void()> tell) = 0;
  /// Waits until the index has followed everything written so far; false after `seconds`.
  virtual bool wait_until_followed(int seconds) = 0;
};

}  // namespace gongkai::flows
