// How fast are reports read, from bytes to JSON, and does memory stay flat?
//
//   read_reports CORPUS [--seconds S] [--group NAME]... [--stages] [--loop]
//   read_reports CORPUS --memory [DOCUMENTS]
//
// CORPUS is what bench/make_corpus.py wrote. For HTML the bare parse of the same bytes (gumbo_parse and destroy, default
// allocator) alternates with our whole way, document group by document group, in one run on one thread; times are CPU time
// of that thread. The rate of a group is that of its median round. --stages adds where our time goes, --loop only reads
// (for profilers).
#include <fmt/format.h>
#include <gumbo.h>
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "base/json_writer.h"
#include "document/read.h"
#include "law/narrative_words.h"
#include "law/rules.h"
#include "report/check.h"
#include "report/recognise.h"
#include "report/write_json.h"

namespace {

using namespace gongkai;

struct File {
  std::string name;
  std::string bytes;
};

struct Group {
  std::string name;
  std::vector<File> files;
  std::size_t bytes = 0;

  bool is_html() const { return name.starts_with("html"); }
};

struct Options {
  std::string corpus;
  double seconds = 3;
  std::vector<std::string> groups;
  bool stages = false, loop = false, memory = false;
  std::size_t memory_documents = 100'000;
};

double cpu_seconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

[[noreturn]] void stop(const std::string& why) {
  std::fputs((why + "\n").c_str(), stderr);
  std::exit(2);
}

template <class T>
T taken(Result<T> result) {
  if (!result) stop(result.error().code + ": " + result.error().message.en);
  return std::move(*result);
}

/// What a run of the program shares over all documents.
struct Reader {
  law::LawSource source = law::LawSource::embedded();
  report::ReadingLaw law = taken(report::ReadingLaw::load(source));
  law::RulePack rules = taken(law::RulePack::load(source, law.formats, law.instruments));
  law::NarrativeWords narrative = taken(law::NarrativeWords::load(source));
  report::Recogniser recogniser{law};
  report::Checker checker{rules, narrative, law};

  mutable document::ParseMemory memory;   ///< as a worker of the program has one

  /// Seconds spent in each step; filled only when asked for.
  std::map<std::string, double>* stages = nullptr;

  /// The tables that were found, so that no reader is fast by finding nothing.
  std::size_t read(const File& file, std::string& json_out) const {
    double before = stages ? cpu_seconds() : 0;
    auto lap = [&](const char* stage) {
      if (!stages) return;
      const double now = cpu_seconds();
      (*stages)[stage] += now - before;
      before = now;
    };
    std::size_t tables = 0;
    {
      const auto document = document::read(file.bytes, file.name, {}, &memory);
      lap("1 read");
      if (!document) stop(file.name + ": " + document.error().code);
      const auto recognised = recogniser.recognise(*document, file.name);
      lap("2 recognise");
      if (!recognised) stop(file.name + ": " + recognised.error().code);
      const report::CheckResult checked = checker.check(*recognised, *document);
      lap("3 check");
      JsonWriter json;
      report::write_json(json, recognised->report, checked, {});
      json_out = json.take();
      tables = recognised->report.tables.size();
      lap("4 write");
    }
    lap("5 free");
    return tables;
  }
};

void parse_bare(const File& file) {
  GumboOutput* tree = gumbo_parse_with_options(&kGumboDefaultOptions, file.bytes.data(), file.bytes.size());
  gumbo_destroy_output(&kGumboDefaultOptions, tree);
}

std::vector<Group> load_groups(const Options& options) {
  std::vector<Group> groups;
  for (const char* name : {"html-8k", "html-60k", "html-400k", "text-4k", "text-60k", "text-400k", "docx-5k", "docx-20k"}) {
    if (!options.groups.empty() && std::find(options.groups.begin(), options.groups.end(), name) == options.groups.end()) continue;
    Group group{name, {}, 0};
    const std::filesystem::path folder = std::filesystem::path(options.corpus) / name;
    if (!std::filesystem::is_directory(folder)) stop("no folder " + folder.string() + ": make it with bench/make_corpus.py");
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::ifstream in(entry.path(), std::ios::binary);
      std::string bytes((std::istreambuf_iterator<char>(in)), {});
      group.bytes += bytes.size();
      group.files.push_back({entry.path().filename().string(), std::move(bytes)});
    }
    std::sort(group.files.begin(), group.files.end(), [](const File& a, const File& b) { return a.name < b.name; });
    groups.push_back(std::move(group));
  }
  return groups;
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

/// Seconds for all files of the group once, by the median round. `bare` is 0 where there is no bare parse.
struct Times {
  double ours = 0, bare = 0;
};

Times measure(const Group& group, const Reader& reader, double seconds) {
  std::vector<double> ours, bare;
  std::string json;
  for (const File& file : group.files) {
    if (reader.read(file, json) == 0) stop(group.name + "/" + file.name + ": no table was found");
  }
  for (double total = 0; total < seconds || ours.size() < 5;) {
    double before = cpu_seconds();
    if (group.is_html()) {
      for (const File& file : group.files) parse_bare(file);
      const double after = cpu_seconds();
      bare.push_back(after - before);
      total += after - before;
      before = after;
    }
    for (const File& file : group.files) reader.read(file, json);
    const double after = cpu_seconds();
    ours.push_back(after - before);
    total += after - before;
  }
  return {median(ours), bare.empty() ? 0 : median(bare)};
}

void print_row(const std::string& name, std::size_t files, std::size_t bytes, Times times) {
  const auto mega = static_cast<double>(bytes) * 1e-6;
  const auto count = static_cast<double>(files);
  fmt::print("| {} | {} | {:.0f} | {:.0f} | {:.1f} |", name, files, static_cast<double>(bytes) / count / 1000, count / times.ours, mega / times.ours);
  if (times.bare > 0) fmt::print(" {:.1f} | {:.2f} |\n", mega / times.bare, times.ours / times.bare);
  else fmt::print(" | |\n");
  std::fflush(stdout);
}

/// The time of all groups of a kind: each byte weighs the same, which is what a night over a province's files costs.
void measure_all(const std::vector<Group>& groups, Reader& reader, const Options& options) {
  fmt::print("| Group | Files | KB a file | Documents/s | MB/s | Bare gumbo MB/s | Total/gumbo |\n| --- | --: | --: | --: | --: | --: | --: |\n");
  std::map<std::string, std::vector<std::pair<const Group*, Times>>> kinds;
  for (const Group& group : groups) {
    const Times times = measure(group, reader, options.seconds);
    print_row(group.name, group.files.size(), group.bytes, times);
    kinds[group.name.substr(0, 4)].push_back({&group, times});
  }
  for (const auto& [kind, members] : kinds) {
    Times sum;
    std::size_t files = 0, bytes = 0;
    for (const auto& [group, times] : members) {
      sum.ours += times.ours;
      sum.bare += times.bare;
      files += group->files.size();
      bytes += group->bytes;
    }
    if (members.size() > 1) print_row("all " + kind, files, bytes, sum);
  }
  if (!options.stages) return;
  fmt::print("\n| Group | read | recognise | check | write | free |\n| --- | --: | --: | --: | --: | --: |\n");
  std::string json;
  for (const Group& group : groups) {
    std::map<std::string, double> stages;
    reader.stages = &stages;
    double total = 0;
    for (int round = 0; round < 1000 && total < options.seconds / 2; ++round) {
      for (const File& file : group.files) reader.read(file, json);
      total = 0;
      for (const auto& [stage, seconds] : stages) total += seconds;
    }
    fmt::print("| {} |", group.name);
    for (const auto& [stage, seconds] : stages) fmt::print(" {:.1f} % |", 100 * seconds / total);
    fmt::print("\n");
  }
  reader.stages = nullptr;
}

std::size_t resident_kb() {
  std::ifstream statm("/proc/self/statm");
  std::size_t size = 0, resident = 0;
  statm >> size >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) / 1024;
}

