#include "program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <thread>

namespace gongkai::cli::test {

#if defined(__SANITIZE_ADDRESS__)
const bool kSanitized = true;
#else
const bool kSanitized = false;
#endif

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// In the child: only calls that are safe there.
[[noreturn]] void become(const std::vector<char*>& arguments, const std::filesystem::path& folder,
                         const RunOptions& options) {
  const std::string in = folder / "in", out = folder / "out", err = folder / "err", work = folder / "work";
  const int from = ::open(in.c_str(), O_RDONLY);
  const int to = ::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const int problems = ::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ::dup2(from, 0);
  ::dup2(to, 1);
  ::dup2(problems, 2);
  if (::chdir(work.c_str()) != 0) ::_exit(126);
  ::setenv("TMPDIR", work.c_str(), 1);
  if (!kSanitized) {  // the sanitizer reserves terabytes of address space
    const rlimit limit{options.memory, options.memory};
    ::setrlimit(RLIMIT_AS, &limit);
  }
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  static int number = 0;
  path_ = std::filesystem::temp_directory_path() /
          ("gongkai-test-" + std::to_string(::getpid()) + "-" + std::to_string(++number));
  std::filesystem::create_directories(path_);
}

std::string TemporaryFolder::put(const std::string& name, std::string_view bytes) const {
  const std::filesystem::path target = path_ / name;
  std::filesystem::create_directories(target.parent_path());
  std::ofstream(target, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return target.string();
}

std::vector<std::string> ProgramRun::out_lines() const { return lines_of(out); }
std::vector<std::string> ProgramRun::err_lines() const { return lines_of(err); }

boost::json::value ProgramRun::json() const {
  boost::json::error_code failed;
  boost::json::value value = boost::json::parse(out, failed);
  if (failed) ADD_FAILURE() << "no JSON (" << failed.message() << "): " << out.substr(0, 300) << "\n" << err;
  return value;
}

std::string file_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

ProgramRun run(const std::vector<std::string>& arguments, const RunOptions& options) {
  const TemporaryFolder folder;
  folder.put("in", options.input);
  std::filesystem::create_directories(folder.path() / "work");
  std::vector<std::string> words{GONGKAI_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);

  const auto begin = std::chrono::steady_clock::now();
  ProgramRun result;
  const pid_t child = ::fork();
  if (child == 0) become(pointers, folder.path(), options);
  int status = 0;
  rusage used{};
  while (::wait4(child, &status, WNOHANG, &used) == 0) {
    if (std::chrono::steady_clock::now() - begin > options.patience) {
      result.timed_out = true;
      ::kill(child, SIGKILL);
      ::wait4(child, &status, 0, &used);
      break;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  result.seconds = seconds(used.ru_utime) + seconds(used.ru_stime);
  result.memory = static_cast<std::uint64_t>(used.ru_maxrss) * 1024;
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  result.out = file_bytes(folder.path() / "out");
  result.err = file_bytes(folder.path() / "err");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path() / "work"))
    result.left.push_back(entry.path().filename().string());
  return result;
}

void expect_refusal(const ProgramRun& run, std::string_view code, std::string_view what) {
  EXPECT_FALSE(run.timed_out) << what;
  EXPECT_EQ(run.status, 2) << what << "\n" << run.err.substr(0, 2000);
  EXPECT_EQ(run.err_lines().size(), 1u) << what << "\n" << run.err.substr(0, 2000);
  EXPECT_NE(run.err.find("[" + std::string(code) + "]"), std::string::npos) << what << "\n" << run.err.substr(0, 2000);
  EXPECT_EQ(run.out, "") << what;
  EXPECT_TRUE(run.left.empty()) << what << " left " << run.left.front();
}

}  // namespace gongkai::cli::test
