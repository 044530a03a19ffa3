#include "flows/installation.h"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "flows/search_feed.h"
#include "publicview/open_views.h"
#include "store/store.h"

namespace gongkai::flows {
namespace {

using std::chrono::milliseconds;

/// How often another node's changes are looked for; our own are told at once.
constexpr milliseconds kLookAround{1000};

class OpenedInstallation final : public Installation {
 public:
  OpenedInstallation(const InstallationOptions& options, std::unique_ptr<store::Store> store,
                     std::unique_ptr<search::Index> index, std::unique_ptr<publicview::Views> views)
      : site_(options.site),
        law_(options.law),
        store_(std::move(store)),
        index_(std::move(index)),
        views_(std::move(views)) {
    store_->on_commit([this](std::int64_t last_sequence) { note_commit(last_sequence); });
    follower_ = std::thread([this] { follow(); });
  }
  ~OpenedInstallation() override {
    {
      const std::lock_guard lock(mutex_);
      is_closing_ = true;
    }
    changed_.notify_all();
    follower_.join();
    // The store's writer may still tell of a commit: it must be gone before what it tells.
    views_.reset();
    store_.reset();
  }

  const publicview::PublicSite& site() const override { return site_; }
  const publicview::Views& views() const override { return *views_; }
  Result<search::Answer> find(const search::Question& question) const override { return index_->find(question); }
  const Clock& clock() const override { return store_->clock(); }
  store::Store& store() override { return *store_; }
  const law::LawSource& law() const override { return law_; }

  void on_public_change(std::function<void()> tell) override {
    const std::lock_guard lock(mutex_);
    listeners_.push_back(std::move(tell));
  }

  bool wait_until_followed(int seconds) override {
    const auto last = store_->read([](store::Connection& connection) { return store::last_sequence(connection); });
    if (!last) return false;
    std::unique_lock lock(mutex_);
    wanted_ = std::max(wanted_, *last);
    changed_.notify_all();
    return followed_.wait_for(lock, std::chrono::seconds(seconds), [&] { return index_->applied_sequence() >= *last; });
  }

 private:
  void note_commit(std::int64_t last_sequence) {
    {
      const std::lock_guard lock(mutex_);
      wanted_ = std::max(wanted_, last_sequence);
    }
    changed_.notify_all();
  }

  void follow() {
    std::unique_lock lock(mutex_);
    while (!is_closing_) {
      changed_.wait_for(lock, kLookAround, [this] { return is_closing_ || wanted_ > index_->applied_sequence(); });
      if (is_closing_) return;
      const std::vector<std::function<void()>> listeners = listeners_;
      lock.unlock();
      const Result<bool> changed = follow_changes(*store_, *index_);
      if (changed && *changed) {
        for (const auto& tell : listeners) tell();
      }
      lock.lock();
      followed_.notify_all();
      // A store that cannot be read now (a database that restarts) is asked again after a while, not in a tight loop.
      if (!changed) changed_.wait_for(lock, kLookAround, [this] { return is_closing_; });
    }
  }

  publicview::PublicSite site_;
  law::LawSource law_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<search::Index> index_;
  std::unique_ptr<publicview::Views> views_;

  std::mutex mutex_;
  std::condition_variable changed_, followed_;
  std::int64_t wanted_ = 0;
  bool is_closing_ = false;
  std::vector<std::function<void()>> listeners_;
  std::thread follower_;
};

}  // namespace

Result<std::unique_ptr<Installation>> Installation::open(const InstallationOptions& options, Clock clock) {
  auto store = store::Store::open({options.data_folder, options.postgresql}, std::move(clock), options.create);
  if (!store) return store.error();
  auto views = publicview::open_views(**store, options.law);
  if (!views) return views.error();
  auto index = search::Index::open(options.data_folder / "search.sqlite");
  if (!index) return index.error();
  if (const auto followed = follow_changes(**store, **index); !followed) return followed.error();
  return std::unique_ptr<Installation>(
      std::make_unique<OpenedInstallation>(options, std::move(*store), std::move(*index), std::move(*views)));
}

}  // namespace gongkai::flows
