// HTML into a Document. gumbo builds the tree as browsers do; this walk keeps what a reader of the page sees.
#include <gumbo.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "document/aligned_text.h"
#include "document/builder.h"
#include "document/encoding.h"
#include "document/gumbo_tree.h"
#include "document/html_bounds.h"
#include "document/parse_memory.h"
#include "document/read.h"
#include "document/stylesheet.h"

namespace gongkai::document {
namespace {

std::string_view attribute(const GumboElement& element, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
  return found ? std::string_view(found->value) : std::string_view();
}

/// "none", "hid…" or "table" in any case of letters.
bool may_display(const char* style) {
  for (const char* c = style; *c != 0; ++c) {
    const char first = static_cast<char>(*c | 0x20);
    if (first == 'o' && (c[1] | 0x20) == 'n' && (c[2] | 0x20) == 'e') return true;
    if (first == 'h' && (c[1] | 0x20) == 'i' && (c[2] | 0x20) == 'd') return true;
    if (first == 't' && (c[1] | 0x20) == 'a' && (c[2] | 0x20) == 'b') return true;
  }
  return false;
}

/// Whether the element is shown, and as what: its own attributes first, then the page's stylesheet.
Display display_of(const GumboElement& element, const Stylesheet& sheet) {
  std::string_view classes, id;
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto* attr = static_cast<const GumboAttribute*>(element.attributes.data[i]);
    const std::string_view name(attr->name);
    if (name == "hidden") return Display::Hidden;
    if (name == "class") classes = attr->value;
    if (name == "id") id = attr->value;
    // Most styles hide nothing: the letters are looked for before the text is read.
    if (name != "style" || !may_display(attr->value)) continue;
    if (const Display display = Stylesheet::read_declarations(attr->value); display != Display::Unset) return display;
  }
  if (sheet.empty()) return Display::Unset;
  return sheet.display_of(gumbo_normalized_tagname(element.tag), classes, id);
}

std::uint32_t span_of(const GumboElement& element, const char* name) {
  const std::string_view value = trimmed(attribute(element, name));
  if (value.empty()) return 1;
  std::uint32_t number = 0;
  for (char c : value) {
    if (c < '0' || c > '9') break;
    number = std::min<std::uint32_t>(number * 10 + static_cast<std::uint32_t>(c - '0'), 100'000);
  }
  if (value[0] < '0' || value[0] > '9') return 1;
  return number;
}

enum class Role { Inline, Block, Skip, Break, Table, StyledTable, RowGroup, Row, Cell, Preformatted, Heading };

Role role_of(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_COLGROUP:
    case GUMBO_TAG_RP:
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_DATALIST: return Role::Skip;
    case GUMBO_TAG_BR:
    case GUMBO_TAG_HR: return Role::Break;
    case GUMBO_TAG_TABLE: return Role::Table;
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TFOOT: return Role::RowGroup;
    case GUMBO_TAG_TR: return Role::Row;
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH: return Role::Cell;
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_XMP:
    case GUMBO_TAG_LISTING:
    case GUMBO_TAG_PLAINTEXT: return Role::Preformatted;
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6: return Role::Heading;
    case GUMBO_TAG_P:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_LEGEND:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_HTML: return Role::Block;
    default: return Role::Inline;
  }
}

/// White space as HTML collapses it.
bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

std::size_t plain_size(const char* text) {
  std::size_t size = 0;
  while (text[size] != 0 && !is_white(text[size])) ++size;
  return size;
}

class Walk {
 public:
  Walk(Document& document, std::string_view source, const Limits& limits)
      : builder_(document, limits), document_(document), source_(source), limits_(limits) {}

  bool too_deep() const { return too_deep_; }
  bool exceeded() const { return builder_.exceeded(); }

  void run(const GumboNode& root) {
    visit(root, 0);
    builder_.finish();
  }

 private:
  /// gumbo counts columns in characters, with tab stops; a Place counts bytes.
  Place place_of(const GumboSourcePosition& position) {
    if (position.line != line_) {
      const std::size_t before =
          position.offset == 0 ? std::string_view::npos : source_.rfind('\n', position.offset - 1);
      line_ = position.line;
      line_begin_ = before == std::string_view::npos ? 0 : before + 1;
    }
    return {position.line, static_cast<std::uint32_t>(position.offset - line_begin_ + 1)};
  }

  void visit_children(const GumboElement& element, unsigned depth) {
    for (unsigned i = 0; i < element.children.length && !too_deep_ && !builder_.exceeded(); ++i) {
      visit(*static_cast<const GumboNode*>(element.children.data[i]), depth + 1);
    }
  }

  void visit(const GumboNode& node, unsigned depth) {
    if (depth > limits_.deepest_nesting) {
      too_deep_ = true;
      return;
    }
    if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_CDATA || node.type == GUMBO_NODE_WHITESPACE) {
      add_text(node.v.text.text, place_of(node.v.text.start_pos));
      return;
    }
    if (node.type != GUMBO_NODE_ELEMENT) return;
    const GumboElement& element = node.v.element;
    if (element.tag == GUMBO_TAG_HEAD) {
      read_head(element);
      return;
    }
    const Role role = role_of(element.tag);
    if (role == Role::Skip) {
      if (element.tag == GUMBO_TAG_STYLE) read_style(element);
      return;
    }
    visit_element(element, shown_as(element, role), depth);
  }

