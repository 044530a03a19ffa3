// The few functions that put bytes into a page.
#include "page/html.h"

#include <array>

namespace gongkai::page {
namespace {

constexpr std::array<bool, 256> needs_care() {
  std::array<bool, 256> care{};
  for (std::size_t c = 0; c < 0x20; ++c) care[c] = c != '\t' && c != '\n' && c != '\r';
  for (const char c : {'&', '<', '>', '"', '\''}) care[static_cast<unsigned char>(c)] = true;
  care[0x7F] = true;
  return care;
}
constexpr std::array<bool, 256> kNeedsCare = needs_care();

std::string_view reference_for(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return "\xEF\xBF\xBD";
  }
}

}  // namespace

void Html::append_escaped(std::string& out, std::string_view text) {
  std::size_t plain_from = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!kNeedsCare[static_cast<unsigned char>(text[at])]) continue;
    out.append(text, plain_from, at - plain_from);
    out += reference_for(text[at]);
    plain_from = at + 1;
  }
  out.append(text, plain_from, std::string_view::npos);
}

void Html::open(std::string_view name, Attributes attributes) {
  out_ += '<';
  out_ += name;
  for (const Attribute& attribute : attributes) {
    if (!attribute.is_written) continue;
    out_ += ' ';
    out_ += attribute.name;
    if (attribute.value.empty() && attribute.name != "alt" && attribute.name != "value") continue;
    out_ += "=\"";
    append_escaped(out_, attribute.value);
    out_ += '"';
  }
  out_ += '>';
}

void Html::close(std::string_view name) {
  out_ += "</";
  out_ += name;
  out_ += '>';
}

void Html::script(const Url& address) {
  out_ += "<script defer src=\"";
  append_escaped(out_, address.text());
  out_ += "\"></script>";
}

void Html::json_ld(std::string_view json) {
  out_ += "<script type=\"application/ld+json\">";
  for (const char c : json) {
    switch (c) {
      case '<': out_ += "\\u003c"; break;
      case '>': out_ += "\\u003e"; break;
      case '&': out_ += "\\u0026"; break;
      default: out_ += c;
    }
  }
  out_ += "</script>";
}

}  // namespace gongkai::page
