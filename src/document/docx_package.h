// A Word file as the ZIP archive that it is: its parts found by relationship, unpacked into memory within limits.
#pragma once
#include <zip.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "document/docx_xml.h"
#include "document/limits.h"

namespace gongkai::document {

/// What one part says about another: the last segment of the type ("styles", "numbering") and the part's name.
struct Relationship {
  std::string kind;
  std::string target;
};

/// Refers to the bytes and limits that it was opened with. Not thread-safe.
class DocxPackage {
 public:
  static constexpr std::uint64_t kMostParts = 20'000;

  /// Fails with `document.broken` or `document.too_large`.
  static Result<DocxPackage> open(std::string_view bytes, std::string_view file, const Limits& limits);

  bool has(std::string_view part) const { return find(part).has_value(); }
  /// The name of the Word document inside. Fails with `document.unsupported` when there is none, naming the kind of
  /// file that this is instead, and as read_xml.
  Result<std::string> main_part();
  /// The name of the part with title and dates; there may be no such part. Fails as read_xml.
  Result<std::string> core_properties();
  /// What a part refers to; nothing when it has no relationships. Fails as read_xml.
  Result<std::vector<Relationship>> relationships(std::string_view part);
  /// Fails with `document.broken`, `document.encrypted`, `document.too_large`, `document.too_deep`,
  /// `document.too_complex` or `document.unsupported` (an unknown compression).
  Result<DocxXml> read_xml(std::string_view part);
  /// What a ZIP without a Word document looks like.
  Wording kind() const;

 private:
  struct Discard {
    void operator()(zip_t* zip) const { zip_discard(zip); }
  };

  DocxPackage(std::string_view file, const Limits& limits) : file_(file), limits_(&limits) {}

  std::optional<std::uint64_t> find(std::string_view part) const;
  Failure read_own_relationships();
  bool has_folder(std::string_view folder) const;
  Result<PartBytes> unpack(std::uint64_t index, std::string_view part);

  std::unique_ptr<zip_t, Discard> zip_;
  std::string file_;
  const Limits* limits_;
  std::optional<std::vector<Relationship>> own_relationships_;
  std::uint64_t unpacked_ = 0;  ///< of all parts so far
};

/// The target of the first relationship of that kind, or nullptr.
const std::string* target_of(const std::vector<Relationship>& relationships, std::string_view kind);

}  // namespace gongkai::document
