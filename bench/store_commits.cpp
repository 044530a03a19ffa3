// Durable single-row acts a second through Store::write, from 1 and from 64 threads, beside single-row commits of bare
// sqlite3 with the same settings on the same disk. Usage: store_commits [FOLDER [SECONDS]]
#include <fmt/format.h>
#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "base/hash.h"
#include "store/store.h"

namespace {

using Steady = std::chrono::steady_clock;

double bare_sqlite(const std::filesystem::path& folder, double seconds) {
  std::filesystem::create_directories(folder);
  sqlite3* database = nullptr;
  sqlite3_open((folder / "bare.sqlite").c_str(), &database);
  sqlite3_exec(
      database,
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE row (id INTEGER PRIMARY KEY, body TEXT)",
      nullptr, nullptr, nullptr);
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(database, "INSERT INTO row (body) VALUES (?1)", -1, &insert, nullptr);
  const auto begin = Steady::now();
  const auto passed = [&] { return std::chrono::duration<double>(Steady::now() - begin).count(); };
  long acts = 0;
  while (passed() < seconds) {
    sqlite3_bind_text(insert, 1, "{\"title\":\"act\"}", -1, SQLITE_STATIC);
    if (sqlite3_step(insert) != SQLITE_DONE) std::abort();
    sqlite3_reset(insert);
    ++acts;
  }
  const double rate = static_cast<double>(acts) / passed();
  sqlite3_finalize(insert);
  sqlite3_close(database);
  return rate;
}

double through_the_store(const std::filesystem::path& folder, int threads, double seconds) {
  using namespace gongkai;
  auto opened = store::Store::open({folder}, Clock::real(), true);
  if (!opened) {
    fmt::print(stderr, "{}\n", opened.error().message.en);
    std::exit(1);
  }
  store::Store& store = **opened;
  const auto made = store.write([](store::Writing& writing) -> Result<bool> {
    writing.connection().execute("CREATE TABLE row (id INTEGER PRIMARY KEY, body TEXT)");
    return true;
  });
  if (!made) std::exit(1);
  std::atomic<long> acts{0};
  std::vector<std::thread> running;
  const auto begin = Steady::now();
  const auto passed = [&] { return std::chrono::duration<double>(Steady::now() - begin).count(); };
  for (int i = 0; i < threads; ++i) {
    running.emplace_back([&] {
      while (passed() < seconds) {
        const auto written = store.write([](store::Writing& writing) -> Result<std::int64_t> {
          return writing.connection().execute("INSERT INTO row (body) VALUES ($1)", {"{\"title\":\"act\"}"});
        });
        if (!written) std::abort();
        ++acts;
      }
    });
  }
  for (std::thread& thread : running) thread.join();
  return static_cast<double>(acts) / passed();
}

}  // namespace

int main(int count, char** arguments) {
  const std::filesystem::path root = std::filesystem::path(count > 1 ? arguments[1] : ".") /
                                     ("store_commits-" + gongkai::hex(gongkai::random_bytes(4)));
  const double seconds = count > 2 ? std::atof(arguments[2]) : 3;
  const double bare = bare_sqlite(root / "bare", seconds);
  fmt::print("bare sqlite3, 1 thread    {:8.0f} acts/s\n", bare);
  for (const int threads : {1, 64}) {
    const double rate = through_the_store(root / std::to_string(threads), threads, seconds);
    fmt::print("Store::write, {:2} threads  {:8.0f} acts/s   {:5.2f} of bare\n", threads, rate, rate / bare);
  }
  std::filesystem::remove_all(root);
}
