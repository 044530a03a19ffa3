// Invents the figures, beginning two years before the first report so that stocks and carried cases have a history.
#include "demo/report_figures.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace gongkai::demo {
namespace {

constexpr int kFirstYear = 2022;
constexpr std::string_view kOfTheIssue = "kjj";

using Counts = std::vector<std::int64_t>;

/// Splits a number along weights, case by case.
Counts split(Dice& dice, std::int64_t whole, const std::vector<int>& weights) {
  Counts parts(weights.size(), 0);
  std::int64_t sum = 0;
  for (const int weight : weights) sum += weight;
  for (std::int64_t n = 0; n < whole; ++n) {
    std::int64_t lot = dice.between(1, sum);
    std::size_t at = 0;
    while (lot > weights[at]) lot -= weights[at++];
    ++parts[at];
  }
  return parts;
}

std::string key(std::string_view row, std::string_view column) { return fmt::format("{}/{}", row, column); }

/// How many requests an agency of this kind gets in a year.
std::int64_t requests_of(const DemoAgency& agency, Dice& dice) {
  static constexpr std::string_view kBusy[] = {"zrj", "zjj", "gaj", "scj", "jyj", "sthj"};
  if (agency.code == "szf") return dice.between(60, 130);
  if (agency.kind == "government") return dice.between(24, 90);
  if (std::find(std::begin(kBusy), std::end(kBusy), agency.code) != std::end(kBusy)) return dice.between(14, 52);
  if (agency.kind == "township") return dice.between(0, 4);
  return dice.chance(30) ? 0 : dice.between(1, 12);
}

int weight_of(std::string_view row) {
  if (row == "granted") return 14;
  if (row == "unable_not_held") return 10;
  if (row == "partial") return 3;
  if (row == "closed_no_payment" || row == "refused_state_secret" || row == "refused_safety" || row == "closed_other")
    return 0;
  return 1;
}

struct Requests {
  Counts carried_out;
  std::int64_t finished = 0, received = 0, carried_in = 0, left = 0;
};

/// Table 3 of one year; columns are the kinds of applicants, the last one their total.
Requests fill_requests(TableFigures& figures, const law::TableLayout& table, Dice& dice, std::int64_t received,
                       const Counts& carried_in) {
  std::vector<std::string> results;
  std::vector<int> weights;
  for (const law::RowLayout& row : table.rows)
    if (row.is_result) results.push_back(row.key), weights.push_back(weight_of(row.key));
  const auto& columns = table.columns_of(table.rows.front());
  const Counts arrived = split(dice, received, {30, 6, 1, 1, 2, 1});
  Requests requests;
  requests.carried_out.assign(carried_in.size(), 0);
  std::map<std::string, std::int64_t, std::less<>> totals;
  const auto put = [&](std::string_view row, std::size_t column, std::int64_t value) {
    figures[key(row, columns[column].key)] = std::to_string(value);
    totals[std::string(row)] += value;
  };
  for (std::size_t column = 0; column < carried_in.size(); ++column) {
    const std::int64_t known = arrived[column] + carried_in[column];
    const std::int64_t open = arrived[column] > 2 ? dice.between(0, arrived[column] / 9) : 0;
    requests.carried_out[column] = open;
    put("received", column, arrived[column]);
    put("carried_in", column, carried_in[column]);
    const Counts parts = split(dice, known - open, weights);
    for (std::size_t row = 0; row < results.size(); ++row) put(results[row], column, parts[row]);
    put("total", column, known - open);
    put("carried_out", column, open);
  }
  for (const auto& [row, total] : totals) figures[key(row, columns.back().key)] = std::to_string(total);
  requests.finished = totals["total"], requests.received = received, requests.carried_in = totals["carried_in"],
  requests.left = totals["carried_out"];
  return requests;
}

/// Table 4: cases of requests, fewer than a tenth of them. A suit follows a finished reconsideration.
void fill_remedies(TableFigures& figures, const law::TableLayout& table, Dice& dice, std::int64_t finished) {
  const auto put = [&](std::string_view group, const Counts& parts) {
    const auto& columns = table.columns_of(table.rows.front());
    std::int64_t sum = 0;
    for (std::size_t at = 0; at < parts.size(); ++at) {
      figures[key(group, columns[at].key)] = std::to_string(parts[at]);
      sum += parts[at];
    }
    figures[key(group, columns.back().key)] = std::to_string(sum);
  };
  const std::int64_t reviews = finished > 12 ? dice.between(0, finished / 12) : 0;
  const Counts review = split(dice, reviews, {6, 2, 2, 0});
  put("reconsideration", review);
  put("suit_direct", {0, 0, 0, 0});
  put("suit_after_review", split(dice, reviews > 2 ? dice.between(0, reviews / 3) : 0, {6, 1, 1, 0}));
}

}  // namespace

