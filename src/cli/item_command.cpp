#include "cli/item_command.h"

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <memory>

#include "agency/queries.h"
#include "base/file.h"
#include "base/json_writer.h"
#include "catalogue/catalogue_law.h"
#include "catalogue/import_items.h"
#include "catalogue/queries.h"
#include "catalogue/verbs.h"
#include "cli/store_access.h"

namespace gongkai::cli {
namespace {

using agency::Actor;
using catalogue::CatalogueLaw;
using catalogue::Item;
using store::Connection;
using store::Writing;

constexpr std::uint64_t kLargestFile = std::uint64_t{1} << 30;

struct ItemOptions {
  InstallationPlace place;
  std::string agency, column, title, summary, created_on, document_no, theme, genre, effective_on, file, reason, on;
  std::vector<std::string> attachments;
  std::int64_t item = 0, by = 0;
};

struct ImportCommand {
  InstallationPlace place;
  std::string file;
  bool create_agencies = false;
  bool progress = false;
};

Error bad_day(const std::string& text) {
  return {"cli.bad_argument",
          {"没有这一天；请写成 2022-01-20 的样子", "there is no such day; write it like 2022-01-20"},
          text};
}

Result<std::optional<CivilDay>> optional_day(const std::string& text) {
  if (text.empty()) return std::optional<CivilDay>();
  const auto day = CivilDay::parse(text);
  if (!day) return bad_day(text);
  return std::optional(*day);
}

std::string name_of_file(const std::string& path) { return std::filesystem::path(path).filename().string(); }

/// Reads the body and the attachments; `content.edition` holds what the options say beside them.
Failure read_files(const ItemOptions& options, catalogue::Content& content) {
  if (!options.file.empty()) {
    auto bytes = options.file == "-" ? read_standard_input(catalogue::kLongestBody)
                                     : read_file(options.file, catalogue::kLongestBody);
    if (!bytes) return bytes.error();
    const bool is_plain = options.file.ends_with(".txt") || options.file.ends_with(".md");
    (is_plain ? content.text : content.html) = std::move(*bytes);
  }
  for (const std::string& path : options.attachments) {
    auto bytes = read_file(path, kLargestFile);
    if (!bytes) return bytes.error();
    content.attachments.push_back({name_of_file(path), {}, std::move(*bytes), {}, 0});
  }
  return {};
}

/// Puts what the options say into the edition; what they leave out stays.
Failure apply_options(const ItemOptions& options, catalogue::Edition& edition) {
  auto put = [](const std::string& from, std::string& to) {
    if (!from.empty()) to = from;
  };
  put(options.title, edition.title);
  put(options.summary, edition.summary);
  put(options.document_no, edition.document_no);
  put(options.theme, edition.theme);
  put(options.genre, edition.genre);
  for (const auto& [text, to] :
       {std::pair(&options.created_on, &edition.created_on), std::pair(&options.effective_on, &edition.effective_on)}) {
    const auto day = optional_day(*text);
    if (!day) return day.error();
    if (*day) *to = *day;
  }
  return {};
}

int print_item(const CommandContext& context, const Item& item) {
  JsonWriter json;
  json.begin_object();
  json.member("item", item.id.number);
  json.member("state", name_of(item.state));
  json.member("edition", item.edition_number);
  json.member("index_no", item.index_no);
  json.member("title", item.edition.title);
  json.member("column", item.column);
  json.member("document_no", item.edition.document_no);
  json.member("validity", name_of(item.validity));
  json.member("published_at", item.published_at ? item.published_at->iso() : "");
  json.end_object();
  context.out << json.take() << '\n';
  return kGood;
}

struct Tools {
  std::unique_ptr<store::Store> store;
  CatalogueLaw law;
};

Result<Tools> open_tools(const CommandContext& context, const InstallationPlace& place, bool only_reads = false) {
  auto source = law_source(context);
  if (!source) return source.error();
  auto law = CatalogueLaw::load(*source);
  if (!law) return law.error();
  auto store = only_reads ? open_store_to_read(place) : open_store_of(place);
  if (!store) return store.error();
  return Tools{std::move(*store), std::move(*law)};
}

/// Runs `act(Writing&)`, which returns Result<Item>, and prints the item.
template <class Act>
int act_and_print(const CommandContext& context, Tools& tools, Act&& act) {
  const auto item = tools.store->write([&](Writing& writing) -> Result<Item> { return act(writing); });
  return item ? print_item(context, *item) : report_error(context, item.error());
}

Error unknown_item(std::int64_t item) {
  return {
      "catalogue.unknown_item",
      {"没有编号为 " + std::to_string(item) + " 的信息，请核对",
       "there is no item " + std::to_string(item) + "; check the number"},
  };
}

int run_publish(const CommandContext& context, const ItemOptions& options) {
  catalogue::Content content;
  if (const Failure failure = apply_options(options, content.edition)) return report_error(context, *failure);
  if (const Failure failure = read_files(options, content)) return report_error(context, *failure);
  auto tools = open_tools(context, options.place);
  if (!tools) return report_error(context, tools.error());
  catalogue::PreparedContent prepared = catalogue::prepare(std::move(content), tools->law);
  return act_and_print(context, *tools, [&](Writing& writing) -> Result<Item> {
    const auto agency = agency::find_agency(writing.connection(), options.agency);
    catalogue::NewItem item;
    if (agency) item.agency = agency->id;
    item.column = options.column;
    return catalogue::publish_item(writing, tools->store->blobs(), tools->law, Actor::system(), item, prepared);
  });
}

int run_correct(const CommandContext& context, const ItemOptions& options) {
  auto tools = open_tools(context, options.place);
  if (!tools) return report_error(context, tools.error());
  const auto found = tools->store->read(
      [&](Connection& connection) { return catalogue::find_item(connection, ItemId{options.item}); });
  if (!found) return report_error(context, found.error());
  if (!*found) return report_error(context, unknown_item(options.item));
  catalogue::Content content;
  content.edition = (*found)->edition;
  if (const Failure failure = apply_options(options, content.edition)) return report_error(context, *failure);
  if (const Failure failure = read_files(options, content)) return report_error(context, *failure);
  catalogue::PreparedContent prepared = catalogue::prepare(std::move(content), tools->law);
  return act_and_print(context, *tools, [&](Writing& writing) {
    return catalogue::correct_item(writing, tools->store->blobs(), tools->law, Actor::system(), ItemId{options.item},
                                   prepared, options.reason);
  });
}

int run_withdraw(const CommandContext& context, const ItemOptions& options) {
  auto tools = open_tools(context, options.place);
  if (!tools) return report_error(context, tools.error());
  return act_and_print(context, *tools, [&](Writing& writing) {
    return catalogue::withdraw_item(writing, tools->law, Actor::system(), ItemId{options.item}, options.reason);
  });
}

int run_repeal(const CommandContext& context, const ItemOptions& options) {
  const auto day = optional_day(options.on);
  if (!day) return report_error(context, day.error());
  auto tools = open_tools(context, options.place);
  if (!tools) return report_error(context, tools.error());
  return act_and_print(context, *tools, [&](Writing& writing) {
    return catalogue::repeal_item(writing, tools->law, Actor::system(), ItemId{options.item},
                                  day->value_or(writing.now().day()), ItemId{options.by}, options.reason);
  });
}

int run_show(const CommandContext& context, const ItemOptions& options) {
  auto tools = open_tools(context, options.place, true);
  if (!tools) return report_error(context, tools.error());
  const auto found = tools->store->read(
      [&](Connection& connection) { return catalogue::find_item(connection, ItemId{options.item}); });
  if (!found) return report_error(context, found.error());
  if (!*found) return report_error(context, unknown_item(options.item));
  return print_item(context, **found);
}

int run_import(const CommandContext& context, const ImportCommand& options) {
  std::ifstream file;
  if (options.file != "-") {
    file.open(options.file);
    if (!file)
      return report_error(context, {"file.not_found",
                                    {"打不开这个文件，请检查路径和权限：" + options.file,
                                     "this file cannot be opened; check path and permissions: " + options.file},
                                    options.file});
  }
  auto tools = open_tools(context, options.place);
  if (!tools) return report_error(context, tools.error());
  catalogue::ImportOptions wanted;
  wanted.create_agencies = options.create_agencies;
  if (options.file != "-") wanted.attachments_folder = std::filesystem::absolute(options.file).parent_path();
  if (options.progress) {
    wanted.stored_through = [&context](std::int64_t line) {
      context.out << R"({"stored_through":)" << line << '}' << std::endl;
    };
  }
  const auto summary = catalogue::import_items(
      options.file == "-" ? std::cin : file, *tools->store, tools->law, Actor::system(), wanted,
      [&context](const catalogue::RefusedLine& refused) {
        context.err << (context.language == Language::Chinese ? "第 " : "line ") << refused.line
                    << (context.language == Language::Chinese ? " 行：" : ": ")
                    << refused.error.message.in(context.language) << " [" << refused.error.code << "]\n";
      });
  if (!summary) return report_error(context, summary.error());
  JsonWriter json;
  json.begin_object();
  json.member("lines", summary->lines);
  json.member("imported", summary->imported);
  json.member("present", summary->present);
  json.member("refused", summary->refused);
  json.member("renumbered", summary->renumbered);
  json.key("created_agencies").begin_array();
  for (const std::string& agency : summary->created_agencies) json.value(agency);
  json.end_array();
  json.end_object();
  context.out << json.take() << '\n';
  return kGood;
}

/// One subcommand of `item`, with the options that all share.
class ItemCommands {
 public:
  ItemCommands(CLI::App& app, Language help, Command& chosen)
      : zh_(help == Language::Chinese),
        help_(help),
        chosen_(chosen),
        item_(*app.add_subcommand("item", zh_ ? "主动公开的信息：发布、更正、撤下、废止" : "published items")) {
    item_.require_subcommand(1);
  }

