// Writes HTML that cannot be written wrong: texts and attribute values are always escaped, elements close themselves,
// addresses come as Url, and markup made elsewhere only as SanitisedMarkup (docs/decisions/0013).
//
//   html("article", {{"class", "item"}}, [&] {
//     html("h1", title);
//     html("a", {{"href", urls.to({"i", "1042"})}}, "全文");
//     html("br");
//   });
//
// Names are checked while compiling: a tag or attribute that is not known, a void element with content, an address
// that is only a text, event handlers, style attributes and inline scripts do not compile.
// Threads: one writer belongs to one thread.
#pragma once
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

#include "page/url.h"

namespace gongkai::page {

/// Markup that was made elsewhere; its maker says where, and answers for it.
class SanitisedMarkup {
 public:
  /// The body of an item: the catalogue sanitised it before storing it.
  static SanitisedMarkup sanitised_when_stored(std::string_view html) { return SanitisedMarkup(html); }
  /// A fragment from the configuration of whoever operates the installation.
  static SanitisedMarkup of_operator(std::string_view html) { return SanitisedMarkup(html); }

  std::string_view html() const { return html_; }

 private:
  explicit SanitisedMarkup(std::string_view html) : html_(html) {}
  std::string_view html_;
};

namespace names {

constexpr std::string_view kTags[] = {
    "a",      "abbr",    "address", "article", "aside",  "b",       "blockquote", "body",     "button",     "caption",
    "code",   "dd",      "details", "div",     "dl",     "dt",      "em",         "fieldset", "figcaption", "figure",
    "footer", "form",    "g",       "h1",      "h2",     "h3",      "h4",         "head",     "header",     "html",
    "label",  "legend",  "li",      "main",    "mark",   "nav",     "ol",         "optgroup", "option",     "output",
    "p",      "path",    "pre",     "rect",    "search", "section", "select",     "small",    "span",       "strong",
    "sub",    "summary", "sup",     "svg",     "table",  "tbody",   "td",         "template", "textarea",   "tfoot",
    "th",     "thead",   "time",    "title",   "tr",     "ul",      "use"};
constexpr std::string_view kVoidTags[] = {"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"};
constexpr std::string_view kUrlAttributes[] = {"href", "src", "action", "formaction", "cite"};
constexpr std::string_view kTextAttributes[] = {
    "accept",  "alt",     "autocomplete",    "charset",     "checked",  "class",     "cols",      "colspan",
    "content", "d",       "datetime",        "dir",         "disabled", "download",  "enctype",   "fill",
    "for",     "headers", "height",          "hidden",      "id",       "inputmode", "lang",      "list",
    "loading", "max",     "maxlength",       "media",       "method",   "min",       "minlength", "multiple",
    "name",    "open",    "pattern",         "placeholder", "property", "readonly",  "rel",       "required",
    "role",    "rows",    "rowspan",         "scope",       "selected", "sizes",     "span",      "spellcheck",
    "start",   "step",    "tabindex",        "target",      "title",    "translate", "type",      "value",
    "viewBox", "width",   "shape-rendering", "focusable"};

consteval bool is_among(std::string_view name, const std::string_view* from, const std::string_view* to) {
  for (; from != to; ++from)
    if (*from == name) return true;
  return false;
}

}  // namespace names

struct Tag {
  std::string_view name;
  consteval Tag(const char* text) : name(text) {
    if (!names::is_among(name, std::begin(names::kTags), std::end(names::kTags))) throw "no such element with content";
  }
};

struct VoidTag {
  std::string_view name;
  consteval VoidTag(const char* text) : name(text) {
    if (!names::is_among(name, std::begin(names::kVoidTags), std::end(names::kVoidTags))) throw "no such void element";
  }
};

/// The name of an attribute whose value is a text. Those that begin with aria- or data- are known without a list.
struct TextName {
  std::string_view name;
  consteval TextName(const char* text) : name(text) {
    if (!name.starts_with("aria-") && !name.starts_with("data-") &&
        !names::is_among(name, std::begin(names::kTextAttributes), std::end(names::kTextAttributes)))
      throw "no such attribute with a text";
  }
};

struct UrlName {
  std::string_view name;
  consteval UrlName(const char* text) : name(text) {
    if (!names::is_among(name, std::begin(names::kUrlAttributes), std::end(names::kUrlAttributes)))
      throw "no such attribute with an address";
  }
};

/// One attribute. With `when` false it is not written; {"checked", ""} writes a bare one. Keeps no copy of the value:
/// attributes live as long as the call they are written in.
struct Attribute {
  Attribute(TextName attribute, std::string_view text, bool when = true)
      : name(attribute.name), value(text), is_written(when) {}
  Attribute(UrlName attribute, const Url& url, bool when = true)
      : name(attribute.name), value(url.text()), is_written(when) {}

  std::string_view name;
  std::string_view value;
  bool is_written;
};

using Attributes = std::initializer_list<Attribute>;

/// What can stand in an element as text.
template <class T>
concept TextLike = std::convertible_to<T, std::string_view>;

class Html {
 public:
  Html() { out_.reserve(32 * 1024); }

  /// An element with a text, a number, or whatever the given function writes.
  template <class Content>
  void operator()(Tag tag, Attributes attributes, const Content& content) {
    open(tag.name, attributes);
    put(content);
    close(tag.name);
  }
  template <class Content>
  void operator()(Tag tag, const Content& content) {
    operator()(tag, {}, content);
  }
  /// A void element.
  void operator()(VoidTag tag, Attributes attributes = {}) { open(tag.name, attributes); }

  void text(std::string_view text) { append_escaped(out_, text); }
  void number(std::int64_t number) { out_ += std::to_string(number); }
  void markup(const SanitisedMarkup& markup) { out_ += markup.html(); }

  void doctype() { out_ += "<!DOCTYPE html>\n"; }
  /// A script file of this site, run when the page has been read.
  void script(const Url& address);
  /// Data for machines; whatever the JSON holds, it cannot end the element.
  void json_ld(std::string_view json);

  const std::string& str() const { return out_; }
  std::string take() { return std::move(out_); }

  /// & < > " ' as references; control characters, which HTML forbids, as U+FFFD.
  static void append_escaped(std::string& out, std::string_view text);

 private:
  void open(std::string_view name, Attributes attributes);
  void close(std::string_view name);

  template <class Content>
  void put(const Content& content) {
    if constexpr (TextLike<Content>)
      text(content);
    else if constexpr (std::integral<Content>)
      number(static_cast<std::int64_t>(content));
    else if constexpr (std::same_as<Content, SanitisedMarkup>)
      markup(content);
    else
      content();
  }

  std::string out_;
};

}  // namespace gongkai::page
