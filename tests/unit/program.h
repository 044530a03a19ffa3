// Runs the real program in an empty folder of its own, with its memory and time bounded, and shows all it left behind.
#pragma once
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai::cli::test {

/// A folder that is gone when the test is over.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// Writes a file into it, folders included, and returns its path.
  std::string put(const std::string& name, std::string_view bytes) const;

 private:
  std::filesystem::path path_;
};

struct ProgramRun {
  int status = -1;  ///< 128 + signal when it was ended by one
  bool timed_out = false;
  std::string out, err;
  double seconds = 0;             ///< of processor time, so that a busy machine makes no difference
  std::uint64_t memory = 0;       ///< the most that it held, in bytes
  std::vector<std::string> left;  ///< files that it left in its working folder and its folder for temporary files

  std::vector<std::string> out_lines() const;
  std::vector<std::string> err_lines() const;
  /// Standard output as one JSON value; a failure of the test when it is none.
  boost::json::value json() const;
};

/// Whether the program is built with AddressSanitizer: slower, and its memory cannot be bounded.
extern const bool kSanitized;

struct RunOptions {
  std::string input{};                ///< standard input
  std::uint64_t memory = 2ull << 30;  ///< of address space; without effect under AddressSanitizer
  std::chrono::seconds patience{240};
};

ProgramRun run(const std::vector<std::string>& arguments, const RunOptions& options = {});

/// One line that says what is wrong and what to do, nothing printed, nothing left, exit status 2.
void expect_refusal(const ProgramRun& run, std::string_view code, std::string_view what);

std::string file_bytes(const std::filesystem::path& path);

}  // namespace gongkai::cli::test
