// gongkai: one program for open government information. Here are only the options of the whole program.
#include <malloc.h>

#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>
#include <memory>
#include <string_view>
#include <utility>

#include "cli/agency_command.h"
#include "cli/command_context.h"
#include "cli/init_command.h"
#include "cli/item_command.h"
#include "cli/law_command.h"
#include "cli/law_rule_command.h"
#include "cli/program_version.h"
#include "cli/report_command.h"
#include "cli/serve_command.h"
#include "cli/store_command.h"
#include "cli/user_command.h"

namespace {

using gongkai::Language;

/// The language must be known before the options are, because --help speaks it.
Language language_wanted(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--lang=en" || (word == "--lang" && i + 1 < argc && std::string_view(argv[i + 1]) == "en"))
      return Language::English;
  }
  return Language::Chinese;
}

int run(int argc, char** argv) {
  const Language language = language_wanted(argc, argv);
  const bool zh = language == Language::Chinese;
  CLI::App app(zh ? "公开 gongkai：政府信息公开工作的程序" : "gongkai: a program for open government information",
               "gongkai");
  std::string language_name = "zh";
  std::string law_folder;
  app.add_option("--lang", language_name, zh ? "界面语言：zh 或 en" : "language: zh or en")
      ->check(CLI::IsMember({"zh", "en"}));
  app.add_option(
      "--law", law_folder,
      zh ? "用此文件夹的法规数据代替内置数据" : "use the law data of this folder instead of what is built in");
  app.set_version_flag("--version", "gongkai " + std::string(gongkai::cli::kProgramVersion));
  app.set_help_flag("-h,--help", zh ? "显示用法" : "show how to use this");
  if (zh) {
    auto formatter = std::make_shared<CLI::Formatter>();
    for (const auto& [english, chinese] : {std::pair{"Usage", "用法"},
                                           {"OPTIONS", "选项"},
                                           {"SUBCOMMAND", "子命令"},
                                           {"SUBCOMMANDS", "子命令"},
                                           {"Options", "选项"},
                                           {"Subcommands", "子命令"},
                                           {"Positionals", "参数"},
                                           {"REQUIRED", "必填"},
                                           {"TEXT", "文本"},
                                           {"UINT", "数"},
                                           {"INT", "数"}})
      formatter->label(english, chinese);
    app.formatter(formatter);
  }
  app.require_subcommand(1);
  app.fallthrough();
  gongkai::cli::Command command;
  CLI::App* law = gongkai::cli::add_law_commands(app, language, command);
  gongkai::cli::add_law_rule_commands(*law, language, command);
  gongkai::cli::add_report_commands(app, language, command);
  gongkai::cli::add_init_commands(app, language, command);
  gongkai::cli::add_agency_commands(app, language, command);
  gongkai::cli::add_user_commands(app, language, command);
  gongkai::cli::add_item_commands(app, language, command);
  gongkai::cli::add_serve_commands(app, language, command);
  gongkai::cli::add_store_commands(app, language, command);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    std::cerr << "gongkai: " << error.what() << (zh ? "（用 --help 查看用法）\n" : " (see --help)\n");
    return gongkai::cli::kFailed;
  }
  return command({language, law_folder, std::cout, std::cerr});
}

}  // namespace

int main(int argc, char** argv) {
  // Buffers of one document serve the next instead of going back to the system each time.
  ::mallopt(M_TRIM_THRESHOLD, 64 << 20);
  ::mallopt(M_MMAP_THRESHOLD, 64 << 20);
  std::ios::sync_with_stdio(false);
  try {
    const int status = run(argc, argv);
    std::cout.flush();
    if (!std::cout) {
      std::cerr << "gongkai: 无法写出结果（磁盘已满或管道关闭） / cannot write the output\n";
      return gongkai::cli::kFailed;
    }
    return status;
  } catch (const std::exception& error) {  // out of memory and the like: one line, no half output
    std::cerr << "gongkai: " << error.what() << '\n';
    return gongkai::cli::kFailed;
  }
}