  using Run = int (*)(const CommandContext&, const ItemOptions&);
  CLI::App& add(const char* name, const char* chinese, const char* english, Run run) {
    options_ = std::make_shared<ItemOptions>();
    CLI::App& command = *item_.add_subcommand(name, zh_ ? chinese : english);
    add_installation_options(command, help_, options_->place);
    command.callback([options = options_, run, &chosen = chosen_] {
      chosen = [options, run](const CommandContext& context) { return run(context, *options); };
    });
    return command;
  }
  void number(CLI::App& command) {
    command.add_option("item", options_->item, zh_ ? "信息编号（网址 /i/ 后的数）" : "its number, as after /i/")
        ->required();
  }
  void reason(CLI::App& command) {
    command.add_option("--reason", options_->reason, zh_ ? "理由，会公开显示" : "why; shown to the public");
  }
  void content(CLI::App& command) {
    command.add_option("--title", options_->title, zh_ ? "名称" : "title");
    command.add_option("--summary", options_->summary, zh_ ? "内容概述" : "summary");
    command.add_option("--created", options_->created_on, zh_ ? "生成日期，如 2026-11-20" : "day of creation");
    command.add_option("--document-no", options_->document_no, zh_ ? "文号" : "document number");
    command.add_option("--theme", options_->theme, zh_ ? "主题分类" : "theme");
    command.add_option("--genre", options_->genre, zh_ ? "体裁" : "genre");
    command.add_option("--effective", options_->effective_on, zh_ ? "实施日期" : "day of effect");
    command.add_option("--file", options_->file,
                       zh_ ? "正文：HTML，或 .txt；- 为标准输入" : "the body: HTML or .txt; - is standard input");
    command.add_option("--attach", options_->attachments, zh_ ? "附件，可多个" : "attachments");
  }
  ItemOptions& options() { return *options_; }
  bool zh() const { return zh_; }

