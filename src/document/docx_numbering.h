// The numbers that Word writes before paragraphs without their standing in the text: "一、", "（二）", "3.1".
#pragma once
#include <array>
#include <bitset>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "document/docx_styles.h"
#include "document/docx_xml.h"

namespace gongkai::document {

inline constexpr std::size_t kNumberingLevels = 9;

/// A number in one of Word's formats (ST_NumberFormat), e.g. "chineseCounting"; decimal for formats that are not
/// known and for numbers that a format has no sign for; empty for "none" and "bullet".
std::string numbered(std::uint32_t number, std::string_view format);

class DocxNumbering {
 public:
  /// A file without numbering has an empty one. `styles` resolve w:numStyleLink.
  DocxNumbering() = default;
  DocxNumbering(const DocxXml& xml, const DocxStyles& styles);

  /// True when there are more numberings than any real file has: the document is refused.
  bool exceeded() const { return definitions_.size() > kMost || uses_.size() > kMost; }
  /// The level that a numbering gives to paragraphs of this style, 0 when it names none.
  std::uint32_t level_of_style(std::uint32_t id, std::string_view style) const;
  /// Counts a paragraph and returns its number as printed, with the space behind it where there is one; empty for
  /// bullets and for numberings that do not exist. Call once a paragraph, in the order of the document. As in Word,
  /// numberings that share a definition go on counting, unless they say where they start.
  std::string next(std::uint32_t id, std::uint32_t level);

 private:
  struct Level {
    std::uint32_t start = 1;
    std::uint32_t restart = kByAnyHigher;  ///< w:lvlRestart: 0 never, n after level n (from 1)
    std::string format = "decimal";
    std::string text;
    std::string suffix = "tab";
    std::string style;
    bool legal = false;  ///< all numbers in it are decimal
    bool hidden = false;
  };
  static constexpr std::uint32_t kByAnyHigher = 0xFFFFFFFF;

  struct Definition {  ///< w:abstractNum, with its counters
    std::array<std::shared_ptr<const Level>, kNumberingLevels> levels;
    std::string linked_style;
    std::array<std::uint32_t, kNumberingLevels> count{};
    std::bitset<kNumberingLevels> started;
  };
  struct Use {  ///< w:num
    std::uint32_t definition = 0;
    std::array<std::unique_ptr<const Level>, kNumberingLevels> own;  ///< w:lvlOverride/w:lvl
    std::array<std::uint32_t, kNumberingLevels> start{};
    std::bitset<kNumberingLevels> has_start;  ///< w:startOverride
    std::bitset<kNumberingLevels> used;
  };

  static constexpr std::size_t kMost = 50'000;  ///< definitions, and uses; the largest real files have some thousand

  static Level read_level(const DocxXml& xml, pugi::xml_node node);
  void read_definition(const DocxXml& xml, pugi::xml_node node);
  void read_use(const DocxXml& xml, pugi::xml_node node);
  const Level& level_of(const Use& use, const Definition& definition, std::size_t level) const;
  std::uint32_t start_of(const Use& use, const Definition& definition, std::size_t level) const;

  std::unordered_map<std::uint32_t, Definition> definitions_;
  std::unordered_map<std::uint32_t, Use> uses_;
};

}  // namespace gongkai::document
