// SQLite with a tokenizer for FTS5: texts are folded and cut as fold.h says; questions come as ready tokens between
// blanks.
#include "search/database.h"

#include <algorithm>

#include "search/words.h"

namespace gongkai::search {
namespace {

[[noreturn]] void fail(sqlite3* database, int code) {
  throw DatabaseFailure(code & 0xFF, database ? sqlite3_errmsg(database) : sqlite3_errstr(code));
}

using TakeToken = int (*)(void*, int, const char*, int, int, int);

/// The tokens of a question, and of the table of characters, which gets them ready made.
int give_ready_tokens(std::string_view text, void* context, TakeToken take) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) {
      const int code =
          take(context, 0, text.data() + at, static_cast<int>(end - at), static_cast<int>(at), static_cast<int>(end));
      if (code != SQLITE_OK) return code;
    }
    at = end + 1;
  }
  return SQLITE_OK;
}

int give_tokens_of(const Elements& elements, void* context, TakeToken take) {
  int code = SQLITE_OK;
  each_token(elements, [&](const std::string& token, bool same_position) {
    if (code != SQLITE_OK) return;
    code = take(context, same_position ? FTS5_TOKEN_COLOCATED : 0, token.data(), static_cast<int>(token.size()), 0, 0);
  });
  return code;
}

/// A tokenizer has no state of its own: it is the place where elements of the connection are kept.
int create_tokenizer(void* elements, const char**, int, Fts5Tokenizer** out) {
  *out = static_cast<Fts5Tokenizer*>(elements);
  return SQLITE_OK;
}

void delete_tokenizer(Fts5Tokenizer*) {}

int tokenize(Fts5Tokenizer* self, void* context, int flags, const char* text, int size, TakeToken take) {
  const std::string_view view(text == nullptr ? "" : text, text == nullptr ? 0 : static_cast<std::size_t>(size));
  try {
    if ((flags & FTS5_TOKENIZE_QUERY) != 0) return give_ready_tokens(view, context, take);
    Elements& elements = *reinterpret_cast<Elements*>(self);
    read_elements(view, elements);
    return give_tokens_of(elements, context, take);
  } catch (const std::exception&) { return SQLITE_NOMEM; }
}

int tokenize_ready(Fts5Tokenizer*, void* context, int, const char* text, int size, TakeToken take) {
  return give_ready_tokens({text == nullptr ? "" : text, text == nullptr ? 0 : static_cast<std::size_t>(size)}, context,
                           take);
}

}  // namespace

Statement::Statement(Database& database, std::string_view sql) : database_(database.handle()) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement, nullptr);
  if (code != SQLITE_OK) fail(database_, code);
  statement_.reset(statement);
}

Statement& Statement::bind(int parameter, std::int64_t number) {
  if (const int code = sqlite3_bind_int64(statement_.get(), parameter, number); code != SQLITE_OK)
    fail(database_, code);
  return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
  const char* bytes = text.data() == nullptr ? "" : text.data();
  const int code = sqlite3_bind_text64(statement_.get(), parameter, bytes, text.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (code != SQLITE_OK) fail(database_, code);
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  DatabaseFailure failure(code & 0xFF, sqlite3_errmsg(database_));
  sqlite3_reset(statement_.get());
  throw failure;
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
}

void Statement::run() {
  while (step()) continue;
  reset();
}

std::string_view Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

Database::Database(const std::filesystem::path& file, Use use) {
  sqlite3* database = nullptr;
  const int flags =
      SQLITE_OPEN_NOMUTEX | (use == Use::Write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE);
  const int code = sqlite3_open_v2(file.c_str(), &database, flags, nullptr);
  database_.reset(database);
  if (code != SQLITE_OK) fail(database, code);
  sqlite3_busy_timeout(database, 10'000);
  add_tokenizer();
  if (use == Use::Read) run("PRAGMA query_only=1; PRAGMA cache_size=-16000; PRAGMA mmap_size=8589934592");
}

void Database::run(const char* sql) {
  if (const int code = sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr); code != SQLITE_OK)
    fail(database_.get(), code);
}

void Database::add_tokenizer() {
  fts5_api* api = nullptr;
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(database_.get(), "SELECT fts5(?1)", -1, &raw, nullptr) != SQLITE_OK)
    fail(database_.get(), SQLITE_ERROR);
  sqlite3_bind_pointer(raw, 1, &api, "fts5_api_ptr", nullptr);
  sqlite3_step(raw);
  sqlite3_finalize(raw);
  if (api == nullptr) throw DatabaseFailure(SQLITE_ERROR, "SQLite was built without FTS5");
  fts5_tokenizer texts{create_tokenizer, delete_tokenizer, tokenize};
  fts5_tokenizer ready{create_tokenizer, delete_tokenizer, tokenize_ready};
  int code = api->xCreateTokenizer(api, "gongkai_text", &elements_, &texts, nullptr);
  if (code == SQLITE_OK) code = api->xCreateTokenizer(api, "gongkai_ready", &elements_, &ready, nullptr);
  if (code != SQLITE_OK) fail(database_.get(), code);
}

}  // namespace gongkai::search
