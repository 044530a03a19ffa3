// gongkai agency list | show | create | rename | merge | abolish
#pragma once
#include "base/wording.h"
#include "cli/command_context.h"

namespace CLI {
class App;
}

namespace gongkai::cli {

void add_agency_commands(CLI::App& app, Language help, Command& chosen);

}  // namespace gongkai::cli
