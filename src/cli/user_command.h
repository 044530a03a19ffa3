// gongkai user create | roles | deactivate | reset-password
#pragma once
#include "base/wording.h"
#include "cli/command_context.h"

namespace CLI {
class App;
}

namespace gongkai::cli {

void add_user_commands(CLI::App& app, Language help, Command& chosen);

}  // namespace gongkai::cli
