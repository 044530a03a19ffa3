// What the handlers of the portal share: the installation, the words, and how a request becomes a Visit. For this room.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "flows/installation.h"
#include "http/message.h"
#include "http/router.h"
#include "law/portal_words.h"
#include "portal/visit.h"

namespace gongkai::portal {

/// Threads share it; it changes nothing after its making.
class Portal {
 public:
  Portal(flows::Installation& installation, law::PortalWords words, std::string_view path_prefix)
      : installation_(installation), words_(std::move(words)), base_(path_prefix) {}

  const flows::Installation& installation() const { return installation_; }
  const publicview::Views& views() const { return installation_.views(); }
  const publicview::PublicSite& site() const { return installation_.site(); }
  const page::UrlBase& base() const { return base_; }
  CivilDay today() const { return installation_.clock().today(); }

  Visit visit_of(const http::Request& request) const;
  /// A page that may be kept and given to everybody with the same preferences.
  http::Response public_page(const Visit& visit, std::string html) const;
  /// A page for this request alone, with a status.
  http::Response page(const Visit& visit, int status, std::string html) const;

  http::Response not_found(const http::Request& request) const;
  /// What the store could not answer: 503 with a page that says so.
  http::Response trouble(const http::Request& request, const Error& error) const;
  http::Response trouble(const http::Request& request, int status) const;

 private:
  flows::Installation& installation_;
  law::PortalWords words_;
  page::UrlBase base_;
};

/// The preferences that the cookies of a request name; whatever else stands in them counts as nothing.
page::Preferences preferences_of(const http::Request& request);

void add_preference_routes(http::Router& router);
void add_page_routes(http::Router& router, std::shared_ptr<const Portal> portal);
void add_search_routes(http::Router& router, std::shared_ptr<const Portal> portal);
void add_file_routes(http::Router& router, std::shared_ptr<const Portal> portal);
void add_data_routes(http::Router& router, std::shared_ptr<const Portal> portal);

}  // namespace gongkai::portal
