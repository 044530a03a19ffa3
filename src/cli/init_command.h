// gongkai init | doctor: begin an installation, and say what it lacks.
#pragma once
#include "base/wording.h"
#include "cli/command_context.h"

namespace CLI {
class App;
}

namespace gongkai::cli {

void add_init_commands(CLI::App& app, Language help, Command& chosen);

}  // namespace gongkai::cli
