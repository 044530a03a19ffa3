// Tables of the index, and how documents go in and out.
#include "search/index_file.h"

#include <algorithm>
#include <array>
#include <system_error>
#include <vector>

#include "search/fold.h"

namespace gongkai::search {
namespace {

constexpr std::int64_t kVersion = 3;
constexpr std::int64_t kApplication = 0x474b5349;  // "GKSI"

constexpr const char* kTables = R"(
CREATE TABLE state(one INTEGER PRIMARY KEY CHECK (one = 1), sequence INTEGER NOT NULL, generation INTEGER NOT NULL,
                   next_number INTEGER NOT NULL, folding TEXT NOT NULL);
CREATE TABLE documents(number INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE, day INTEGER NOT NULL,
                       agency TEXT NOT NULL, column_code TEXT NOT NULL, theme TEXT NOT NULL, genre TEXT NOT NULL,
                       validity TEXT NOT NULL);
CREATE TABLE texts(number INTEGER PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL, attachments TEXT NOT NULL,
                   document_no TEXT NOT NULL);
CREATE TABLE segments(segment INTEGER PRIMARY KEY, documents INTEGER NOT NULL);
CREATE TABLE blocks(block INTEGER PRIMARY KEY, segment INTEGER NOT NULL, first TEXT NOT NULL, data BLOB NOT NULL);
CREATE UNIQUE INDEX blocks_by_token ON blocks(segment, first);
)";

std::int64_t number_of(Database& database, const char* sql) {
  Statement statement(database, sql);
  return statement.step() ? statement.number(0) : 0;
}

bool is_usable(Database& database) {
  if (number_of(database, "PRAGMA application_id") != kApplication) return false;
  if (number_of(database, "PRAGMA user_version") != kVersion) return false;
  Statement state(database, "SELECT folding FROM state");
  return state.step() && state.text(0) == folding_fingerprint();
}

}  // namespace

bool make_index_file(const std::filesystem::path& file) {
  std::error_code ignored;
  const bool is_new = !std::filesystem::exists(file, ignored);
  try {
    Database database(file, Database::Use::Write);
    database.run("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL");
    if (!is_new && number_of(database, "PRAGMA page_count") > 0) return is_usable(database);
    database.run("BEGIN IMMEDIATE");
    database.run(kTables);
    Statement state(database, "INSERT INTO state VALUES(1, 0, 0, 1, ?1)");
    state.bind(1, folding_fingerprint()).run();
    database.run(("PRAGMA application_id=" + std::to_string(kApplication)).c_str());
    database.run(("PRAGMA user_version=" + std::to_string(kVersion)).c_str());
    database.run("COMMIT");
    return true;
  } catch (const DatabaseFailure& failure) {
    // A table that is not there is as bad as a page that is none.
    if (failure.is_damage() || failure.code() == SQLITE_ERROR) return false;
    throw;
  }
}

void remove_index_file(const std::filesystem::path& file) {
  std::error_code ignored;
  for (const char* ending : {"", "-wal", "-shm", "-journal"})
    std::filesystem::remove(std::filesystem::path(file.string() + ending), ignored);
}

IndexWriter::IndexWriter(const std::filesystem::path& file)
    : database_(file, Database::Use::Write),
      segments_(database_),
      begin_(database_, "BEGIN IMMEDIATE"),
      commit_(database_, "COMMIT"),
      state_(database_, "SELECT sequence, generation, next_number FROM state"),
      note_(database_, "UPDATE state SET sequence = ?1, generation = ?2, next_number = ?3"),
      find_number_(database_, "SELECT number FROM documents WHERE id = ?1"),
      add_document_(database_, "INSERT INTO documents VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"),
      add_text_(database_, "INSERT INTO texts VALUES(?1, ?2, ?3, ?4, ?5)"),
      drop_document_(database_, "DELETE FROM documents WHERE number = ?1"),
      drop_text_(database_, "DELETE FROM texts WHERE number = ?1") {
  database_.run("PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000; PRAGMA journal_size_limit=67108864");
}

std::int64_t IndexWriter::sequence() {
  const std::int64_t sequence = state_.step() ? state_.number(0) : 0;
  state_.reset();
  return sequence;
}

std::int64_t IndexWriter::generation() {
  const std::int64_t generation = state_.step() ? state_.number(1) : 0;
  state_.reset();
  return generation;
}

void IndexWriter::begin() {
  begin_.run();
  building_.clear();
  if (state_.step()) next_number_ = state_.number(2);
  state_.reset();
}
void IndexWriter::commit() { commit_.run(); }
void IndexWriter::undo() { database_.run("ROLLBACK"); }
void IndexWriter::note(std::int64_t sequence, std::int64_t generation) {
  note_.bind(1, sequence).bind(2, generation).bind(3, next_number_).run();
}

void IndexWriter::change(std::span<const IndexDocument> put, std::span<const std::int64_t> remove, Shelf& shelf) {
  std::vector<DocumentNumber> out;
  std::vector<ShelfEntry> in;
  const auto take_out = [&](std::int64_t id) {
    const auto number = number_of_id(id);
    if (!number) return;
    drop_text_.bind(1, std::int64_t{*number}).run();
    drop_document_.bind(1, std::int64_t{*number}).run();
    out.push_back(*number);
  };
  for (const std::int64_t id : remove) take_out(id);
  for (const IndexDocument& document : put) {
    take_out(document.id);
    const auto number = static_cast<DocumentNumber>(next_number_++);
    put_in(number, document);
    const std::array<const std::string*, kFacets> values{&document.agency, &document.column, &document.theme,
                                                         &document.genre, &document.validity};
    ShelfEntry& entry = in.emplace_back();
    entry.number = number;
    entry.id = document.id;
    entry.day = number_of_day(document.published_on);
    for (std::size_t i = 0; i < kFacets; ++i) entry.facets[i] = shelf.vocabularies[i].number_of(*values[i]);
    if (building_.is_full()) segments_.write(building_);
  }
  // The same id twice in one batch: the later one stays.
  std::sort(out.begin(), out.end());
  std::erase_if(in, [&](const ShelfEntry& e) { return std::binary_search(out.begin(), out.end(), e.number); });
  shelf.change(out, std::move(in));
  segments_.write(building_);
  segments_.merge([&](DocumentNumber number) { return shelf.place_of(number) != Shelf::kNowhere; },
                  static_cast<std::int64_t>(shelf.entries.size()));
}

std::optional<DocumentNumber> IndexWriter::number_of_id(std::int64_t id) {
  std::optional<DocumentNumber> number;
  if (find_number_.bind(1, id).step()) number = static_cast<DocumentNumber>(find_number_.number(0));
  find_number_.reset();
  return number;
}

void IndexWriter::put_in(DocumentNumber number, const IndexDocument& document) {
  const std::int64_t row = number;
  add_document_.bind(1, row).bind(2, document.id).bind(3, std::int64_t{number_of_day(document.published_on)});
  add_document_.bind(4, document.agency).bind(5, document.column).bind(6, document.theme).bind(7, document.genre);
  add_document_.bind(8, document.validity).run();
  add_text_.bind(1, row).bind(2, document.title).bind(3, document.text).bind(4, document.attachments);
  add_text_.bind(5, document.document_no).run();
  const std::array<std::string_view, 5> fields{document.title, document.text, document.attachments,
                                               document.document_no, document.index_no};
  building_.add(number, fields);
}

}  // namespace gongkai::search
