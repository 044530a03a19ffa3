#include "cli/command_context.h"

#include "base/text.h"

namespace gongkai::cli {

int report_error(const CommandContext& context, const Error& error) {
  context.err << "gongkai: ";
  const std::string message = printable(error.message.in(context.language));
  // Most messages name the place in their sentence.
  if (!error.where.empty() && message.find(error.where) == std::string::npos)
    context.err << printable(error.where) << ": ";
  context.err << message << " [" << error.code << "]\n";
  return kFailed;
}

Result<law::LawSource> law_source(const CommandContext& context) {
  if (context.law_folder.empty()) return law::LawSource::embedded();
  return law::LawSource::from_folder(context.law_folder);
}

}  // namespace gongkai::cli
