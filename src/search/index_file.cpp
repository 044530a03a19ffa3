// Tables of the index, and how documents go in and out.
#include "search/index_file.h"

#include <algorithm>
#include <array>
#include <system_error>

#include "search/words.h"

namespace gongkai::search {
namespace {

constexpr std::int64_t kVersion = 2;
constexpr std::int64_t kApplication = 0x474b5349;  // "GKSI"

constexpr const char* kTables = R"(
CREATE TABLE state(one INTEGER PRIMARY KEY CHECK (one = 1), sequence INTEGER NOT NULL, generation INTEGER NOT NULL,
                   folding TEXT NOT NULL);
CREATE TABLE documents(rank INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE, agency TEXT NOT NULL,
                       column_code TEXT NOT NULL, theme TEXT NOT NULL, genre TEXT NOT NULL, validity TEXT NOT NULL);
CREATE TABLE texts(rank INTEGER PRIMARY KEY, document_no TEXT NOT NULL, index_no TEXT NOT NULL, title TEXT NOT NULL,
                   text TEXT NOT NULL, attachments TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(title, text, attachments, document_no, index_no, content='', columnsize=0,
                                      tokenize='gongkai_text');
CREATE VIRTUAL TABLE titles USING fts5(title, content='', columnsize=0, tokenize='gongkai_text');
CREATE VIRTUAL TABLE characters USING fts5(listed, content='', columnsize=0, detail=none, tokenize='gongkai_ready');
INSERT INTO words(words, rank) VALUES('hashsize', 16777216);
INSERT INTO characters(characters, rank) VALUES('hashsize', 4194304);
INSERT INTO words(words, rank) VALUES('usermerge', 2);
INSERT INTO characters(characters, rank) VALUES('usermerge', 2);
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
    Statement state(database, "INSERT INTO state VALUES(1, 0, 0, ?1)");
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
      begin_(database_, "BEGIN IMMEDIATE"),
      commit_(database_, "COMMIT"),
      state_(database_, "SELECT sequence, generation FROM state"),
      note_(database_, "UPDATE state SET sequence = ?1, generation = ?2"),
      find_rank_(database_, "SELECT rank FROM documents WHERE id = ?1"),
      find_id_(database_, "SELECT id FROM documents WHERE rank = ?1"),
      get_text_(database_, "SELECT title, text, attachments, document_no, index_no FROM texts WHERE rank = ?1"),
      add_document_(database_, "INSERT INTO documents VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
      add_text_(
          database_,
          "INSERT INTO texts(rank, title, text, attachments, document_no, index_no) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"),
      add_words_(
          database_,
          "INSERT INTO words(rowid, title, text, attachments, document_no, index_no) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"),
      add_title_(database_, "INSERT INTO titles(rowid, title) VALUES(?1, ?2)"),
      add_characters_(database_, "INSERT INTO characters(rowid, listed) VALUES(?1, ?2)"),
      drop_document_(database_, "DELETE FROM documents WHERE rank = ?1"),
      drop_text_(database_, "DELETE FROM texts WHERE rank = ?1"),
      drop_words_(database_,
                  "INSERT INTO words(words, rowid, title, text, attachments, document_no, index_no) "
                  "VALUES('delete', ?1, ?2, ?3, ?4, ?5, ?6)"),
      drop_title_(database_, "INSERT INTO titles(titles, rowid, title) VALUES('delete', ?1, ?2)"),
      drop_characters_(database_, "INSERT INTO characters(characters, rowid, listed) VALUES('delete', ?1, ?2)"),
      merge_words_(database_, "INSERT INTO words(words, rank) VALUES('merge', ?1)"),
      merge_characters_(database_, "INSERT INTO characters(characters, rank) VALUES('merge', ?1)") {
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

void IndexWriter::begin() { begin_.run(); }
void IndexWriter::commit() { commit_.run(); }
void IndexWriter::undo() { database_.run("ROLLBACK"); }
void IndexWriter::note(std::int64_t sequence, std::int64_t generation) {
  note_.bind(1, sequence).bind(2, generation).run();
}

void IndexWriter::change(std::span<const IndexDocument> put, std::span<const std::int64_t> remove, Shelf& shelf) {
  std::vector<std::int64_t> out;
  std::vector<ShelfEntry> in;
  const auto take_out_id = [&](std::int64_t id) {
    const auto rank = rank_of_id(id);
    if (!rank) return;
    take_out(*rank);
    out.push_back(*rank);
    std::erase_if(in, [&](const ShelfEntry& entry) { return entry.id == id; });
  };
  for (const std::int64_t id : remove) take_out_id(id);
  for (const IndexDocument& document : put) {
    take_out_id(document.id);
    const std::int64_t rank = free_rank(document);
    put_in(rank, document);
    const std::array<const std::string*, kFacets> values{&document.agency, &document.column, &document.theme,
                                                         &document.genre, &document.validity};
    ShelfEntry& entry = in.emplace_back();
    entry.rank = rank;
    entry.id = document.id;
    for (std::size_t i = 0; i < kFacets; ++i) entry.facets[i] = shelf.vocabularies[i].number_of(*values[i]);
  }
  std::sort(out.begin(), out.end());
  std::sort(in.begin(), in.end(), [](const ShelfEntry& a, const ShelfEntry& b) { return a.rank < b.rank; });
  shelf.change(out, in);
  // Few segments make quick questions; the work is spread over the batches.
  merge_words_.bind(1, std::int64_t{256}).run();
  merge_characters_.bind(1, std::int64_t{64}).run();
}

std::optional<std::int64_t> IndexWriter::rank_of_id(std::int64_t id) {
  std::optional<std::int64_t> rank;
  if (find_rank_.bind(1, id).step()) rank = find_rank_.number(0);
  find_rank_.reset();
  return rank;
}

/// Two documents of a day share a rank only when their ids lie a million apart: the later one moves aside.
std::int64_t IndexWriter::free_rank(const IndexDocument& document) {
  const RankRange day = ranks_between(document.published_on, document.published_on);
  std::int64_t rank = rank_of(document.published_on, document.id);
  for (;;) {
    const bool taken = find_id_.bind(1, rank).step();
    find_id_.reset();
    if (!taken) return rank;
    rank = rank == day.last ? day.first : rank + 1;
  }
}

void IndexWriter::take_out(std::int64_t rank) {
  if (get_text_.bind(1, rank).step()) {
    std::array<std::string_view, 5> fields;
    for (int i = 0; i < 5; ++i) fields[static_cast<std::size_t>(i)] = get_text_.text(i);
    drop_words_.bind(1, rank);
    for (int i = 0; i < 5; ++i) drop_words_.bind(i + 2, fields[static_cast<std::size_t>(i)]);
    drop_words_.run();
    drop_title_.bind(1, rank).bind(2, fields[0]).run();
    const std::string characters = characters_of(fields);
    drop_characters_.bind(1, rank).bind(2, characters).run();
  }
  get_text_.reset();
  drop_text_.bind(1, rank).run();
  drop_document_.bind(1, rank).run();
}

void IndexWriter::put_in(std::int64_t rank, const IndexDocument& document) {
  add_document_.bind(1, rank).bind(2, document.id).bind(3, document.agency).bind(4, document.column);
  add_document_.bind(5, document.theme).bind(6, document.genre).bind(7, document.validity).run();
  const std::array<std::string_view, 5> fields{document.title, document.text, document.attachments,
                                               document.document_no, document.index_no};
  for (Statement* statement : {&add_text_, &add_words_}) {
    statement->bind(1, rank);
    for (int i = 0; i < 5; ++i) statement->bind(i + 2, fields[static_cast<std::size_t>(i)]);
    statement->run();
  }
  add_title_.bind(1, rank).bind(2, fields[0]).run();
  const std::string characters = characters_of(fields);
  add_characters_.bind(1, rank).bind(2, characters).run();
}

/// Those of the first field, the title, once more with "t".
std::string IndexWriter::characters_of(std::span<const std::string_view> fields) {
  std::vector<std::string> all;
  std::string listed;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    add_characters(elements_of(fields[i]), all);
    if (i > 0) continue;
    for (const std::string& character : all) listed.append("t").append(character) += ' ';
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  for (const std::string& character : all) listed.append(character) += ' ';
  return listed;
}

}  // namespace gongkai::search
