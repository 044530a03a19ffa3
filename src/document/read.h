// The one door to all readers: bytes in, Document out.
#pragma once
#include <string_view>

#include "base/result.h"
#include "document/document.h"
#include "document/limits.h"
#include "document/parse_memory.h"

namespace gongkai::document {

/// Reads HTML (any encoding), DOCX, plain text or Markdown. What the bytes are decides, not the file's name;
/// `name` serves messages and tells Markdown from text. Nothing is written to disk.
/// Fails with `document.empty`, `document.too_large`, `document.too_deep`, `document.too_complex`,
/// `document.broken`, `document.encrypted`, `document.unsupported` (a kind that is known but not read) or
/// `document.unknown_kind`. Linear in the bytes, within Limits. Thread-safe, but for `memory`: whoever reads many
/// documents passes one a thread, and saves asking the system for memory anew each time.
Result<Document> read(std::string_view bytes, std::string_view name, const Limits& limits,
                      ParseMemory* memory = nullptr);

/// The readers behind it; each takes bytes of its kind.
Result<Document> read_html(std::string_view bytes, std::string_view name, const Limits& limits,
                           ParseMemory* memory = nullptr);
Result<Document> read_docx(std::string_view bytes, std::string_view name, const Limits& limits);
Result<Document> read_text(std::string_view bytes, std::string_view name, const Limits& limits);

}  // namespace gongkai::document
