// The pages of the portal: each asks the views for what it shows and hands it to its page function.
#include <algorithm>
#include <charconv>

#include "portal/agencies_page.h"
#include "portal/agency_page.h"
#include "portal/catalogue_page.h"
#include "portal/column_page.h"
#include "portal/feedback_page.h"
#include "portal/guide_page.h"
#include "portal/home_page.h"
#include "portal/item_page.h"
#include "portal/portal.h"
#include "portal/profile_page.h"
#include "portal/reports_page.h"
#include "portal/requests_page.h"
#include "portal/sitemap_page.h"
#include "portal/trouble_page.h"
#include "portal/withdrawn_page.h"

namespace gongkai::portal {
namespace {

using http::Request;
using http::Response;
using publicview::ListQuestion;
using publicview::PublicAgency;
using publicview::PublicColumn;

constexpr int kNewestOnHome = 12;
constexpr int kCataloguePage = 50;

ListQuestion question_of(const Request& request) {
  ListQuestion question;
  question.year = request.query.text("year");
  question.theme = request.query.text("theme");
  question.genre = request.query.text("genre");
  question.validity = request.query.text("validity");
  question.after = request.query.text("after");
  question.before = request.query.text("before");
  return question;
}

Response home(const Portal& portal, const Request& request) {
  const auto columns = portal.views().columns("");
  if (!columns) return portal.trouble(request, columns.error());
  ListQuestion newest;
  newest.limit = kNewestOnHome;
  newest.with_choices = false;
  const auto list = portal.views().list(newest);
  if (!list) return portal.trouble(request, list.error());
  const auto agencies = portal.views().agencies();
  if (!agencies) return portal.trouble(request, agencies.error());
  const Visit visit = portal.visit_of(request);
  return portal.public_page(visit, home_page(visit, {*columns, *list, *agencies}));
}

Response agencies(const Portal& portal, const Request& request) {
  const auto all = portal.views().agencies();
  if (!all) return portal.trouble(request, all.error());
  const Visit visit = portal.visit_of(request);
  return portal.public_page(visit, agencies_page(visit, *all));
}

Response agency_home(const Portal& portal, const Request& request) {
  const auto agency = portal.views().agency(request.value("agency"));
  if (!agency) return portal.trouble(request, agency.error());
  if (!*agency) return portal.not_found(request);
  const auto columns = portal.views().columns((*agency)->code);
  if (!columns) return portal.trouble(request, columns.error());
  ListQuestion newest;
  newest.agency = (*agency)->code;
  newest.limit = kNewestOnHome;
  newest.with_choices = false;
  const auto list = portal.views().list(newest);
  if (!list) return portal.trouble(request, list.error());
  const Visit visit = portal.visit_of(request);
  return portal.public_page(visit, agency_page(visit, {**agency, *columns, *list}));
}

bool has_column(const std::vector<PublicColumn>& columns, std::string_view code) {
  return std::any_of(columns.begin(), columns.end(), [code](const PublicColumn& column) {
    return column.code == code || has_column(column.children, code);
  });
}

/// The page of a column that is there; `agency` null for the whole city.
Response column_of(const Portal& portal, const Request& request, const PublicAgency* agency,
                   const std::vector<PublicColumn>& columns, const std::vector<PublicColumn>& path) {
  const ColumnPlace place{agency, columns, path};
  const std::string& type = path.back().type;
  const Visit visit = portal.visit_of(request);
  if (agency == nullptr && (type == "guide" || type == "profile"))
    return Response::see_other(visit.addresses.agencies().text());  // each agency has its own
  if (type == "guide") return portal.public_page(visit, guide_page(visit, place));
  if (type == "profile") return portal.public_page(visit, profile_page(visit, place));
  if (type == "requests") {
    const auto all = portal.views().agencies();
    if (!all) return portal.trouble(request, all.error());
    return portal.public_page(visit, requests_page(visit, agency, *all));
  }
  ListQuestion question = question_of(request);
  question.agency = agency == nullptr ? "" : agency->code;
  question.column = path.back().code;
  const auto list = portal.views().list(question);
  if (!list) return portal.trouble(request, list.error());
  if (type == "reports" && agency != nullptr)
    return portal.public_page(visit, agency_reports_page(visit, place, question, *list));
  if (type == "reports") return portal.public_page(visit, reports_page(visit, question, *list));
  return portal.public_page(visit, column_page(visit, place, question, *list));
}

Response column(const Portal& portal, const Request& request) {
  const std::string_view code = request.value("agency");
  std::optional<PublicAgency> agency;
  if (!code.empty()) {
    auto found = portal.views().agency(code);
    if (!found) return portal.trouble(request, found.error());
    if (!*found) return portal.not_found(request);
    agency = std::move(*found);
  }
  const auto columns = portal.views().columns(code);
  if (!columns) return portal.trouble(request, columns.error());
  const auto path = portal.views().column_path(request.value("column"));
  if (!path) return portal.trouble(request, path.error());
  if (path->empty() || !has_column(*columns, path->back().code)) return portal.not_found(request);
  return column_of(portal, request, agency ? &*agency : nullptr, *columns, *path);
}

Response item(const Portal& portal, const Request& request) {
  const std::string_view text = request.value("item");
  std::int64_t id = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), id);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return portal.not_found(request);
  const auto found = portal.views().item(id);
  if (!found) return portal.trouble(request, found.error());
  if (!*found) return portal.not_found(request);
  const Visit visit = portal.visit_of(request);
  if (const auto* gone = std::get_if<publicview::PublicTombstone>(&**found))
    return portal.page(visit, 410, withdrawn_page(visit, *gone));
  return portal.public_page(visit, item_page(visit, std::get<publicview::PublicItem>(**found)));
}

