// The walk from gumbo's tree to a body of our own: what is on the list is rebuilt, the rest is counted.
#include "document/sanitised_html.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"
#include "document/addresses.h"
#include "document/gumbo_tree.h"
#include "document/html_body.h"
#include "document/stylesheet.h"

namespace gongkai::document {
namespace {
using Kind = BodyNode::Kind;

constexpr std::size_t kLargestInput = 8u << 20;
constexpr std::uint64_t kMostMemory = 512u << 20;
constexpr std::chrono::seconds kLongestParse{10};
constexpr unsigned kDeepestElement = 256;
constexpr unsigned kLargestSpan = 1000;

enum class Treatment { Unwrap, Skip, SkipScript, SkipEmbedded, Paragraphs };

Treatment treatment_of(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_SCRIPT: return Treatment::SkipScript;
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_META:
    case GUMBO_TAG_LINK:
    case GUMBO_TAG_BASE:
    case GUMBO_TAG_RP:
    case GUMBO_TAG_COL:
    case GUMBO_TAG_COLGROUP: return Treatment::Skip;
    case GUMBO_TAG_P:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_LEGEND:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_LISTING:
    case GUMBO_TAG_XMP:
    case GUMBO_TAG_PLAINTEXT: return Treatment::Paragraphs;
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_FRAMESET:
    case GUMBO_TAG_FRAME:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_PARAM:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_APPLET:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_SOURCE:
    case GUMBO_TAG_TRACK:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_MAP:
    case GUMBO_TAG_AREA:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_OPTION:
    case GUMBO_TAG_OPTGROUP:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_DATALIST: return Treatment::SkipEmbedded;
    default: return Treatment::Unwrap;
  }
}

std::optional<Kind> block_of(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2: return Kind::Heading2;
    case GUMBO_TAG_H3: return Kind::Heading3;
    case GUMBO_TAG_H4: return Kind::Heading4;
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6: return Kind::Heading5;
    case GUMBO_TAG_UL: return Kind::List;
    case GUMBO_TAG_OL: return Kind::NumberedList;
    case GUMBO_TAG_LI: return Kind::ListItem;
    case GUMBO_TAG_BLOCKQUOTE: return Kind::Quote;
    case GUMBO_TAG_FIGURE: return Kind::Figure;
    case GUMBO_TAG_FIGCAPTION: return Kind::FigureCaption;
    case GUMBO_TAG_TABLE: return Kind::Table;
    case GUMBO_TAG_CAPTION: return Kind::TableCaption;
    case GUMBO_TAG_THEAD: return Kind::TableHead;
    case GUMBO_TAG_TBODY: return Kind::TableBody;
    case GUMBO_TAG_TFOOT: return Kind::TableFoot;
    case GUMBO_TAG_TR: return Kind::TableRow;
    case GUMBO_TAG_TD: return Kind::Cell;
    case GUMBO_TAG_TH: return Kind::HeaderCell;
    default: return std::nullopt;
  }
}

std::optional<Format::Kind> format_of(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_B: return Format::Kind::Strong;
    case GUMBO_TAG_EM:
    case GUMBO_TAG_I: return Format::Kind::Em;
    case GUMBO_TAG_U:
    case GUMBO_TAG_INS: return Format::Kind::Underline;
    case GUMBO_TAG_S:
    case GUMBO_TAG_STRIKE:
    case GUMBO_TAG_DEL: return Format::Kind::Strike;
    case GUMBO_TAG_SUB: return Format::Kind::Sub;
    case GUMBO_TAG_SUP: return Format::Kind::Sup;
    default: return std::nullopt;
  }
}

/// Wrappers whose loss nobody notices.
bool is_plain_wrapper(GumboTag tag) {
  return tag == GUMBO_TAG_SPAN || tag == GUMBO_TAG_FONT || tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_HEAD ||
         tag == GUMBO_TAG_BODY;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

unsigned number_of(std::string_view text, unsigned otherwise, unsigned largest) {
  text = trimmed(text);
  unsigned number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return otherwise;
    number = std::min(number * 10 + static_cast<unsigned>(c - '0'), largest);
  }
  return number == 0 ? otherwise : number;
}

/// What an element's attributes say about looks.
struct Looks {
  bool hidden = false;
  std::optional<Align> align{};
  Formats formats{};
};

std::optional<Align> align_named(std::string_view name) {
  if (name == "center" || name == "align-center") return Align::Center;
  if (name == "right" || name == "end" || name == "align-right") return Align::Right;
  if (name == "left" || name == "start" || name == "justify") return Align::None;
  return std::nullopt;
}