 private:
  bool zh_;
  Language help_;
  Command& chosen_;
  CLI::App& item_;
  std::shared_ptr<ItemOptions> options_;
};

void add_import(CLI::App& app, Language help, Command& chosen) {
  const bool zh = help == Language::Chinese;
  CLI::App* import = app.add_subcommand("import", zh ? "从别处接收数据" : "take data over from elsewhere");
  import->require_subcommand(1);
  auto options = std::make_shared<ImportCommand>();
  CLI::App* items = import->add_subcommand("items", zh ? "批量接收已公开的信息，每行一个 JSON 对象\n示例：gongkai "
                                                         "import items old.ndjson --data DIR --create-agencies"
                                                       : "published items in bulk, a JSON object a line\ne.g. gongkai "
                                                         "import items old.ndjson --data DIR --create-agencies");
  items->add_option("file", options->file, zh ? "NDJSON 文件；- 为标准输入" : "NDJSON; - is standard input")
      ->required();
  items->add_flag("--create-agencies", options->create_agencies,
                  zh ? "机关不存在时新建" : "make agencies that are not there");
  items->add_flag("--progress", options->progress,
                  zh ? "每存妥一批就输出到哪一行为止" : "print through which line all is stored, after each batch");
  add_installation_options(*items, help, options->place);
  items->callback([options, &chosen] {
    chosen = [options](const CommandContext& context) { return run_import(context, *options); };
  });
}

}  // namespace

void add_item_commands(CLI::App& app, Language help, Command& chosen) {
  ItemCommands commands(app, help, chosen);
  CLI::App& publish = commands.add("publish",
                                   "发布一条信息\n示例：gongkai item publish --agency kejiju --column tzgg --title "
                                   "标题 --created 2026-11-20 --file 正文.html",
                                   "publish an item", run_publish);
  publish.add_option("--agency", commands.options().agency, commands.zh() ? "机关代码" : "code of the agency")
      ->required();
  publish.add_option("--column", commands.options().column, commands.zh() ? "栏目代码" : "code of the column");
  commands.content(publish);
  CLI::App& correct = commands.add("correct", "更正：原版本保留", "put a corrected edition in its place", run_correct);
  commands.number(correct);
  commands.content(correct);
  commands.reason(correct);
  CLI::App& withdraw = commands.add("withdraw", "撤下：页面说明原因", "take it down; its page says why", run_withdraw);
  commands.number(withdraw);
  commands.reason(withdraw);
  CLI::App& repeal = commands.add("repeal", "废止", "note that it was repealed", run_repeal);
  commands.number(repeal);
  commands.reason(repeal);
  repeal.add_option("--on", commands.options().on, commands.zh() ? "废止日期（默认今天）" : "day of repeal (today)");
  repeal.add_option("--by", commands.options().by,
                    commands.zh() ? "由哪一条信息废止" : "number of the item that repeals it");
  CLI::App& show = commands.add("show", "查看一条信息", "show an item", run_show);
  commands.number(show);
  add_import(app, help, chosen);
}

}  // namespace gongkai::cli
