// One XML part of a Word file: parsed in place, its nesting checked, its elements known by namespace, not by prefix.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "document/limits.h"

namespace gongkai::document {

/// The unpacked bytes of a part; the parser writes into them.
struct PartBytes {
  std::unique_ptr<char[]> data;
  std::size_t size = 0;
};

/// The elements that the reader knows. Named as in WordprocessingML, but for the very short ones.
enum class Tag : std::uint8_t {
  Other,
  Document,
  Body,
  Paragraph,
  Run,
  Text,
  Table,
  Row,
  Cell,
  ParagraphProperties,
  RunProperties,
  RowProperties,
  CellProperties,
  Sdt,
  SdtContent,
  SmartTag,
  Hyperlink,
  FldSimple,
  CustomXml,
  Bdo,
  Dir,
  Ins,
  Del,
  MoveTo,
  MoveFrom,
  Tab,
  Ptab,
  Br,
  Cr,
  NoBreakHyphen,
  FldChar,
  Drawing,
  Pict,
  Object,
  TxbxContent,
  Ruby,
  RubyBase,
  PStyle,
  RStyle,
  NumPr,
  NumId,
  Ilvl,
  OutlineLvl,
  Vanish,
  SpecVanish,
  GridSpan,
  VMerge,
  HMerge,
  GridBefore,
  GridAfter,
  CellDel,
  CellMerge,
  Hidden,
  AltChunk,
  SubDoc,
  Styles,
  Style,
  Name,
  BasedOn,
  Numbering,
  AbstractNum,
  Num,
  AbstractNumId,
  Lvl,
  LvlOverride,
  StartOverride,
  Start,
  NumFmt,
  LvlText,
  LvlRestart,
  IsLgl,
  Suff,
  NumStyleLink,
  AlternateContent,
  Choice,
  Fallback,  // markup compatibility
  MathText,
  Math,  // m:t, and every other element of that namespace
};

class DocxXml {
 public:
  /// Takes the bytes, which stay alive with the tree. Fails with `document.broken` (also for a document type
  /// declaration, which Word files must not have), `document.too_deep` or `document.too_complex`.
  static Result<DocxXml> parse(PartBytes bytes, std::string_view file, std::string_view part, const Limits& limits);

  pugi::xml_node root() const { return tree_->document_element(); }
  Tag tag(pugi::xml_node node) const;
  /// The first child of that kind, or a null node.
  pugi::xml_node child(pugi::xml_node parent, Tag wanted) const;
  /// What of a mc:AlternateContent is to be read: the first Choice that asks for nothing unknown, else the Fallback,
  /// else a null node.
  pugi::xml_node alternative(pugi::xml_node alternate_content) const;

 private:
  enum class Space : std::uint8_t { Unknown, Word, Math, Compatibility };
  struct Binding {
    std::string_view prefix;
    Space space;
  };

  bool survey(unsigned deepest);
  void learn(std::string_view prefix, std::string_view uri);
  Space space_of(std::string_view prefix) const;
  bool understands(std::string_view prefix) const;

  PartBytes bytes_;
  std::unique_ptr<pugi::xml_document> tree_;
  std::vector<Binding> bindings_;             ///< of the namespaces whose elements are known
  std::vector<std::string_view> understood_;  ///< the other prefixes that a mc:Choice may ask for
};

/// The attribute of that local name, whatever its prefix; empty when there is none.
std::string_view attribute_of(pugi::xml_node node, std::string_view local_name);
inline std::string_view val_of(pugi::xml_node node) { return attribute_of(node, "val"); }
std::string_view local_name_of(pugi::xml_node node);
/// Whole numbers from 0; larger ones than `most` become `most`; empty for anything else.
std::optional<std::uint32_t> number_in(std::string_view text, std::uint32_t most);
/// An element that switches something on by being there, unless its val says off.
bool is_on(pugi::xml_node node);
/// The text directly inside, CDATA included.
void append_text_of(pugi::xml_node node, std::string& out);

}  // namespace gongkai::document
