// gongkai migrate | backup | restore: what the operator does with the store.
#pragma once
#include "base/wording.h"
#include "cli/command_context.h"

namespace CLI {
class App;
}

namespace gongkai::cli {

void add_store_commands(CLI::App& app, Language help, Command& chosen);

}  // namespace gongkai::cli
