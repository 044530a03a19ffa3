// The options that every command over an installation takes: --data, --config, --now.
#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "base/now.h"
#include "cli/command_context.h"
#include "cli/configuration.h"
#include "flows/installation.h"

namespace CLI {
class App;
}

namespace gongkai::cli {

struct InstallationPlace {
  std::string data = "gongkai-data";
  std::string config;  ///< empty: gongkai.yaml in the data folder
  std::string now;
};

void add_installation_options(CLI::App& command, Language help, InstallationPlace& place);

/// An open installation with everything that it was opened by.
struct OpenInstallation {
  Configuration configuration;
  Clock clock;
  std::unique_ptr<flows::Installation> installation;
};
/// Fails as read_configuration and Installation::open do.
Result<OpenInstallation> open_installation(const CommandContext& context, const InstallationPlace& place,
                                           bool create = false);

Result<Configuration> configuration_of(const InstallationPlace& place);

}  // namespace gongkai::cli
