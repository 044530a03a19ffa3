// gongkai law workday | calendar | article | check-code: what the law data say, as JSON or in words.
#pragma once
#include "base/wording.h"
#include "cli/command_context.h"

namespace CLI {
class App;
}

namespace gongkai::cli {

/// Adds the subcommand `law` with its subcommands to `app`. When one of them was given on the line, parsing
/// puts what is to be done into `chosen`, which must outlive the parsing. `help` is the language of --help.
/// Options of the whole program (--lang, --law) are taken behind the subcommand too.
/// Returns `law`, so that more subcommands can be added to it.
CLI::App* add_law_commands(CLI::App& app, Language help, Command& chosen);

}  // namespace gongkai::cli