  /// Elements that a style makes tables, rows or cells are read as such; table markup keeps its own meaning.
  Role shown_as(const GumboElement& element, Role role) const {
    if (element.attributes.length == 0 && sheet_.empty()) return role;
    const Display display = display_of(element, sheet_);
    if (display == Display::Hidden) return Role::Skip;
    if (display == Display::Unset || (role != Role::Block && role != Role::Inline)) return role;
    return display == Display::Table ? Role::StyledTable : display == Display::Row ? Role::Row : Role::Cell;
  }

  void read_style(const GumboElement& element) {
    for (unsigned i = 0; i < element.children.length; ++i) {
      const auto* child = static_cast<const GumboNode*>(element.children.data[i]);
      if (child->type == GUMBO_NODE_TEXT) sheet_.add(child->v.text.text);
    }
  }

  void visit_element(const GumboElement& element, Role role, unsigned depth) {
    const Place place = place_of(element.start_pos);
    switch (role) {
      case Role::Inline: visit_children(element, depth); break;
      case Role::Break:
        if (builder_.in_cell()) {
          if (builder_.last_character() != 0) builder_.add_text("\n", place);
        } else
          builder_.end_paragraph();
        break;
      case Role::Block:
      case Role::Heading:
        builder_.end_paragraph();
        heading_ = role == Role::Heading ? static_cast<std::uint8_t>(element.tag - GUMBO_TAG_H1 + 1) : heading_;
        visit_children(element, depth);
        builder_.end_paragraph();
        if (role == Role::Heading) heading_ = 0;
        break;
      case Role::Preformatted: {
        builder_.end_paragraph();
        const bool before = std::exchange(preformatted_, true);
        visit_children(element, depth);
        preformatted_ = before;
        builder_.end_paragraph();
        break;
      }
      case Role::Table: visit_table(element, place, depth); break;
      case Role::StyledTable:
        builder_.begin_table(place);
        visit_children(element, depth);
        builder_.end_table();
        break;
      case Role::RowGroup: visit_children(element, depth); break;
      case Role::Row:
        builder_.begin_row();
        visit_children(element, depth);
        builder_.end_row();
        break;
      case Role::Cell:
        builder_.begin_cell(place, span_of(element, "rowspan"), span_of(element, "colspan"));
        visit_children(element, depth);
        builder_.end_cell();
        break;
      case Role::Skip: break;
    }
  }

  /// The caption is a paragraph before the table; <tfoot> is shown last wherever it stands.
  void visit_table(const GumboElement& table, Place place, unsigned depth) {
    auto visit_those = [&](auto wanted) {
      for (unsigned i = 0; i < table.children.length && !too_deep_ && !builder_.exceeded(); ++i) {
        const auto& child = *static_cast<const GumboNode*>(table.children.data[i]);
        const GumboTag tag = child.type == GUMBO_NODE_ELEMENT ? child.v.element.tag : GUMBO_TAG_UNKNOWN;
        if (wanted(tag)) visit(child, depth + 1);
      }
    };
    visit_those([](GumboTag tag) { return tag == GUMBO_TAG_CAPTION; });
    builder_.begin_table(place);
    visit_those([](GumboTag tag) { return tag != GUMBO_TAG_CAPTION && tag != GUMBO_TAG_TFOOT; });
    visit_those([](GumboTag tag) { return tag == GUMBO_TAG_TFOOT; });
    builder_.end_table();
  }

  void add_text(const char* text, Place place) {
    if (preformatted_) return add_preformatted(text, place);
    // White space collapses as in a browser; a paragraph does not start with it.
    scratch_.clear();
    char last = builder_.last_character();
    while (*text != 0) {
      const std::size_t plain = plain_size(text);
      if (plain > 0) {
        scratch_.append(text, plain);
        text += plain;
        last = 'x';
        continue;
      }
      std::size_t white = 1;
      while (is_white(text[white])) ++white;
      if (last == 0) {
        const auto line_ends = std::count(text, text + white, '\n');
        if (line_ends > 0) {
          place.line += static_cast<std::uint32_t>(line_ends);
          place.column = 1;
        }
      } else if (last != ' ' && last != '\n') {
        scratch_ += ' ';
        last = ' ';
      }
      text += white;
    }
    if (scratch_.empty()) return;
    if (!builder_.paragraph_open()) builder_.begin_paragraph(place, heading_);
    builder_.add_text(scratch_, place);
  }

