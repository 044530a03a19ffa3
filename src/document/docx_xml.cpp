#include "document/docx_xml.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <string>

#include "document/docx_refusals.h"

namespace gongkai::document {
namespace {

struct KnownName {
  std::string_view name;
  Tag tag;
};

constexpr KnownName kWordNames[] = {
    {"document", Tag::Document},
    {"body", Tag::Body},
    {"p", Tag::Paragraph},
    {"r", Tag::Run},
    {"t", Tag::Text},
    {"tbl", Tag::Table},
    {"tr", Tag::Row},
    {"tc", Tag::Cell},
    {"pPr", Tag::ParagraphProperties},
    {"rPr", Tag::RunProperties},
    {"trPr", Tag::RowProperties},
    {"tcPr", Tag::CellProperties},
    {"sdt", Tag::Sdt},
    {"sdtContent", Tag::SdtContent},
    {"smartTag", Tag::SmartTag},
    {"hyperlink", Tag::Hyperlink},
    {"fldSimple", Tag::FldSimple},
    {"customXml", Tag::CustomXml},
    {"bdo", Tag::Bdo},
    {"dir", Tag::Dir},
    {"ins", Tag::Ins},
    {"del", Tag::Del},
    {"moveTo", Tag::MoveTo},
    {"moveFrom", Tag::MoveFrom},
    {"tab", Tag::Tab},
    {"ptab", Tag::Ptab},
    {"br", Tag::Br},
    {"cr", Tag::Cr},
    {"noBreakHyphen", Tag::NoBreakHyphen},
    {"fldChar", Tag::FldChar},
    {"drawing", Tag::Drawing},
    {"pict", Tag::Pict},
    {"object", Tag::Object},
    {"txbxContent", Tag::TxbxContent},
    {"ruby", Tag::Ruby},
    {"rubyBase", Tag::RubyBase},
    {"pStyle", Tag::PStyle},
    {"rStyle", Tag::RStyle},
    {"numPr", Tag::NumPr},
    {"numId", Tag::NumId},
    {"ilvl", Tag::Ilvl},
    {"outlineLvl", Tag::OutlineLvl},
    {"vanish", Tag::Vanish},
    {"specVanish", Tag::SpecVanish},
    {"gridSpan", Tag::GridSpan},
    {"vMerge", Tag::VMerge},
    {"hMerge", Tag::HMerge},
    {"gridBefore", Tag::GridBefore},
    {"gridAfter", Tag::GridAfter},
    {"cellDel", Tag::CellDel},
    {"cellMerge", Tag::CellMerge},
    {"hidden", Tag::Hidden},
    {"altChunk", Tag::AltChunk},
    {"subDoc", Tag::SubDoc},
    {"styles", Tag::Styles},
    {"style", Tag::Style},
    {"name", Tag::Name},
    {"basedOn", Tag::BasedOn},
    {"numbering", Tag::Numbering},
    {"abstractNum", Tag::AbstractNum},
    {"num", Tag::Num},
    {"abstractNumId", Tag::AbstractNumId},
    {"lvl", Tag::Lvl},
    {"lvlOverride", Tag::LvlOverride},
    {"startOverride", Tag::StartOverride},
    {"start", Tag::Start},
    {"numFmt", Tag::NumFmt},
    {"lvlText", Tag::LvlText},
    {"lvlRestart", Tag::LvlRestart},
    {"isLgl", Tag::IsLgl},
    {"suff", Tag::Suff},
    {"numStyleLink", Tag::NumStyleLink},
};

constexpr std::size_t hash_of(std::string_view name) {
  std::uint32_t hash = 2166136261u;
  for (char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash ^ (hash >> 15);
}

/// Open addressing, built by the compiler: every element of a document asks here once or twice.
constexpr std::size_t kSlots = 512;
constexpr auto kWordTable = [] {
  std::array<KnownName, kSlots> table{};
  for (const KnownName& known : kWordNames) {
    std::size_t slot = hash_of(known.name) % kSlots;
    while (!table[slot].name.empty()) slot = (slot + 1) % kSlots;
    table[slot] = known;
  }
  return table;
}();

Tag word_tag(std::string_view name) {
  for (std::size_t slot = hash_of(name) % kSlots; !kWordTable[slot].name.empty(); slot = (slot + 1) % kSlots) {
    const std::string_view known = kWordTable[slot].name;  // short: the call of a comparison would cost more
    std::size_t same = 0;
    if (known.size() != name.size()) continue;
    while (same < name.size() && known[same] == name[same]) ++same;
    if (same == name.size()) return kWordTable[slot].tag;
  }
  return Tag::Other;
}

std::string_view without_prefix(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// Is `name`, or what follows its prefix, the local name?
bool ends_in_name(const char* name, std::string_view local_name) {
  std::size_t same = 0;
  while (same < local_name.size() && name[same] == local_name[same]) ++same;
  if (same == local_name.size() && name[same] == 0) return true;
  while (*name != 0 && *name != ':') ++name;
  return *name == ':' && std::string_view(name + 1) == local_name;
}

/// What pugixml will need for the tree, from above: 64 bytes a node, 40 an attribute.
std::uint64_t tree_memory(const PartBytes& bytes) {
  const std::string_view xml(bytes.data.get(), bytes.size);
  std::uint64_t nodes = 0;
  for (std::size_t at = xml.find('<'); at != std::string_view::npos; at = xml.find('<', at + 1)) {
    if (at > 0 && xml[at - 1] != '>') ++nodes;               // the text that ends here
    if (at + 1 < xml.size() && xml[at + 1] != '/') ++nodes;  // the element that begins here
  }
  const auto attributes = static_cast<std::uint64_t>(std::count(xml.begin(), xml.end(), '='));
  return nodes * 64 + attributes * 40;
}

/// No part needs more than this many bytes of tree for a byte of text ("<a/>x").
constexpr std::uint64_t kMostTreePerByte = 32;

}  // namespace

Result<DocxXml> DocxXml::parse(PartBytes bytes, std::string_view file, std::string_view part, const Limits& limits) {
  if (bytes.size > limits.most_parser_memory / kMostTreePerByte && tree_memory(bytes) > limits.most_parser_memory) {
    return docx_too_complex(file);
  }
  // Spaces survive where they are all that an element holds; text lies in its element instead of a node of its own.
  constexpr unsigned kFlags = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol | pugi::parse_ws_pcdata_single |
                              pugi::parse_embed_pcdata | pugi::parse_doctype;
  DocxXml xml;
  xml.bytes_ = std::move(bytes);
  xml.tree_ = std::make_unique<pugi::xml_document>();
  const pugi::xml_parse_result parsed = xml.tree_->load_buffer_inplace(xml.bytes_.data.get(), xml.bytes_.size, kFlags);
  if (parsed.status == pugi::status_out_of_memory) return docx_too_complex(file);
  if (!parsed) return docx_broken(file, part);
  for (pugi::xml_node node : xml.tree_->children()) {
    if (node.type() == pugi::node_doctype) return docx_broken(file, part);
  }
  if (!xml.survey(limits.deepest_nesting)) return docx_too_deep(file, limits);
  return xml;
}

/// One pass over the tree, without recursion: is it shallow enough to be walked with recursion, and which prefixes are
/// bound to which namespace. A prefix means the same wherever it is bound, as in everything that writes these files.
bool DocxXml::survey(unsigned deepest) {
  unsigned depth = 1;
  pugi::xml_node node = tree_->first_child();
  while (node) {
    for (pugi::xml_attribute attribute = node.first_attribute(); attribute; attribute = attribute.next_attribute()) {
      const char* name = attribute.name();
      if (name[0] != 'x' || std::strncmp(name, "xmlns", 5) != 0) continue;
      if (name[5] == ':')
        learn(name + 6, attribute.value());
      else if (name[5] == 0)
        learn("", attribute.value());
    }
    if (const pugi::xml_node child = node.first_child()) {
      if (++depth > deepest) return false;
      node = child;
      continue;
    }
    while (node && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    node = node.next_sibling();
  }
  return true;
}

void DocxXml::learn(std::string_view prefix, std::string_view uri) {
  // Real files bind some thirty; a hostile one could bind millions and make every look-up slow.
  constexpr std::size_t kMostBindings = 16;
  constexpr std::size_t kMostUnderstood = 64;
  Space space = Space::Unknown;
  if (uri == "http://schemas.openxmlformats.org/wordprocessingml/2006/main" ||
      uri == "http://purl.oclc.org/ooxml/wordprocessingml/main") {
    space = Space::Word;
  } else if (uri == "http://schemas.openxmlformats.org/officeDocument/2006/math" ||
             uri == "http://purl.oclc.org/ooxml/officeDocument/math") {
    space = Space::Math;
  } else if (uri == "http://schemas.openxmlformats.org/markup-compatibility/2006") {
    space = Space::Compatibility;
  }
  if (space != Space::Unknown) {
    if (bindings_.size() >= kMostBindings || space_of(prefix) != Space::Unknown) return;
    // The prefix of nearly every element stands in front.
    if (space == Space::Word)
      bindings_.insert(bindings_.begin(), {prefix, space});
    else
      bindings_.push_back({prefix, space});
    return;
  }
  // Shapes and their text boxes are walked through, so a Choice that asks for them is understood.
  const bool understood = uri.starts_with("http://schemas.microsoft.com/office/word/2010/") ||
                          uri.starts_with("http://schemas.microsoft.com/office/word/2012/") ||
                          uri.starts_with("http://schemas.microsoft.com/office/drawing/2010/") ||
                          uri.starts_with("http://schemas.openxmlformats.org/") ||
                          uri.starts_with("http://purl.oclc.org/ooxml/") || uri == "urn:schemas-microsoft-com:vml";
  if (understood && understood_.size() < kMostUnderstood && !understands(prefix)) understood_.push_back(prefix);
}

bool DocxXml::understands(std::string_view prefix) const {
  return space_of(prefix) != Space::Unknown ||
         std::find(understood_.begin(), understood_.end(), prefix) != understood_.end();
}

DocxXml::Space DocxXml::space_of(std::string_view prefix) const {
  for (const Binding& binding : bindings_) {
    if (binding.prefix == prefix) return binding.space;
  }
  return Space::Unknown;
}

Tag DocxXml::tag(pugi::xml_node node) const {
  if (node.type() != pugi::node_element) return Tag::Other;
  const char* const printed = node.name();
  // "w:" before nearly every element.
  if (!bindings_.empty() && bindings_[0].space == Space::Word) {
    const std::string_view prefix = bindings_[0].prefix;
    std::size_t same = 0;
    while (same < prefix.size() && printed[same] == prefix[same]) ++same;
    if (same == prefix.size() && same > 0 && printed[same] == ':') return word_tag(printed + same + 1);
  }
  const std::string_view name(printed);
  const std::size_t colon = name.find(':');
  const bool prefixed = colon != std::string_view::npos;
  const std::string_view local = prefixed ? name.substr(colon + 1) : name;
  switch (space_of(prefixed ? name.substr(0, colon) : std::string_view())) {
    case Space::Word: return word_tag(local);
    case Space::Math: return local == "t" ? Tag::MathText : Tag::Math;
    case Space::Compatibility:
      if (local == "AlternateContent") return Tag::AlternateContent;
      if (local == "Choice") return Tag::Choice;
      return local == "Fallback" ? Tag::Fallback : Tag::Other;
    case Space::Unknown: break;
  }
  return Tag::Other;
}

pugi::xml_node DocxXml::child(pugi::xml_node parent, Tag wanted) const {
  for (pugi::xml_node node = parent.first_child(); node; node = node.next_sibling()) {
    if (tag(node) == wanted) return node;
  }
  return {};
}

pugi::xml_node DocxXml::alternative(pugi::xml_node alternate_content) const {
  pugi::xml_node fallback;
  for (pugi::xml_node node = alternate_content.first_child(); node; node = node.next_sibling()) {
    const Tag kind = tag(node);
    if (kind == Tag::Fallback && !fallback) fallback = node;
    if (kind != Tag::Choice) continue;
    std::string_view needs = attribute_of(node, "Requires");
    bool understood = !needs.empty();
    while (!needs.empty() && understood) {
      const std::size_t end = std::min(needs.find(' '), needs.size());
      if (end > 0) understood = understands(needs.substr(0, end));
      needs.remove_prefix(std::min(end + 1, needs.size()));
    }
    if (understood) return node;
  }
  return fallback;
}

std::string_view attribute_of(pugi::xml_node node, std::string_view local_name) {
  for (pugi::xml_attribute attribute = node.first_attribute(); attribute; attribute = attribute.next_attribute()) {
    if (ends_in_name(attribute.name(), local_name)) return attribute.value();
  }
  return {};
}

std::string_view local_name_of(pugi::xml_node node) { return without_prefix(node.name()); }

std::optional<std::uint32_t> number_in(std::string_view text, std::uint32_t most) {
  if (text.empty()) return std::nullopt;
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ptr != text.data() + text.size()) return std::nullopt;
  if (read.ec == std::errc::result_out_of_range) return most;
  if (read.ec != std::errc()) return std::nullopt;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(number, most));
}

bool is_on(pugi::xml_node node) {
  const std::string_view val = val_of(node);
  return val != "0" && val != "false" && val != "off";
}

void append_text_of(pugi::xml_node node, std::string& out) {
  out += node.value();
  for (pugi::xml_node piece = node.first_child(); piece; piece = piece.next_sibling()) {
    if (piece.type() == pugi::node_pcdata || piece.type() == pugi::node_cdata) out += piece.value();
  }
}

}  // namespace gongkai::document
