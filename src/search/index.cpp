// The index as others see it: one writer, a pool of readers, and the shelf that belongs to each state of the file.
#include "search/index.h"

#include <mutex>
#include <utility>

#include "base/text.h"
#include "search/index_file.h"
#include "search/reader.h"

namespace gongkai::search {
namespace {

constexpr std::size_t kLongestQuestion = 200;  // characters
constexpr std::size_t kIdleReaders = 16;

Error error_of(const DatabaseFailure& failure, const std::filesystem::path& file) {
  if (failure.is_damage())
    return {"search.damaged",
            {"检索索引已损坏，将自动重建；重建完成前检索结果可能不全",
             "the search index is damaged and will be built anew; until then answers may be incomplete"},
            file.string()};
  if (failure.code() == SQLITE_FULL)
    return {"search.disk_full",
            {"磁盘空间不足，检索索引未能更新，请清理磁盘", "no space left for the search index: make room on the disk"},
            file.string()};
  return {
      "search.not_available",
      {std::string("检索索引无法读写，请检查文件权限和磁盘（") + failure.what() + "）",
       std::string("the search index cannot be read or written: check permissions and disk (") + failure.what() + ")"},
      file.string()};
}

/// Everything that belongs to one file; a damaged one is left behind as a whole.
struct Opened {
  explicit Opened(const std::filesystem::path& file) : writer(file) {}
  IndexWriter writer;  ///< under FileIndex::writing_

  std::mutex mutex;
  std::vector<std::unique_ptr<Reader>> idle;
  std::shared_ptr<const Shelf> shelf;    ///< the last state
  std::shared_ptr<const Shelf> earlier;  ///< the one before: a reader may still see it
};

class FileIndex final : public Index {
 public:
  static std::shared_ptr<Opened> open_file(const std::filesystem::path& file) {
    if (!make_index_file(file)) {
      remove_index_file(file);
      if (!make_index_file(file)) throw DatabaseFailure(SQLITE_CANTOPEN, "cannot be created");
    }
    auto opened = std::make_shared<Opened>(file);
    Reader reader(file);
    reader.open_view();
    opened->shelf = std::make_shared<const Shelf>(reader.load_shelf());
    reader.close_view();
    return opened;
  }

  FileIndex(std::filesystem::path file, std::shared_ptr<Opened> opened)
      : file_(std::move(file)), opened_(std::move(opened)), sequence_(opened_->writer.sequence()) {}

  std::int64_t applied_sequence() const override {
    const std::lock_guard lock(mutex_);
    return sequence_;
  }

  std::int64_t size() const override {
    const auto opened = current();
    const std::lock_guard lock(opened->mutex);
    return static_cast<std::int64_t>(opened->shelf->entries.size());
  }

  Failure apply(std::span<const IndexDocument> put, std::span<const std::int64_t> remove,
                std::int64_t sequence) override {
    const std::lock_guard one_writer(writing_);
    const auto opened = current();
    try {
      apply_to(*opened, file_, put, remove, sequence);
      const std::lock_guard lock(mutex_);
      sequence_ = sequence;
      return {};
    } catch (const DatabaseFailure& failure) {
      if (failure.is_damage()) begin_anew();
      return error_of(failure, file_);
    }
  }

  Result<Answer> find(const Question& question) const override {
    if (count_code_points(question.words) > kLongestQuestion)
      return Error{"search.question_too_long",
                   {"检索词过长，请不要超过200个字", "the question is too long: at most 200 characters"},
                   {}};
    const std::vector<Phrase> phrases = phrases_of(question.words);
    const auto opened = current();
    try {
      std::unique_ptr<Reader> reader = reader_of(*opened);
      const std::shared_ptr<const Shelf> shelf = shelf_in_view(*opened, *reader);
      Answer answer = reader->answer(question, phrases, *shelf);
      reader->close_view();
      const std::lock_guard lock(opened->mutex);
      if (opened->idle.size() < kIdleReaders) opened->idle.push_back(std::move(reader));
      return answer;
    } catch (const DatabaseFailure& failure) { return error_of(failure, file_); }
  }

 private:
  std::shared_ptr<Opened> current() const {
    const std::lock_guard lock(mutex_);
    return opened_;
  }

  static void apply_to(Opened& opened, const std::filesystem::path& file, std::span<const IndexDocument> put,
                       std::span<const std::int64_t> remove, std::int64_t sequence) {
    opened.writer.begin();
    try {
      const std::int64_t generation = opened.writer.generation();
      auto next = std::make_shared<Shelf>(*opened.shelf);
      if (next->generation != generation) {  // another process wrote
        Reader reader(file);
        reader.open_view();
        *next = reader.load_shelf();
        reader.close_view();
      }
      next->generation = generation + 1;
      next->kept_hits = std::make_shared<HitCache>();
      opened.writer.change(put, remove, *next);
      opened.writer.note(sequence, generation + 1);
      opened.writer.commit();
      const std::lock_guard lock(opened.mutex);
      opened.earlier = std::exchange(opened.shelf, std::move(next));
    } catch (...) {
      try {
        opened.writer.undo();
      } catch (const DatabaseFailure&) {  // SQLite has undone it already
      }
      throw;
    }
  }

  static std::unique_ptr<Reader> reader_of(Opened& opened, const std::filesystem::path& file) {
    {
      const std::lock_guard lock(opened.mutex);
      if (!opened.idle.empty()) {
        std::unique_ptr<Reader> reader = std::move(opened.idle.back());
        opened.idle.pop_back();
        return reader;
      }
    }
    return std::make_unique<Reader>(file);
  }
  std::unique_ptr<Reader> reader_of(Opened& opened) const { return reader_of(opened, file_); }

  /// The shelf of the state that the reader sees. Between the commit of a batch and the change of the shelf, and when
  /// another process writes, there is none at hand: it is read from the file.
  static std::shared_ptr<const Shelf> shelf_in_view(Opened& opened, Reader& reader) {
    const std::int64_t generation = reader.open_view();
    {
      const std::lock_guard lock(opened.mutex);
      for (const auto& shelf : {opened.shelf, opened.earlier})
        if (shelf && shelf->generation == generation) return shelf;
    }
    return std::make_shared<const Shelf>(reader.load_shelf());
  }

  void begin_anew() {
    try {
      remove_index_file(file_);
      auto opened = open_file(file_);
      const std::lock_guard lock(mutex_);
      opened_ = std::move(opened);
      sequence_ = 0;
    } catch (const DatabaseFailure&) {  // the next open() tries again
    }
  }

  std::filesystem::path file_;
  std::mutex writing_;
  mutable std::mutex mutex_;
  std::shared_ptr<Opened> opened_;
  std::int64_t sequence_ = 0;
};

}  // namespace

Result<std::unique_ptr<Index>> Index::open(const std::filesystem::path& file) {
  try {
    std::shared_ptr<Opened> opened;
    try {
      opened = FileIndex::open_file(file);
    } catch (const DatabaseFailure& failure) {
      if (!failure.is_damage() && failure.code() != SQLITE_ERROR) throw;  // a table that is not there
      remove_index_file(file);
      opened = FileIndex::open_file(file);
    }
    return std::unique_ptr<Index>(std::make_unique<FileIndex>(file, std::move(opened)));
  } catch (const DatabaseFailure& failure) { return error_of(failure, file); }
}

}  // namespace gongkai::search
