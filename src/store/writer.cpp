#include "store/writer.h"

#include "store/failure.h"

namespace gongkai::store {
namespace {

/// So that nobody waits for ever in a stream of acts.
constexpr std::size_t kLargestGroup = 512;

}  // namespace

Writer::Writer(std::unique_ptr<Session> session, Open reopen, Clock clock, std::function<void(Session&)> after_commit)
    : session_(std::move(session)),
      reopen_(std::move(reopen)),
      clock_(std::move(clock)),
      after_commit_(std::move(after_commit)),
      thread_([this] { work(); }) {}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  arrived_.notify_one();
  thread_.join();
}

Failure Writer::run(const std::function<bool(Writing&)>& act) {
  if (std::this_thread::get_id() == thread_.get_id()) return broken("write() was called within an act");
  Waiting waiting;
  waiting.act = &act;
  std::unique_lock lock(mutex_);
  waiting_.push_back(&waiting);
  if (waiting_.size() == 1) arrived_.notify_one();
  waiting.finished.wait(lock, [&] { return waiting.done; });
  if (waiting.thrown) std::rethrow_exception(waiting.thrown);
  return waiting.failure;
}

void Writer::on_commit(std::function<void(std::int64_t)> tell) {
  const std::lock_guard lock(mutex_);
  tells_.push_back(std::move(tell));
}

void Writer::work() {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      arrived_.wait(lock, [&] { return closing_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
    }
    run_group();
  }
}

Writer::Waiting* Writer::next_waiting() {
  const std::lock_guard lock(mutex_);
  if (waiting_.empty()) return nullptr;
  Waiting* next = waiting_.front();
  waiting_.pop_front();
  return next;
}

void Writer::run_group() {
  std::vector<Waiting*> group;
  bool any_telling = false;
  {
    const std::lock_guard lock(mutex_);
    any_telling = !tells_.empty();
  }
  try {
    begin();
    while (group.size() < kLargestGroup) {
      Waiting* next = next_waiting();
      if (next == nullptr) break;
      group.push_back(next);
      run_one(*next);
    }
    const std::int64_t sequence = any_telling ? last_sequence(*session_) : 0;
    session_->commit();
    after_commit_(*session_);
    if (any_telling) tell_committed(sequence);
  } catch (const StoreFailure& failure) {
    if (session_) session_->roll_back();
    // Before the first act ran: whoever waits first is told, so that a store that is gone answers at once.
    if (group.empty()) {
      if (Waiting* next = next_waiting()) group.push_back(next);
    }
    for (Waiting* waiting : group) {
      if (!waiting->failure && !waiting->thrown) waiting->failure = failure.error();
    }
  }
  const std::lock_guard lock(mutex_);
  for (Waiting* waiting : group) {
    waiting->done = true;
    waiting->finished.notify_one();
  }
}

void Writer::begin() {
  if (session_ && session_->usable()) {
    try {
      return session_->begin_writing();
    } catch (const StoreFailure&) {  // cut while nobody wrote: nothing is lost yet
      if (session_->usable()) throw;
    }
  }
  session_.reset();
  session_ = reopen_();
  session_->begin_writing();
}

void Writer::run_one(Waiting& waiting) {
  session_->execute("SAVEPOINT act");
  bool keep = false;
  try {
    Writing writing(*session_, clock_.now());
    keep = (*waiting.act)(writing);
  } catch (const StoreFailure& failure) { waiting.failure = failure.error(); } catch (...) {
    waiting.thrown = std::current_exception();
  }
  // At some failures (disk full, connection lost) the database gives up the whole transaction: nobody's act is stored.
  if (!session_->usable() || !session_->in_transaction()) {
    throw StoreFailure(waiting.failure ? *waiting.failure : broken("the transaction ended within an act"));
  }
  if (keep) {
    try {
      session_->execute("RELEASE SAVEPOINT act");
      return;
    } catch (const StoreFailure& failure) {  // PostgreSQL: the act went on after a failed statement
      waiting.failure = failure.error();
    }
  }
  session_->execute("ROLLBACK TO SAVEPOINT act");
  session_->execute("RELEASE SAVEPOINT act");
}

void Writer::tell_committed(std::int64_t last_sequence) {
  std::vector<std::function<void(std::int64_t)>> tells;
  {
    const std::lock_guard lock(mutex_);
    tells = tells_;
  }
  for (const auto& tell : tells) tell(last_sequence);
}

}  // namespace gongkai::store
