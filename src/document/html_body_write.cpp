// The tree of a body as HTML and as plain text.
#include <array>

#include "base/text.h"
#include "document/html_body.h"

namespace gongkai::document {
namespace {
using Kind = BodyNode::Kind;

constexpr std::array<const char*, 21> kTags{"",        "p",     "h2",    "h3",    "h4", "h5",         "figcaption",
                                            "caption", "hr",    "ul",    "ol",    "li", "blockquote", "figure",
                                            "table",   "thead", "tbody", "tfoot", "tr", "td",         "th"};
constexpr std::array<const char*, 7> kFormatTags{"strong", "em", "u", "s", "sub", "sup", "a"};

void add_escaped(std::string& out, std::string_view text, bool in_attribute) {
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += in_attribute ? "&quot;" : "\""; break;
      default: out += c;
    }
  }
}

/// On another site: the page opened there must not reach back.
bool is_foreign(std::string_view href) { return href.starts_with("http") || href.starts_with("//"); }

class Writer {
 public:
  std::string out;

  void write(const BodyNode& node) {
    if (node.kind == Kind::Rule) {
      out += "<hr>";
      return;
    }
    begin(node);
    write_runs(node.runs);
    const bool bare_line = (node.kind == Kind::ListItem || node.kind == Kind::Cell || node.kind == Kind::HeaderCell) &&
                           node.children.size() == 1 && node.children[0]->kind == Kind::Paragraph &&
                           node.children[0]->align == Align::None;
    for (const auto& child : node.children) {
      if (bare_line || (node.kind == Kind::Figure && child->is_bare_pictures())) {
        write_runs(child->runs);
      } else {
        write(*child);
      }
    }
    if (node.kind != Kind::Root) out.append("</").append(kTags[static_cast<std::size_t>(node.kind)]) += '>';
  }

 private:
  void begin(const BodyNode& node) {
    if (node.kind == Kind::Root) return;
    out.append("<").append(kTags[static_cast<std::size_t>(node.kind)]);
    if (node.kind == Kind::NumberedList && node.start != 1) attribute("start", std::to_string(node.start));
    if (node.rowspan > 1) attribute("rowspan", std::to_string(node.rowspan));
    if (node.colspan > 1) attribute("colspan", std::to_string(node.colspan));
    if (!node.scope.empty()) attribute("scope", node.scope);
    if (node.align != Align::None) attribute("class", node.align == Align::Center ? "align-center" : "align-right");
    out += '>';
  }

  void attribute(const char* name, std::string_view value) {
    out.append(" ").append(name).append("=\"");
    add_escaped(out, value, true);
    out += '"';
  }

  void write_runs(const std::vector<Run>& runs) {
    const Formats none;
    const Formats* open = &none;
    for (const Run& run : runs) {
      change_formats(*open, run.formats);
      open = &run.formats;
      if (run.kind == Run::Kind::Text) {
        add_escaped(out, run.text, false);
      } else if (run.kind == Run::Kind::Break) {
        out += "<br>";
      } else {
        out += "<img";
        attribute("src", run.source);
        attribute("alt", run.text);
        out += '>';
      }
    }
    change_formats(*open, none);
  }

  void change_formats(const Formats& from, const Formats& to) {
    std::size_t same = 0;
    while (same < from.size() && same < to.size() && from[same] == to[same]) ++same;
    for (std::size_t i = from.size(); i > same; --i)
      out.append("</").append(kFormatTags[static_cast<std::size_t>(from[i - 1].kind)]) += '>';
    for (std::size_t i = same; i < to.size(); ++i) {
      out.append("<").append(kFormatTags[static_cast<std::size_t>(to[i].kind)]);
      if (to[i].kind == Format::Kind::Link) {
        attribute("href", to[i].href);
        if (is_foreign(to[i].href)) attribute("rel", "noopener");
      }
      out += '>';
    }
  }
};

class PlainWriter {
 public:
  std::string out;

  void write(const BodyNode& node) {
    if (node.kind == Kind::Cell || node.kind == Kind::HeaderCell) {
      ++cells_;
      const std::size_t begin = out.size();
      for (const auto& child : node.children) write(*child);
      while (out.size() > begin && out.back() == ' ') out.pop_back();
      --cells_;
      return;
    }
    if (node.kind == Kind::TableRow) {
      for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (i > 0) out += cells_ > 0 ? ' ' : '\t';
        write(*node.children[i]);
      }
      end_line();
      return;
    }
    for (const Run& run : node.runs) {
      if (run.kind == Run::Kind::Break) {
        end_line();
      } else {
        out += run.text;
      }
    }
    for (const auto& child : node.children) write(*child);
    if (node.holds_runs()) end_line();
  }

 private:
  void end_line() {
    if (!out.empty() && out.back() != '\n') out += cells_ > 0 ? ' ' : '\n';
  }
  unsigned cells_ = 0;
};

}  // namespace

std::string html_of(const BodyNode& root) {
  Writer writer;
  writer.write(root);
  return std::move(writer.out);
}

std::string plain_text_of(const BodyNode& root) {
  PlainWriter writer;
  writer.write(root);
  while (!writer.out.empty() && writer.out.back() == '\n') writer.out.pop_back();
  return std::move(writer.out);
}

}  // namespace gongkai::document
