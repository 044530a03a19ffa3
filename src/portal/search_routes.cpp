// Searching: from the fields of the form to a question for the index, and the page of its answer.
#include <algorithm>
#include <charconv>

#include "portal/portal.h"
#include "portal/search_page.h"

namespace gongkai::portal {
namespace {

using http::Request;
using http::Response;

constexpr int kPageSize = 20;
constexpr int kLastPage = 500;  ///< nobody reads further; narrowing the question helps more

SearchFields fields_of(const Request& request) {
  SearchFields fields;
  fields.words = request.query.text("q");
  fields.agency = request.query.text("agency");
  fields.from = request.query.text("from");
  fields.to = request.query.text("to");
  fields.sort = request.query.text("sort") == "newest" ? "newest" : "relevance";
  const std::string_view page = request.query.text("page");
  std::from_chars(page.data(), page.data() + page.size(), fields.page);
  fields.page = std::clamp(fields.page, 1, kLastPage);
  return fields;
}

/// A day as typed: 2024-03-01 or 2024/3/1; a year alone is its first or last day.
std::optional<CivilDay> day_of(std::string_view text, bool is_end) {
  int numbers[3] = {0, is_end ? 12 : 1, is_end ? 31 : 1};
  int count = 0;
  const char* at = text.data();
  const char* const end = text.data() + text.size();
  while (at != end && count < 3) {
    const auto read = std::from_chars(at, end, numbers[count]);
    if (read.ec != std::errc()) return std::nullopt;
    ++count;
    at = read.ptr;
    if (at != end && (*at == '-' || *at == '/' || *at == '.')) ++at;
  }
  if (at != end || count == 0 || count == 2) return std::nullopt;
  return CivilDay::of(numbers[0], numbers[1], numbers[2]);
}

Response search(const Portal& portal, const Request& request) {
  const Visit visit = portal.visit_of(request);
  const auto agencies = portal.views().agencies();
  if (!agencies) return portal.trouble(request, agencies.error());
  const auto columns = portal.views().columns("");
  if (!columns) return portal.trouble(request, columns.error());
  SearchContent content{fields_of(request), nullptr, kPageSize, {}, *agencies, *columns};
  search::Question question;
  question.words = content.fields.words;
  question.agency = content.fields.agency;
  question.order = content.fields.sort == "newest" ? search::Order::NewestFirst : search::Order::Relevance;
  question.offset = (content.fields.page - 1) * kPageSize;
  question.limit = kPageSize;
  question.from = day_of(content.fields.from, false);
  question.to = day_of(content.fields.to, true);
  if (!content.fields.from.empty() && !question.from) content.trouble = "起始日期没有看懂，请写成 2024-03-01。";
  if (!content.fields.to.empty() && !question.to) content.trouble = "截止日期没有看懂，请写成 2024-03-01。";
  if (question.from && question.to && *question.to < *question.from) content.trouble = "截止日期早于起始日期，请调换。";
  std::optional<search::Answer> answer;
  if (content.trouble.empty() && !content.fields.words.empty()) {
    auto found = portal.installation().find(question);
    if (found) {
      answer = std::move(*found);
      content.answer = &*answer;
    } else {
      content.trouble = found.error().message.zh + "。";
    }
  }
  return portal.page(visit, 200, search_page(visit, content));
}

}  // namespace

void add_search_routes(http::Router& router, std::shared_ptr<const Portal> portal) {
  router.get("/search", [portal](const Request& request) { return search(*portal, request); });
}

}  // namespace gongkai::portal
