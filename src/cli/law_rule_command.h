// gongkai law rule | format: the rules by which reports are checked, and the layouts that they have.
#pragma once
#include "base/wording.h"
#include "cli/command_context.h"

namespace CLI {
class App;
}

namespace gongkai::cli {

/// Adds the subcommands to `law`; as add_law_commands does.
void add_law_rule_commands(CLI::App& law, Language help, Command& chosen);

}  // namespace gongkai::cli