void read_style(std::string_view style, Looks& looks) {
  if (Stylesheet::read_declarations(style) == Display::Hidden) looks.hidden = true;
  while (!style.empty()) {
    const std::size_t end = std::min(style.find(';'), style.size());
    const std::string declaration = lower(style.substr(0, end));
    style.remove_prefix(std::min(end + 1, style.size()));
    const std::size_t colon = declaration.find(':');
    if (colon == std::string::npos) continue;
    const std::string_view name = trimmed(std::string_view(declaration).substr(0, colon));
    const std::string_view value = trimmed(std::string_view(declaration).substr(colon + 1));
    const auto has = [&](std::string_view word) { return value.find(word) != std::string_view::npos; };
    if (name == "text-align") {
      if (const auto align = align_named(value)) looks.align = align;
    } else if (name == "font-weight" &&
               (has("bold") || value == "600" || value == "700" || value == "800" || value == "900")) {
      looks.formats.push_back({Format::Kind::Strong});
    } else if (name == "font-style" && has("italic")) {
      looks.formats.push_back({Format::Kind::Em});
    } else if (name.starts_with("text-decoration") && has("underline")) {
      looks.formats.push_back({Format::Kind::Underline});
    } else if (name.starts_with("text-decoration") && has("line-through")) {
      looks.formats.push_back({Format::Kind::Strike});
    } else if ((name == "mso-hide" && value == "all") || (name == "visibility" && value == "hidden")) {
      looks.hidden = true;
    }
  }
}

class Walk {
 public:
  explicit Walk(Dropped& dropped) : dropped_(dropped) {}

  BodyNode run(const GumboNode& root) {
    visit(root, {}, 0);
    return builder_.finish();
  }

 private:
  static std::string_view attribute(const GumboElement& element, const char* name) {
    const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
    return found ? std::string_view(found->value) : std::string_view();
  }

  void visit_children(const GumboElement& element, const Formats& formats, unsigned depth) {
    for (unsigned i = 0; i < element.children.length; ++i)
      visit(*static_cast<const GumboNode*>(element.children.data[i]), formats, depth + 1);
  }

