// The addresses of the portal's pages: the one place that knows them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "page/url.h"
#include "publicview/types.h"

namespace gongkai::portal {

/// Cheap to copy.
class Addresses {
 public:
  explicit Addresses(page::UrlBase base) : base_(std::move(base)) {}

  page::Url home() const { return base_.folder({}); }
  page::Url search() const { return base_.to({"search"}); }
  page::Url agencies() const { return base_.to({"agencies"}); }
  page::Url agency(std::string_view code) const { return base_.folder({"a", code}); }
  /// A column of one agency, /a/<agency>/<column>/, or of the whole city, /columns/<column>/.
  page::Url column(std::string_view agency, std::string_view column) const {
    return agency.empty() ? base_.folder({"columns", column}) : base_.folder({"a", agency, column});
  }
  /// The list that a question asks for, without its cursors.
  page::Url list(const publicview::ListQuestion& question) const;
  page::Url item(std::int64_t item) const { return base_.to({"i", std::to_string(item)}); }
  page::Url reports() const { return base_.folder({"reports"}); }
  page::Url new_request() const { return base_.to({"requests", "new"}); }
  page::Url sitemap() const { return base_.to({"sitemap"}); }
  /// The catalogue of an agency; empty: of the city.
  page::Url catalogue(std::string_view agency) const { return base_.to({"catalogue"}).with("agency", agency); }
  /// The same as a file: "csv", "xlsx", "json".
  page::Url catalogue_file(std::string_view ending, std::string_view agency) const {
    return base_.to({"catalogue." + std::string(ending)}).with("agency", agency);
  }
  page::Url feedback() const { return base_.to({"feedback"}); }
  /// The feed of an agency and a column; both may be empty.
  page::Url feed(std::string_view agency, std::string_view column) const {
    return base_.to({"feeds", "new.atom"}).with("agency", agency).with("column", column);
  }

  const page::UrlBase& base() const { return base_; }

 private:
  page::UrlBase base_;
};

}  // namespace gongkai::portal