std::string_view ReportFigures::at(int table, std::string_view row, std::string_view column) const {
  const auto found_table = tables.find(table);
  if (found_table == tables.end()) return "0";
  const auto found = found_table->second.find(key(row, column));
  return found == found_table->second.end() ? std::string_view("0") : std::string_view(found->second);
}

ReportFigures figures_of(const DemoAgency& agency, std::size_t place, int year, const Plan& plan,
                         const law::ReportFormats& formats) {
  ReportFigures figures;
  if (agency.code == kOfTheIssue && year == kFirstYear) {  // all zero, as the issue asks
    figures.site_items = 105;
    return figures;
  }
  const law::ReportFormat& format = *formats.for_year(year);
  const bool needs_decisions = agency.kind == "government" || agency.kind == "department" ||
                               agency.kind == "vertical" || agency.kind == "dispatched_body";
  const bool founded = agency.founded_on.has_value();
  Dice stock("stock/" + agency.code);
  std::int64_t documents = agency.code == kOfTheIssue || founded ? 0 : stock.between(3, 24);
  std::int64_t rules = agency.code == "szf" ? 21 : 0;
  const std::int64_t licences = needs_decisions ? stock.between(40, 2600) : 0;
  const std::int64_t penalties = needs_decisions ? stock.between(8, 420) : 0;
  const std::int64_t compulsions = needs_decisions ? stock.between(0, 30) : 0;
  const std::int64_t fees = stock.chance(40) && needs_decisions ? stock.between(200, 42000) : 0;
  Counts carried(6, 0);
  for (int at_year = kFirstYear; at_year <= year; ++at_year) {
    if (agency.code == kOfTheIssue && at_year == kFirstYear) continue;
    if (founded && at_year < agency.founded_on->year()) continue;
    Dice dice(fmt::format("figures/{}/{}", agency.code, at_year));
    const auto counted = plan.counts.find({place, at_year});
    const Plan::Count count = counted == plan.counts.end() ? Plan::Count{} : counted->second;
    const std::int64_t made = count.made, repealed = count.repealed;
    documents += made - repealed;
    rules += count.rules_made;
    TableFigures table2, table3, table4;
    table2["admin_rule/made"] = std::to_string(count.rules_made);
    table2["admin_rule/repealed"] = "0";
    table2["admin_rule/valid"] = std::to_string(rules);
    table2["normative_doc/made"] = std::to_string(made);
    table2["normative_doc/repealed"] = std::to_string(repealed);
    table2["normative_doc/valid"] = std::to_string(std::max<std::int64_t>(documents, 0));
    const auto about = [&dice](std::int64_t amount) { return amount * dice.between(85, 118) / 100; };
    table2["licence/"] = std::to_string(about(licences));
    table2["penalty/"] = std::to_string(about(penalties));
    table2["compulsion/"] = std::to_string(about(compulsions));
    const std::int64_t fee = about(fees);
    table2["admin_fee_wan/"] = fee == 0 ? "0" : fmt::format("{}.{:02}", fee / 100, fee % 100);
    const Requests requests = fill_requests(table3, *format.table(3), dice, requests_of(agency, dice), carried);
    carried = requests.carried_out;
    fill_remedies(table4, *format.table(4), dice, requests.finished);
    figures.tables = {{2, table2}, {3, table3}, {4, table4}};
    figures.site_items = count.site_items == 0 ? static_cast<int>(dice.between(60, 220)) : count.site_items;
    figures.explained = count.explained;
  }
  return figures;
}

}  // namespace gongkai::demo