Response reports(const Portal& portal, const Request& request) {
  const auto columns = portal.views().columns("");
  if (!columns) return portal.trouble(request, columns.error());
  ListQuestion question = question_of(request);
  for (const PublicColumn& top : *columns) {
    for (const PublicColumn& column : top.children) {
      if (column.type == "reports") question.column = column.code;
    }
  }
  const auto list = portal.views().list(question);
  if (!list) return portal.trouble(request, list.error());
  const Visit visit = portal.visit_of(request);
  return portal.public_page(visit, reports_page(visit, question, *list));
}

Response requests(const Portal& portal, const Request& request) {
  const auto all = portal.views().agencies();
  if (!all) return portal.trouble(request, all.error());
  const std::string_view code = request.query.text("agency");
  const auto agency = std::find_if(all->begin(), all->end(), [code](const PublicAgency& a) { return a.code == code; });
  const Visit visit = portal.visit_of(request);
  return portal.public_page(visit, requests_page(visit, agency == all->end() ? nullptr : &*agency, *all));
}

Response sitemap(const Portal& portal, const Request& request) {
  const auto columns = portal.views().columns("");
  if (!columns) return portal.trouble(request, columns.error());
  const auto all = portal.views().agencies();
  if (!all) return portal.trouble(request, all.error());
  const Visit visit = portal.visit_of(request);
  return portal.public_page(visit, sitemap_page(visit, *columns, *all));
}

Response catalogue(const Portal& portal, const Request& request) {
  ListQuestion question = question_of(request);
  question.agency = request.query.text("agency");
  question.limit = kCataloguePage;
  const auto agency = portal.views().agency(question.agency);
  if (!agency) return portal.trouble(request, agency.error());
  if (!*agency && !question.agency.empty()) return portal.not_found(request);
  const auto list = portal.views().list(question);
  if (!list) return portal.trouble(request, list.error());
  const Visit visit = portal.visit_of(request);
  return portal.public_page(visit, catalogue_page(visit, *agency ? &**agency : nullptr, *list));
}

}  // namespace

Response Portal::not_found(const Request& request) const {
  // Old addresses of imported items lead to where they stand now; some lay on the path that the portal has taken over.
  std::string_view target = request.target;
  for (const bool is_below : {false, true}) {
    if (is_below && (base_.prefix().empty() || !target.starts_with(base_.prefix() + '/'))) break;
    if (is_below) target.remove_prefix(base_.prefix().size());
    if (const auto moved = views().item_of_old_address(target); moved && *moved)
      return Response::moved_permanently(Addresses(base_).item(**moved).text());
  }
  const Visit visit = visit_of(request);
  return page(visit, 404, not_found_page(visit, {}));
}

Response Portal::trouble(const Request& request, const Error&) const { return trouble(request, 503); }

Response Portal::trouble(const Request& request, int status) const {
  const Visit visit = visit_of(request);
  if (status == 404) return not_found(request);
  return page(visit, status, trouble_page(visit, status));
}

void add_page_routes(http::Router& router, std::shared_ptr<const Portal> portal) {
  using Page = Response (*)(const Portal&, const Request&);
  static constexpr std::pair<const char*, Page> kPages[] = {
      {"/", home},
      {"/agencies", agencies},
      {"/a/{agency}/", agency_home},
      {"/a/{agency}/{column}/", column},
      {"/columns/{column}/", column},
      {"/i/{item}", item},
      {"/reports/", reports},
      {"/requests/new", requests},
      {"/sitemap", sitemap},
      {"/catalogue", catalogue},
  };
  for (const auto& [pattern, page] : kPages) {
    router.get(pattern, [portal, page = page](const Request& request) { return page(*portal, request); });
  }
  router.get("/feedback", [portal](const Request& request) {
    const Visit visit = portal->visit_of(request);
    return portal->public_page(visit, feedback_page(visit));
  });
  router.on_trouble([portal](int status, const Request& request) { return portal->trouble(request, status); });
}

}  // namespace gongkai::portal
