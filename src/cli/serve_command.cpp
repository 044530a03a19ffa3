#include "cli/serve_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/installation_options.h"
#include "cli/serving.h"
#include "demo/build.h"
#include "demo/demo_site.h"

namespace gongkai::cli {
namespace {

struct ServeOptions {
  InstallationPlace place;
  std::string listen;
};

/// --listen goes before what the configuration says.
Failure apply_listen(const std::string& listen, Configuration& configuration) {
  if (listen.empty()) return {};
  const auto address = parse_listen_address(listen);
  if (!address)
    return Error{"cli.bad_argument",
                 {"--listen 应写成 127.0.0.1:8080 的形式", "--listen takes an address like 127.0.0.1:8080"},
                 listen};
  configuration.address = address->address;
  configuration.port = address->port;
  return {};
}

int run_serve(const CommandContext& context, const ServeOptions& options) {
  StopSignals signals;
  auto opened = open_installation(context, options.place);
  if (!opened) return report_error(context, opened.error());
  if (const Failure failure = apply_listen(options.listen, opened->configuration))
    return report_error(context, *failure);
  return serve_until_stopped(
      context, *opened->installation, opened->configuration, opened->clock, signals,
      [&context](const std::string& address) { context.out << "READY " << address << std::endl; });
}

struct DemoOptions {
  std::string data;
  std::string listen = "127.0.0.1:8080";
  std::string now = "2026-11-20";
  bool is_public = false;
};

Result<CivilDay> day_of_demo(const std::string& text) {
  const auto day = CivilDay::parse(text);
  if (day) return *day;
  return Error{"cli.bad_argument", {"--now 应写成 2026-11-20 的样子", "--now takes a day like 2026-11-20"}, text};
}

/// The demo's accounts are printed for everybody to read: nobody else should reach it by accident.
Failure refuse_strangers(const DemoOptions& options) {
  const auto address = parse_listen_address(options.listen);
  if (!address || address->is_loopback() || options.is_public) return {};
  return Error{"demo.not_loopback",
               {"演示只在本机地址上提供；确要让别人访问时加 --public-demo",
                "the demo is served on a loopback address only; add --public-demo to let others in"},
               options.listen};
}

void print_ready(const CommandContext& context, const std::string& address, const demo::DemoBuilt& built) {
  context.out << "READY " << address << "  登录：";
  for (const demo::DemoLogin& login : built.logins) context.out << ' ' << login.account << '/' << login.password;
  context.out << std::endl;
}

int run_demo(const CommandContext& context, const DemoOptions& options) {
  StopSignals signals;
  if (const Failure failure = refuse_strangers(options)) return report_error(context, *failure);
  const auto today = day_of_demo(options.now);
  if (!today) return report_error(context, today.error());
  const auto law = law_source(context);
  if (!law) return report_error(context, law.error());
  Configuration configuration;
  if (const Failure failure = apply_listen(options.listen, configuration)) return report_error(context, *failure);
  configuration.site = demo::demo_site(fmt::format("http://{}", options.listen));
  Clock clock = Clock::frozen_at(demo::begin_of_demo());
  flows::InstallationOptions wanted;
  wanted.data_folder = options.data.empty() ? fmt::format("gongkai-demo-{}", options.now) : options.data;
  wanted.create = true;
  wanted.site = configuration.site;
  wanted.law = *law;
  const auto installation = flows::Installation::open(wanted, clock);
  if (!installation) return report_error(context, installation.error());
  const auto built = demo::build_demo((*installation)->store(), clock, *law, *today);
  if (!built) return report_error(context, built.error());
  (*installation)->wait_until_followed(60);
  return serve_until_stopped(context, **installation, configuration, clock, signals,
                             [&](const std::string& address) { print_ready(context, address, *built); });
}

void add_demo(CLI::App& app, bool zh, Command& chosen) {
  auto options = std::make_shared<DemoOptions>();
  CLI::App* demo = app.add_subcommand(
      "demo", zh ? "建一座虚构的城市（60 个机关、三年的公开信息）并提供服务\n示例：gongkai demo"
                 : "build an invented city (60 agencies, three years) and serve it\ne.g. gongkai demo");
  demo->add_option("--data", options->data,
                   zh ? "数据文件夹（默认 gongkai-demo-日期）" : "the data folder (gongkai-demo-<day>)");
  demo->add_option("--listen", options->listen, zh ? "监听地址" : "address to listen on");
  demo->add_option("--now", options->now, zh ? "演示中的今天" : "today, in the demo");
  demo->add_flag("--public-demo", options->is_public,
                 zh ? "允许在非本机地址上演示" : "allow other than loopback addresses");
  demo->callback([options, &chosen] {
    chosen = [options](const CommandContext& context) { return run_demo(context, *options); };
  });
}

}  // namespace

void add_serve_commands(CLI::App& app, Language help, Command& chosen) {
  const bool zh = help == Language::Chinese;
  auto options = std::make_shared<ServeOptions>();
  CLI::App* serve =
      app.add_subcommand("serve", zh ? "提供网站服务，直到收到停止信号\n示例：gongkai serve --data /var/lib/gongkai"
                                     : "serve the portal until told to stop\n"
                                       "e.g. gongkai serve --data /var/lib/gongkai");
  add_installation_options(*serve, help, options->place);
  serve->add_option("--listen", options->listen,
                    zh ? "监听地址，如 127.0.0.1:8080" : "address to listen on, e.g. 127.0.0.1:8080");
  serve->callback([options, &chosen] {
    chosen = [options](const CommandContext& context) { return run_serve(context, *options); };
  });
  add_demo(app, zh, chosen);
}

}  // namespace gongkai::cli
