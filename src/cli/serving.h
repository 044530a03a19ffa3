// Serves an installation until it is told to stop (SIGINT, SIGTERM).
#pragma once
#include <functional>
#include <string>

#include "base/now.h"
#include "cli/command_context.h"
#include "cli/configuration.h"
#include "flows/installation.h"

namespace gongkai::cli {

/// Reads --now: a day ("2026-11-20", nine in the morning) or an instant; empty text gives the machine's clock.
Result<Clock> clock_of(const std::string& now);

/// Blocks until stopped. `ready` is told the address once pages can be asked for, "http://127.0.0.1:8080/zfxxgk/".
int serve_until_stopped(const CommandContext& context, flows::Installation& installation,
                        const Configuration& configuration, const Clock& clock,
                        const std::function<void(const std::string& address)>& ready);

}  // namespace gongkai::cli
