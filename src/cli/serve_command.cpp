#include "cli/serve_command.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/installation_options.h"
#include "cli/serving.h"

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
  auto opened = open_installation(context, options.place);
  if (!opened) return report_error(context, opened.error());
  if (const Failure failure = apply_listen(options.listen, opened->configuration))
    return report_error(context, *failure);
  return serve_until_stopped(
      context, *opened->installation, opened->configuration, opened->clock,
      [&context](const std::string& address) { context.out << "READY " << address << std::endl; });
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
}

}  // namespace gongkai::cli
