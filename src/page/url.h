// Addresses that may stand in a page. There is no way from a text to a Url but through these doors.
#pragma once
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace gongkai::page {

/// An address that is safe in href, src and action: ASCII, percent-encoded, and of this site, http, https, tel or
/// mailto.
class Url {
 public:
  /// Of another site: absolute http or https with a host, at most 2,000 bytes, no blanks or controls. Empty otherwise.
  static std::optional<Url> absolute(std::string_view text);
  /// "0512-5868 1234" → tel:0512-58681234. Empty unless it holds at least three digits and only digits, +, -, blanks,
  /// ().
  static std::optional<Url> telephone(std::string_view number);
  /// Empty unless it has the shape of one address.
  static std::optional<Url> mail(std::string_view address);
  /// A place in the same page.
  static Url fragment(std::string_view id);

  /// This address with one more parameter, encoded. An empty value adds nothing.
  Url with(std::string_view name, std::string_view value) const&;
  Url with(std::string_view name, std::string_view value) &&;
  /// This address with a place in it.
  Url at(std::string_view id) const;

  const std::string& text() const { return text_; }
  bool operator==(const Url&) const = default;

 private:
  friend class UrlBase;
  explicit Url(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// Where this installation's addresses begin. Cheap to copy; immutable.
class UrlBase {
 public:
  /// `prefix`: "/zfxxgk", or empty at the root. Slashes at its end do not matter.
  explicit UrlBase(std::string_view prefix = {});

  /// Segments are encoded one by one: {"a", "kejiju"} → /zfxxgk/a/kejiju
  Url to(std::initializer_list<std::string_view> segments) const;
  /// The same with a slash at the end: a folder.
  Url folder(std::initializer_list<std::string_view> segments) const;
  /// A path of this site, without the prefix and perhaps with a query; whatever it holds, the answer stays on this
  /// site.
  Url path(std::string_view path) const;

  const std::string& prefix() const { return prefix_; }

 private:
  std::string prefix_;
};

/// Everything but letters, digits and -._~ as %XX.
void append_percent_encoded(std::string& out, std::string_view text);

}  // namespace gongkai::page
