// Tables: spoken ones, and those whose sums must agree.
#include "demo/sheet.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace gongkai::demo {
namespace {

/// Money in ten thousand yuan with two decimals, held in hundredths.
std::string wan(std::int64_t hundredths) { return fmt::format("{}.{:02}", hundredths / 100, hundredths % 100); }

void append_csv_cell(std::string& csv, std::string_view cell) {
  if (cell.find_first_of(",\"\n") == std::string_view::npos) {
    csv += cell;
    return;
  }
  csv += '"';
  for (const char c : cell) csv.append(c == '"' ? 2 : 1, c);
  csv += '"';
}

void append_csv_row(std::string& csv, const std::vector<std::string>& cells) {
  for (std::size_t at = 0; at < cells.size(); ++at) {
    if (at > 0) csv += ',';
    append_csv_cell(csv, cells[at]);
  }
  csv += "\r\n";
}

/// Splits a sum at random; the parts add up to it.
std::vector<std::int64_t> shares(Dice& dice, std::int64_t sum, std::size_t count) {
  std::vector<std::int64_t> parts(count, 0);
  for (std::size_t at = 0; at + 1 < count; ++at) {
    parts[at] = sum * dice.between(20, 60) / 100;
    sum -= parts[at];
  }
  parts.back() = sum;
  return parts;
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '&')
      out += "&amp;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

void append_html(std::string& html, const Sheet& sheet) {
  html += "<table>";
  if (!sheet.caption.empty()) html += "<caption>" + escaped(sheet.caption) + "</caption>";
  html += "<thead><tr>";
  for (const std::string& cell : sheet.head) html += "<th scope=\"col\">" + escaped(cell) + "</th>";
  html += "</tr></thead><tbody>\n";
  for (const auto& row : sheet.rows) {
    html += "<tr>";
    for (const std::string& cell : row) html += "<td>" + escaped(cell) + "</td>";
    html += "</tr>\n";
  }
  html += "</tbody></table>\n";
}

std::string csv_of(const Sheet& sheet) {
  std::string csv = "\xEF\xBB\xBF";
  append_csv_row(csv, sheet.head);
  for (const auto& row : sheet.rows) append_csv_row(csv, row);
  return csv;
}

Sheet spoken_sheet(Speaker& speaker, std::string_view head, std::string_view row) {
  Sheet sheet;
  std::vector<std::string> parts = split_outside_braces(head, ';');
  const std::size_t hyphen = parts.front().find('-');
  int least = 0, most = 0;
  std::from_chars(parts.front().data(), parts.front().data() + hyphen, least);
  std::from_chars(parts.front().data() + hyphen + 1, parts.front().data() + parts.front().size(), most);
  for (std::size_t at = 1; at < parts.size(); ++at) sheet.head.push_back(speaker.say(parts[at]));
  const std::vector<std::string> cells = split_outside_braces(row, ';');
  const auto count = std::min(speaker.begin_table(row), static_cast<std::size_t>(speaker.dice().between(least, most)));
  for (std::size_t at = 0; at < count; ++at) sheet.rows.push_back(speaker.say_row(cells, at));
  return sheet;
}

Sheet budget_sheet(Speaker& speaker, bool final_accounts) {
  Dice& dice = speaker.dice();
  const std::int64_t total = dice.between(36000, 2600000);
  const auto in = shares(dice, total, 4);
  const auto out = shares(dice, total, 5);
  const std::string word = final_accounts ? "决算数" : "预算数";
  Sheet sheet{final_accounts ? "收入支出决算总表（单位：万元）" : "收支预算总表（单位：万元）",
              {"收入项目", word, "支出功能分类", word},
              {}};
  const char* incomes[] = {"一般公共预算拨款", "政府性基金预算拨款", "上年结转", "其他收入", ""};
  const char* outlays[] = {"一般公共服务支出", "社会保障和就业支出", "卫生健康支出", "住房保障支出", "其他支出"};
  for (std::size_t at = 0; at < 5; ++at)
    sheet.rows.push_back({incomes[at], at < in.size() ? wan(in[at]) : std::string(), outlays[at], wan(out[at])});
  sheet.rows.push_back({"收入总计", wan(total), "支出总计", wan(total)});
  return sheet;
}

Sheet three_expenses_sheet(Speaker& speaker, bool final_accounts) {
  Dice& dice = speaker.dice();
  const std::int64_t abroad = dice.chance(30) ? dice.between(200, 900) : 0;
  const std::int64_t purchase = dice.chance(25) ? dice.between(1200, 1800) : 0;
  const std::int64_t running = dice.between(180, 4600), reception = dice.between(60, 1900);
  const auto before = [&dice](std::int64_t amount) { return amount + amount * dice.between(1, 12) / 100; };
  const std::int64_t abroad_before = before(abroad), purchase_before = before(purchase),
                     running_before = before(running), reception_before = before(reception);
  Sheet sheet{final_accounts ? "“三公”经费决算表（单位：万元）" : "“三公”经费预算表（单位：万元）",
              {"项目", final_accounts ? "年初预算" : "上年预算", final_accounts ? "决算" : "本年预算"},
              {}};
  sheet.rows.push_back({"因公出国（境）费", wan(abroad_before), wan(abroad)});
  sheet.rows.push_back({"公务用车购置费", wan(purchase_before), wan(purchase)});
  sheet.rows.push_back({"公务用车运行维护费", wan(running_before), wan(running)});
  sheet.rows.push_back({"公务接待费", wan(reception_before), wan(reception)});
  sheet.rows.push_back({"合计", wan(abroad_before + purchase_before + running_before + reception_before),
                        wan(abroad + purchase + running + reception)});
  return sheet;
}

Sheet indicator_sheet(Speaker& speaker) {
  Sheet sheet{"主要指标", {"指标", "单位", "本期", "累计", "同比增减（%）"}, {}};
  const auto* indicators = speaker.field().choices("indicator");
  if (!indicators) return sheet;
  speaker.begin_table("{+iname}");
  for (std::size_t at = 0; at < indicators->size(); ++at)
    sheet.rows.push_back(speaker.say_row({"{+iname}", "{iunit}", "{ibase}", "{ibase*318~}", "{|-}{0.1-12.6}"}, at));
  return sheet;
}

}  // namespace gongkai::demo
