// Why a Word file is refused: each reason with its stable code and what to do about it.
#pragma once
#include <string_view>

#include "base/result.h"
#include "document/limits.h"

namespace gongkai::document {

/// `file` is the name that read_docx was given; `part` is the file inside the archive, empty for the archive itself.
Error docx_broken(std::string_view file, std::string_view part);
Error docx_encrypted(std::string_view file);
Error docx_too_large(std::string_view file, const Limits& limits);
Error docx_too_many_parts(std::string_view file, std::uint64_t most);
Error docx_too_deep(std::string_view file, const Limits& limits);
Error docx_too_complex(std::string_view file);
/// A ZIP that holds no Word document; `kind` says what it looks like.
Error docx_other_kind(std::string_view file, const Wording& kind);
Error docx_unknown_compression(std::string_view file);

}  // namespace gongkai::document