  void add_preformatted(std::string_view text, Place place) {
    constexpr std::ptrdiff_t kLinesOfATable = 5;
    if (!builder_.in_cell() && !builder_.paragraph_open() &&
        std::count(text.begin(), text.end(), '\n') >= kLinesOfATable) {
      add_printed_lines(text, place);
      return;
    }
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, end);
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      if (!line.empty()) builder_.add_text(line, place);
      if (end == text.size()) break;
      if (builder_.in_cell())
        builder_.add_text("\n", place);
      else
        builder_.end_paragraph();
      text.remove_prefix(end + 1);
      ++place.line;
      place.column = 1;
    }
  }

  /// Whole lines as a text file has them: tables may be aligned by blanks.
  void add_printed_lines(std::string_view text, Place place) {
    std::vector<TextLine> lines;
    for (std::uint32_t number = place.line; !text.empty(); ++number) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, end);
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      lines.push_back({line, number});
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    put_lines(lines, builder_, [&](const TextLine& line) {
      if (trimmed(line.text).empty()) return;
      builder_.begin_paragraph({line.number, 1});
      builder_.add_text(line.text, {line.number, 1});
      builder_.end_paragraph();
    });
  }

  void read_head(const GumboElement& head) {
    for (unsigned i = 0; i < head.children.length; ++i) {
      const auto* child = static_cast<const GumboNode*>(head.children.data[i]);
      if (child->type != GUMBO_NODE_ELEMENT) continue;
      const GumboElement& element = child->v.element;
      const Place place = place_of(element.start_pos);
      if (element.tag == GUMBO_TAG_TITLE && element.children.length > 0) {
        const auto* text = static_cast<const GumboNode*>(element.children.data[0]);
        if (text->type == GUMBO_NODE_TEXT)
          document_.properties.push_back({"title", with_single_spaces(text->v.text.text), place});
      } else if (element.tag == GUMBO_TAG_STYLE) {
        read_style(element);
      } else if (element.tag == GUMBO_TAG_META) {
        const std::string_view name = attribute(element, "name");
        const std::string_view content = attribute(element, "content");
        if (!name.empty() && !content.empty())
          document_.properties.push_back({folded(name), std::string(content), place});
      }
    }
  }

  DocumentBuilder builder_;
  Document& document_;
  std::string_view source_;
  unsigned line_ = 0;
  std::size_t line_begin_ = 0;
  const Limits& limits_;
  Stylesheet sheet_;
  std::string scratch_;
  std::uint8_t heading_ = 0;
  bool preformatted_ = false;
  bool too_deep_ = false;
};

/// A file that stops inside a tag or has opened its body or a table and never closed it was cut off.
bool stops_early(std::string_view html) {
  const std::string_view tail = trimmed(html.substr(html.size() - std::min<std::size_t>(html.size(), 256)));
  const std::size_t open = tail.rfind('<');
  const std::size_t close = tail.rfind('>');
  if (open != std::string_view::npos && (close == std::string_view::npos || close < open)) return true;
  auto ends_in = [&](std::string_view element) { return tail.find(element) != std::string_view::npos; };
  const std::string_view head = html.substr(0, 1024);
  const bool whole_page = head.find("<html") != std::string_view::npos || head.find("<HTML") != std::string_view::npos;
  return whole_page && !ends_in("</html") && !ends_in("</HTML") && !ends_in("</body") && !ends_in("</BODY") &&
         html.find("</html") == std::string_view::npos && html.find("</HTML") == std::string_view::npos;
}

}  // namespace

Result<Document> read_html(std::string_view bytes, std::string_view name, const Limits& limits, ParseMemory* memory) {
  const DecodedText decoded = decode(bytes, declared_charset(bytes));
  Document document;
  document.medium = Medium::Html;
  document.encoding = decoded.encoding;
  document.ends_early = stops_early(decoded.text());
  if (decoded.broken > 0) {
    document.doubts.push_back(
        {{},
         {fmt::format("文件按 {} 读取时有 {} 处字节不成字符", decoded.encoding, decoded.broken),
          fmt::format("{} places hold bytes that are no {} character", decoded.broken, decoded.encoding)}});
  }
  const std::string where(name);
  auto too_deep = [&] {
    return Error{"document.too_deep",
                 {fmt::format("{} 的标签嵌套超过 {} 层，未读取；请另存为普通网页后再试", where, limits.deepest_nesting),
                  fmt::format("{} nests elements deeper than {} levels; save it as a plain page and try again", where,
                              limits.deepest_nesting)},
                 where};
  };
  auto too_complex = [&] {
    return Error{
        "document.too_complex",
        {fmt::format("{} 的结构过于复杂，超出内存或时间上限，未读取；请确认这是一份年度报告网页", where),
         fmt::format("{} is too complex to read within the limits of memory and time; make sure it is a report page",
                     where)},
        where};
  };
  if (is_absurdly_deep(decoded.text())) return too_deep();
  if (has_absurdly_many_attributes(decoded.text())) return too_complex();
  std::optional<ParseMemory> own;
  ParseMemory& pieces = memory != nullptr ? *memory : own.emplace();
  pieces.begin(limits.most_parser_memory, limits.longest_parse);
  const GumboOutput* tree = parse_within(pieces, decoded.text().data(), decoded.text().size());
  if (tree == nullptr) return too_complex();
  document.text.reserve(decoded.text().size() / 2);
  Walk walk(document, decoded.text(), limits);
  walk.run(*tree->root);
  if (walk.too_deep()) return too_deep();
  if (walk.exceeded()) return too_complex();
  return document;
}

}  // namespace gongkai::document
