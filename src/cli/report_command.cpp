#include "cli/report_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <thread>

#include "base/file.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "cli/paths.h"
#include "document/read.h"
#include "law/rules.h"
#include "report/check.h"
#include "report/write_json.h"
#include "report/write_text.h"

namespace gongkai::cli {
namespace {

struct ReportOptions {
  std::vector<std::string> paths;
  std::string format;
  std::string out_folder;
  std::string name = "<stdin>";
  bool provenance = false;
  std::string color = "auto";
  unsigned jobs = 0;
  unsigned max_size_mb = 32;
  unsigned max_seconds = 20;
};

/// What all documents of a run share.
struct ReportTools {
  report::ReadingLaw law;
  law::RulePack rules;
  law::NarrativeWords narrative;

  static Result<ReportTools> load(const CommandContext& context) {
    auto source = law_source(context);
    if (!source) return source.error();
    auto law = report::ReadingLaw::load(*source);
    if (!law) return law.error();
    auto rules = law::RulePack::load(*source, law->formats, law->instruments);
    if (!rules) return rules.error();
    auto narrative = law::NarrativeWords::load(*source);
    if (!narrative) return narrative.error();
    return ReportTools{std::move(*law), std::move(*rules), std::move(*narrative)};
  }
};

/// The machines built from the tools; they refer to them.
struct Readers {
  explicit Readers(const ReportTools& tools)
      : recogniser(tools.law), checker(tools.rules, tools.narrative, tools.law) {}
  report::Recogniser recogniser;
  report::Checker checker;
};

struct Answer {
  std::string text;  ///< JSON or text, ready to print
  std::optional<Error> error;
  std::size_t errors = 0, warnings = 0;
};

document::Limits limits_of(const ReportOptions& options) {
  document::Limits limits;
  limits.most_bytes = std::uint64_t{options.max_size_mb} << 20;
  limits.longest_parse = std::chrono::seconds(options.max_seconds);
  return limits;
}

/// Reads, recognises and checks one document; `write` turns the outcome into text.
template <class Write>
Answer answer(const std::string& path, const ReportOptions& options, const Readers& readers,
              document::ParseMemory& memory, const Write& write) {
  const document::Limits limits = limits_of(options);
  const std::string name = printable(path == "-" ? options.name : path);
  Answer result;
  auto bytes = path == "-" ? read_standard_input(limits.most_bytes) : read_file(path, limits.most_bytes);
  if (!bytes) {
    result.error = bytes.error();
    return result;
  }
  auto document = document::read(*bytes, name, limits, &memory);
  if (!document) {
    result.error = document.error();
    return result;
  }
  bytes->clear();
  auto recognised = readers.recogniser.recognise(*document, name);
  if (!recognised) {
    result.error = recognised.error();
    return result;
  }
  const report::CheckResult checked = readers.checker.check(*recognised, *document);
  for (const report::Finding& finding : checked.findings) {
    result.errors += finding.severity == report::Severity::Error ? 1u : 0u;
    result.warnings += finding.severity == report::Severity::Warning ? 1u : 0u;
  }
  result.warnings += recognised->report.tampering.size();  // an altered page must not pass
  result.text = write(*recognised, checked, name);
  return result;
}

/// Answers the files in parallel, in their order, holding no more than a batch of answers.
template <class Make, class Use>
void for_each_file(const std::vector<std::string>& files, unsigned jobs, const Make& make, const Use& use) {
  const std::size_t workers = std::max<std::size_t>(1, jobs != 0 ? jobs : std::thread::hardware_concurrency());
  const std::size_t batch = workers == 1 ? 1 : workers * 16;
  for (std::size_t begin = 0; begin < files.size(); begin += batch) {
    const std::size_t size = std::min(batch, files.size() - begin);
    std::vector<Answer> answers(size);
    std::atomic<std::size_t> next{0};
    auto work = [&] {
      document::ParseMemory memory;
      for (std::size_t i = next++; i < size; i = next++) answers[i] = make(files[begin + i], memory);
    };
    std::vector<std::jthread> threads;
    for (std::size_t w = 1; w < std::min(workers, size); ++w) threads.emplace_back(work);
    work();
    threads.clear();
    for (std::size_t i = 0; i < size; ++i) use(files[begin + i], answers[i]);
  }
}

std::string error_json(const std::string& path, const Error& error, Language language) {
  JsonWriter json;
  json.begin_object()
      .member("file", path)
      .key("error")
      .begin_object()
      .member("code", error.code)
      .member("message", error.message.in(language))
      .end_object()
      .end_object();
  return json.take();
}

int run_extract(const CommandContext& context, const ReportOptions& options) {
  const auto tools = ReportTools::load(context);
  if (!tools) return report_error(context, tools.error());
  const auto paths = list_paths(options.paths);
  if (!paths) return report_error(context, paths.error());
  const Readers readers(*tools);
  if (!options.out_folder.empty()) {
    std::error_code failed;
    std::filesystem::create_directories(options.out_folder, failed);
  }
  const bool lines = paths->many && options.out_folder.empty();
  auto make = [&](const std::string& path, document::ParseMemory& memory) {
    return answer(
        path, options, readers, memory,
        [&](const report::Recognised& recognised, const report::CheckResult& checked, const std::string& name) {
          JsonWriter json;
          report::write_json(json, recognised.report, checked,
                             {paths->many ? name : std::string(), options.provenance, context.language});
          return json.take();
        });
  };
  int status = kGood;
  std::size_t failed = 0;
  std::map<std::string, std::string> written;  // target and the file it came from
  for_each_file(paths->files, options.jobs, make, [&](const std::string& path, const Answer& result) {
    if (result.error) {
      ++failed;
      if (!paths->many) {
        status = report_error(context, *result.error);
        return;
      }
      if (!options.out_folder.empty()) report_error(context, *result.error);
    }
    const std::string text = result.error ? error_json(path, *result.error, context.language) : result.text;
    if (options.out_folder.empty()) {
      context.out << text << '\n';
      return;
    }
    const auto target =
        std::filesystem::path(options.out_folder) / (std::filesystem::path(path).stem().string() + ".json");
    if (const auto [before, fresh] = written.emplace(target.string(), path); !fresh) {
      status = report_error(
          context,
          {"cli.same_name",
           {fmt::format("{} 与 {} 的结果同名（{}），后者未写；请分别处理", before->second, path, target.string()),
            fmt::format("{} and {} would both be written to {}; the second was not, treat them apart", before->second,
                        path, target.string())},
           target.string()});
      return;
    }
    if (auto failure = write_file(target, text + "\n")) status = report_error(context, *failure);
  });
  if (paths->many && (failed > 0 || paths->skipped > 0) && !lines) {
    context.err << fmt::format(
        fmt::runtime(context.language == Language::English
                         ? "gongkai: {} files read, {} could not be read, {} of other kinds passed over\n"
                         : "gongkai: 已读 {} 个文件，{} 个不能读取，另跳过其他类型 {} 个\n"),
        paths->files.size() - failed, failed, paths->skipped);
  }
  return status;
}

int run_check(const CommandContext& context, const ReportOptions& options) {
  const auto tools = ReportTools::load(context);
  if (!tools) return report_error(context, tools.error());
  const auto paths = list_paths(options.paths);
  if (!paths) return report_error(context, paths.error());
  const Readers readers(*tools);
  const bool json_wanted = options.format == "json";
  report::TextOptions style;
  style.language = context.language;
  style.color = options.color == "always" || (options.color == "auto" && ::isatty(STDOUT_FILENO) == 1);
  auto make = [&](const std::string& path, document::ParseMemory& memory) {
    return answer(
        path, options, readers, memory,
        [&](const report::Recognised& recognised, const report::CheckResult& checked, const std::string& name) {
          if (!json_wanted) return report::findings_as_text(recognised.report, checked, tools->rules, name, style);
          JsonWriter json;
          report::write_json(json, recognised.report, checked,
                             {paths->many ? name : std::string(), options.provenance, context.language});
          return json.take() + "\n";
        });
  };
  std::size_t with_findings = 0;
  std::size_t failed = 0;
  for_each_file(paths->files, options.jobs, make, [&](const std::string& path, const Answer& result) {
    if (result.error) {
      ++failed;
      if (json_wanted && paths->many)
        context.out << error_json(path, *result.error, context.language) << '\n';
      else
        report_error(context, *result.error);
      return;
    }
    with_findings += result.errors + result.warnings > 0 ? 1u : 0u;
    context.out << result.text;
  });
  if (paths->many && !json_wanted)
    context.out << report::summary_as_text(paths->files.size(), with_findings, failed, style);
  if (failed > 0) return kFailed;
  return with_findings > 0 ? kFindings : kGood;
}

void add_common_options(CLI::App& command, ReportOptions& options, Language help) {
  const bool zh = help == Language::Chinese;
  command
      .add_option("PATH", options.paths,
                  zh ? "年度报告文件、文件夹，或 -（标准输入）" : "report files, folders, or - for standard input")
      ->required();
  command
      .add_option("--jobs", options.jobs,
                  zh ? "同时处理的文件数（默认：处理器数）" : "files at once (default: the number of processors)")
      ->check(CLI::Range(0u, 256u));
  command
      .add_option("--max-size", options.max_size_mb,
                  zh ? "单个文件的上限，MB（默认 32）" : "largest file, MB (default 32)")
      ->check(CLI::Range(1u, 1024u));
  command
      .add_option("--max-seconds", options.max_seconds,
                  zh ? "解析单个文件的时间上限，秒（默认 20）" : "longest parse of one file, seconds (default 20)")
      ->check(CLI::Range(1u, 3600u));
  command.add_option("--name", options.name,
                     zh ? "标准输入在输出中的名称" : "what standard input is called in the output");
  command.add_flag("--provenance", options.provenance,
                   zh ? "JSON 中附每个值在原文中的位置" : "add the place of every value to the JSON");
}

}  // namespace

void add_report_commands(CLI::App& app, Language help, Command& chosen) {
  const bool zh = help == Language::Chinese;
  CLI::App* report = app.add_subcommand("report", zh ? "读取和检查政府信息公开工作年度报告"
                                                     : "read and check annual reports on open government information");
  report->require_subcommand(1);
  report->fallthrough();

  auto extract_options = std::make_shared<ReportOptions>();
  CLI::App* extract =
      report->add_subcommand("extract", zh ? "输出报告内容（JSON）" : "print what a report says, as JSON");
  extract->fallthrough();
  add_common_options(*extract, *extract_options, help);
  extract->add_option("--format", extract_options->format, zh ? "json" : "json")->check(CLI::IsMember({"json"}));
  extract->add_option("--out", extract_options->out_folder,
                      zh ? "把每份结果写入此文件夹，一份报告一个 .json" : "write one .json a report into this folder");
  extract->footer(zh ? "示例：\n  gongkai report extract 年报.html\n  gongkai report extract 年报文件夹 --out 结果 "
                       "--jobs 2\n  curl … | gongkai report extract - --name 年报.html"
                     : "Examples:\n  gongkai report extract report.html\n  gongkai report extract folder --out results "
                       "--jobs 2\n  gongkai report extract - < report.docx");
  extract->callback([&chosen, extract_options] {
    chosen = [extract_options](const CommandContext& context) { return run_extract(context, *extract_options); };
  });

  auto check_options = std::make_shared<ReportOptions>();
  CLI::App* check =
      report->add_subcommand("check", zh ? "检查勾稽关系和格式" : "check whether a report adds up and is in form");
  check->fallthrough();
  add_common_options(*check, *check_options, help);
  check->add_option("--format", check_options->format, zh ? "text（默认）或 json" : "text (default) or json")
      ->check(CLI::IsMember({"text", "json"}));
  check->add_option("--color", check_options->color, zh ? "auto、always 或 never" : "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  check->footer(
      zh ? "退出状态：0 未发现错误和警告；1 有错误或警告；2 有文件不能读取。\n示例：\n  gongkai report check "
           "年报.docx\n  gongkai report check 年报文件夹 --format json"
         : "Exit status: 0 no error or warning; 1 errors or warnings; 2 a file could not be read.\nExamples:\n  "
           "gongkai report check report.docx\n  gongkai report check folder --format json");
  check->callback([&chosen, check_options] {
    chosen = [check_options](const CommandContext& context) { return run_check(context, *check_options); };
  });
}

}  // namespace gongkai::cli
