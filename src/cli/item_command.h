// gongkai item publish|correct|withdraw|repeal|show, gongkai import items: proactive disclosure from the command line.
#pragma once
#include "base/wording.h"
#include "cli/command_context.h"

namespace CLI {
class App;
}

namespace gongkai::cli {

void add_item_commands(CLI::App& app, Language help, Command& chosen);

}  // namespace gongkai::cli
