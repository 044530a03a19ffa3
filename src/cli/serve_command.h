// gongkai serve | demo: the portal of an installation, or of an invented city that is built first.
#pragma once
#include "base/wording.h"
#include "cli/command_context.h"

namespace CLI {
class App;
}

namespace gongkai::cli {

/// Adds the subcommands; the one that was given puts what is to be done into `chosen`.
void add_serve_commands(CLI::App& app, Language help, Command& chosen);

}  // namespace gongkai::cli