/// Reads every document once, then small ones of all kinds over and over, and every thousandth time a large one.
void watch_memory(const std::vector<Group>& groups, const Reader& reader, std::size_t documents) {
  std::vector<const File*> small, large;
  for (const Group& group : groups) {
    const bool is_small = group.bytes / group.files.size() < 12'000;
    for (const File& file : group.files) (is_small ? small : large).push_back(&file);
  }
  if (small.empty() || large.empty()) stop("--memory needs small and large groups");
  fmt::print("| Documents | RSS, KB |\n| --: | --: |\n");
  std::string json;
  for (const Group& group : groups) for (const File& file : group.files) reader.read(file, json);
  std::size_t warm = 0, most = 0;
  for (std::size_t done = 0; done <= documents; ++done) {
    if (done % 1000 == 0) most = std::max(most, resident_kb());
    if (done % (documents / 10) == 0) {
      if (done == documents / 10) warm = most;
      fmt::print("| {} | {} |\n", done, resident_kb());
      std::fflush(stdout);
    }
    reader.read(done % 1000 == 999 ? *large[done / 1000 % large.size()] : *small[done % small.size()], json);
  }
  fmt::print("\nGrowth of the peak after the first tenth: {} KB\n", most - warm);
}

Options options_of(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    const bool has_value = i + 1 < argc && argv[i + 1][0] != '-';
    if (argument == "--seconds" && has_value) options.seconds = std::atof(argv[++i]);
    else if (argument == "--group" && has_value) options.groups.push_back(argv[++i]);
    else if (argument == "--stages") options.stages = true;
    else if (argument == "--loop") options.loop = true;
    else if (argument == "--memory") {
      options.memory = true;
      if (has_value) options.memory_documents = std::max<std::size_t>(10, std::strtoull(argv[++i], nullptr, 10));
    } else if (options.corpus.empty() && argument[0] != '-') options.corpus = argument;
    else stop("read_reports CORPUS [--seconds S] [--group NAME]... [--stages] [--loop] [--memory [DOCUMENTS]]");
  }
  if (options.corpus.empty()) stop("which corpus? bench/make_corpus.py writes one");
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  // As the program does.
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
  mallopt(M_MMAP_THRESHOLD, 64 << 20);
  const Options options = options_of(argc, argv);
  const std::vector<Group> groups = load_groups(options);
  Reader reader;
  if (options.memory) {
    watch_memory(groups, reader, options.memory_documents);
  } else if (options.loop) {
    std::string json;
    for (const double begin = cpu_seconds(); cpu_seconds() - begin < options.seconds;) {
      for (const Group& group : groups) for (const File& file : group.files) reader.read(file, json);
    }
  } else {
    measure_all(groups, reader, options);
  }
  return 0;
}
