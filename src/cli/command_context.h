// What every command is given, and how it says that it could not do its work.
#pragma once
#include <functional>
#include <ostream>
#include <string>

#include "base/result.h"
#include "base/wording.h"
#include "law/source.h"

namespace gongkai::cli {

/// 0 good, 1 findings (only where a command says so), 2 could not do it.
enum ExitStatus : int { kGood = 0, kFindings = 1, kFailed = 2 };

struct CommandContext {
  Language language = Language::Chinese;
  std::string law_folder{};  ///< of --law; empty: the law built into the program
  std::ostream& out;
  std::ostream& err;
};

/// A command whose line has been read and that waits to be run; returns the exit status.
using Command = std::function<int(const CommandContext&)>;

/// Writes one line about the error and returns kFailed.
int report_error(const CommandContext& context, const Error& error);

/// The law of the context: the folder of --law, or what was built in.
Result<law::LawSource> law_source(const CommandContext& context);

}  // namespace gongkai::cli
