// gongkai report extract | check: what an annual report says, and whether it adds up.
#pragma once
#include "base/wording.h"
#include "cli/command_context.h"

namespace CLI {
class App;
}

namespace gongkai::cli {

/// Adds the subcommand `report`. When one of its subcommands was given, parsing puts what is to be done into `chosen`,
/// which must outlive the parsing.
void add_report_commands(CLI::App& app, Language help, Command& chosen);

}  // namespace gongkai::cli