  void visit(const GumboNode& node, const Formats& formats, unsigned depth) {
    if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_CDATA || node.type == GUMBO_NODE_WHITESPACE)
      return add_text(node.v.text.text, formats);
    if (node.type == GUMBO_NODE_TEMPLATE) {
      ++dropped_.embedded;
      return;
    }
    if (node.type != GUMBO_NODE_ELEMENT) return;
    const GumboElement& element = node.v.element;
    if (depth > kDeepestElement) {
      ++dropped_.too_deep;
      return;
    }
    const Treatment treatment = treatment_of(element.tag);
    if (element.tag_namespace != GUMBO_NAMESPACE_HTML || treatment == Treatment::SkipEmbedded) {
      ++dropped_.embedded;
      return;
    }
    if (treatment == Treatment::SkipScript) {
      ++dropped_.scripts;
      return;
    }
    if (treatment == Treatment::Skip) {
      ++dropped_.styles;
      return;
    }
    Looks looks = looks_of(element);
    if (looks.hidden) {
      ++dropped_.hidden;
      return;
    }
    visit_shown(element, treatment, looks, formats, depth);
  }

  void visit_shown(const GumboElement& element, Treatment treatment, const Looks& looks, Formats formats,
                   unsigned depth) {
    for (const Format& format : looks.formats) add_format(formats, format);
    if (const auto format = format_of(element.tag)) add_format(formats, {*format, {}});
    const auto block = block_of(element.tag);
    if (block) return visit_block(element, *block, looks, formats, depth);
    switch (element.tag) {
      case GUMBO_TAG_BR: return builder_.add_break();
      case GUMBO_TAG_HR: return builder_.add_rule();
      case GUMBO_TAG_IMG:
      case GUMBO_TAG_IMAGE: return add_picture(element, formats);
      case GUMBO_TAG_A: add_link(element, formats); break;
      default: break;
    }
    if (treatment == Treatment::Paragraphs) return visit_paragraphs(element, looks, formats, depth);
    if (!format_of(element.tag) && element.tag != GUMBO_TAG_A && !is_plain_wrapper(element.tag)) ++dropped_.elements;
    visit_children(element, formats, depth);
  }

  void visit_paragraphs(const GumboElement& element, const Looks& looks, const Formats& formats, unsigned depth) {
    const Align before = builder_.align();
    builder_.end_paragraph();
    if (element.tag == GUMBO_TAG_CENTER) builder_.set_align(Align::Center);
    if (looks.align) builder_.set_align(*looks.align);
    const bool lines =
        std::exchange(keeps_lines_, keeps_lines_ || element.tag == GUMBO_TAG_PRE || element.tag == GUMBO_TAG_XMP ||
                                        element.tag == GUMBO_TAG_LISTING || element.tag == GUMBO_TAG_PLAINTEXT);
    visit_children(element, formats, depth);
    keeps_lines_ = lines;
    builder_.end_paragraph();
    builder_.set_align(before);
  }

  void visit_block(const GumboElement& element, Kind kind, const Looks& looks, const Formats& formats, unsigned depth) {
    const Align before = builder_.align();
    const bool is_line = kind >= Kind::Heading2 && kind <= Kind::TableCaption;
    const bool is_cell = kind == Kind::Cell || kind == Kind::HeaderCell;
    const Align align = is_line || is_cell
                            ? looks.align.value_or(is_line && kind != Kind::TableCaption ? before : Align::None)
                            : Align::None;
    BodyNode* node = builder_.begin(kind, align);
    if (node == nullptr) {
      builder_.end_paragraph();
      visit_children(element, formats, depth);
      builder_.end_paragraph();
      return;
    }
    read_attributes(element, *node);
    if (is_cell || kind == Kind::Table)
      builder_.set_align(Align::None);
    else if (looks.align)
      builder_.set_align(*looks.align);
    visit_children(element, formats, depth);
    builder_.end(node);
    builder_.set_align(before);
  }

  static void read_attributes(const GumboElement& element, BodyNode& node) {
    if (node.kind == Kind::NumberedList) node.start = number_of(attribute(element, "start"), 1, 100'000);
    if (node.kind != Kind::Cell && node.kind != Kind::HeaderCell) return;
    node.rowspan = number_of(attribute(element, "rowspan"), 1, kLargestSpan);
    node.colspan = number_of(attribute(element, "colspan"), 1, kLargestSpan);
    const std::string scope = lower(trimmed(attribute(element, "scope")));
    if (scope == "row" || scope == "col" || scope == "rowgroup" || scope == "colgroup") node.scope = scope;
  }

  Looks looks_of(const GumboElement& element) {
    Looks looks;
    for (unsigned i = 0; i < element.attributes.length; ++i) {
      const auto* attr = static_cast<const GumboAttribute*>(element.attributes.data[i]);
      const std::string name = lower(attr->name);
      const std::string_view value(attr->value);
      if (name.starts_with("on")) ++dropped_.scripts;
      if (name == "hidden") looks.hidden = true;
      if (name == "style") {
        ++dropped_.styles;
        read_style(value, looks);
      } else if (name == "align") {
        if (!looks.align) looks.align = align_named(lower(trimmed(value)));
      } else if (name == "class") {
        if (const auto align = align_named(value)) {
          if (!looks.align) looks.align = align;
        } else {
          ++dropped_.styles;
        }
      }
    }
    return looks;
  }

  static void add_format(Formats& formats, const Format& format) {
    const bool there =
        std::any_of(formats.begin(), formats.end(), [&](const Format& other) { return other.kind == format.kind; });
    if (!there) formats.push_back(format);
  }

  void add_link(const GumboElement& element, Formats& formats) {
    if (gumbo_get_attribute(&element.attributes, "href") == nullptr) return;  // the target of a link within the page
    const std::string_view written = attribute(element, "href");
    if (const auto address = link_address(written)) {
      add_format(formats, {Format::Kind::Link, *address});
    } else if (runs_a_script(written)) {
      ++dropped_.scripts;
    } else {
      ++dropped_.links;
    }
  }

  void add_picture(const GumboElement& element, const Formats& formats) {
    const std::string_view written = attribute(element, "src");
    if (auto address = picture_address(written)) {
      builder_.add_picture(std::move(*address), with_single_spaces(attribute(element, "alt")), formats);
    } else if (runs_a_script(written) && !written.starts_with("data:")) {
      ++dropped_.scripts;
    } else {
      ++dropped_.pictures;
    }
  }

  void add_text(std::string_view text, const Formats& formats) {
    if (!keeps_lines_) return builder_.add_text(text, formats);
    for (;;) {
      const std::size_t end = text.find('\n');
      builder_.add_text(text.substr(0, end), formats);
      if (end == std::string_view::npos) return;
      builder_.add_break();
      text.remove_prefix(end + 1);
    }
  }

  Dropped& dropped_;
  BodyBuilder builder_;
  bool keeps_lines_ = false;
};

}  // namespace

SanitisedHtml sanitise_html(std::string_view html) {
  SanitisedHtml result;
  if (html.size() > kLargestInput || is_absurdly_deep(html)) {
    result.refused = true;
    return result;
  }
  ParseMemory memory;
  memory.begin(kMostMemory, kLongestParse);
  const GumboOutput* parsed = parse_within(memory, html.data() == nullptr ? "" : html.data(), html.size());
  if (parsed == nullptr) {
    result.refused = true;
    return result;
  }
  const BodyNode body = Walk(result.dropped).run(*parsed->root);
  result.html = html_of(body);
  result.plain_text = plain_text_of(body);
  return result;
}

std::string html_of_plain_text(std::string_view text) {
  BodyBuilder builder;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    builder.add_text(text.substr(at, end - at), {});
    builder.end_paragraph();
    at = end + 1;
  }
  return html_of(builder.finish());
}

}  // namespace gongkai::document
