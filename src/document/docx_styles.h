// The styles of a Word file, as far as they decide what is read: headings, numbering, hidden text.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "document/docx_xml.h"

namespace gongkai::document {

/// What w:numPr says: which numbering, on which level (from 0). Numbering 0 means: none.
struct NumberingUse {
  std::optional<std::uint32_t> id;
  std::optional<std::uint32_t> level;
};

NumberingUse numbering_use(const DocxXml& xml, pugi::xml_node num_pr);

/// What a run's or paragraph mark's w:rPr says about being hidden; empty when it says nothing.
std::optional<bool> hidden_by(const DocxXml& xml, pugi::xml_node run_properties);

/// w:outlineLvl (0–8; 9 is body text) as a heading from 1 to 6, 0 for body text.
std::uint8_t heading_of_outline(std::uint32_t level);

/// With everything that the styles it is based on give it.
struct DocxStyle {
  std::string id;
  std::optional<std::uint8_t> heading;  ///< 0: body text
  std::optional<bool> hidden;
  NumberingUse numbering;
};

class DocxStyles {
 public:
  /// A file without styles has empty ones.
  DocxStyles() = default;
  explicit DocxStyles(const DocxXml& xml);

  /// True when there are more styles than any real file has: the document is refused.
  bool exceeded() const { return entries_.size() > kMost; }
  /// The style of a paragraph that names `id`, the default style when it names none; nullptr when there is no such
  /// style.
  const DocxStyle* of_paragraph(std::string_view id) const;
  const DocxStyle* of_run(std::string_view id) const { return id.empty() ? nullptr : find(id); }
  const DocxStyle* of_list(std::string_view id) const { return find(id); }

 private:
  struct Entry {
    DocxStyle style;
    std::string based_on;
    enum class State : std::uint8_t { Bare, Underway, Complete } state = State::Bare;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view id) const { return std::hash<std::string_view>()(id); }
  };

  static constexpr std::size_t kMost = 50'000;

  void read(const DocxXml& xml, pugi::xml_node node);
  void complete(Entry& entry);
  const DocxStyle* find(std::string_view id) const;

  std::unordered_map<std::string, Entry, Hash, std::equal_to<>> entries_;
  std::string default_paragraph_;
};

}  // namespace gongkai::document
