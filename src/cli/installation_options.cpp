#include "cli/installation_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/serving.h"

namespace gongkai::cli {
namespace {

std::string own_address(const Configuration& configuration) {
  return fmt::format("http://{}:{}{}", configuration.address, configuration.port, configuration.path_prefix);
}

}  // namespace

void add_installation_options(CLI::App& command, Language help, InstallationPlace& place) {
  const bool zh = help == Language::Chinese;
  command.add_option("--data", place.data, zh ? "数据文件夹（默认 gongkai-data）" : "the data folder (gongkai-data)");
  command.add_option(
      "--config", place.config,
      zh ? "设置文件（默认数据文件夹中的 gongkai.yaml）" : "the settings (gongkai.yaml in the data folder)");
  command.add_option("--now", place.now,
                     zh ? "把时间固定在某日，如 2026-11-20" : "freeze the time at a day, e.g. 2026-11-20");
}

Result<Configuration> configuration_of(const InstallationPlace& place) {
  const bool is_named = !place.config.empty();
  return read_configuration(
      is_named ? std::filesystem::path(place.config) : std::filesystem::path(place.data) / "gongkai.yaml", is_named);
}

Result<OpenInstallation> open_installation(const CommandContext& context, const InstallationPlace& place, bool create) {
  auto configuration = configuration_of(place);
  if (!configuration) return configuration.error();
  auto clock = clock_of(place.now);
  if (!clock) return clock.error();
  auto law = law_source(context);
  if (!law) return law.error();
  flows::InstallationOptions options;
  options.data_folder = place.data;
  options.postgresql = configuration->postgresql;
  options.create = create;
  if (configuration->site.name.empty()) configuration->site.name = "政府信息公开";
  // Feeds and site maps need absolute addresses, even before anybody said which.
  if (configuration->site.address.empty()) configuration->site.address = own_address(*configuration);
  options.site = configuration->site;
  options.law = std::move(*law);
  auto installation = flows::Installation::open(options, *clock);
  if (!installation) return installation.error();
  return OpenInstallation{std::move(*configuration), std::move(*clock), std::move(*installation)};
}

}  // namespace gongkai::cli
