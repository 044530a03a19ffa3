#include "portal/profile_page.h"

#include "base/text.h"
#include "portal/agency_page.h"
#include "portal/parts.h"

namespace gongkai::portal {

using page::Html;
using publicview::PublicAgency;

namespace {

void write_lines(Html& html, std::string_view text) {
  while (!text.empty()) {
    const auto end = text.find('\n');
    const std::string_view line = trimmed(text.substr(0, end));
    if (!line.empty()) html("p", line);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
}

void write_cell(Html& html, std::string_view label, std::string_view value) {
  html("td", {{"data-label", label}}, value);
}

void write_leaders(Html& html, const PublicAgency& agency) {
  if (agency.leaders.empty()) return;
  html("h2", "领导和分工");
  html("table", {{"class", "table"}}, [&] {
    html("thead", [&] {
      html("tr", [&] {
        for (const std::string_view name : {"姓名", "职务", "分管工作"}) html("th", {{"scope", "col"}}, name);
      });
    });
    html("tbody", [&] {
      for (const publicview::PublicLeader& leader : agency.leaders) {
        html("tr", [&] {
          write_cell(html, "姓名", leader.name);
          write_cell(html, "职务", leader.post);
          write_cell(html, "分管工作", leader.duties);
        });
      }
    });
  });
}

void write_units(Html& html, const PublicAgency& agency) {
  if (agency.units.empty()) return;
  html("h2", "内设机构");
  html("table", {{"class", "table"}}, [&] {
    html("thead", [&] {
      html("tr", [&] {
        for (const std::string_view name : {"名称", "职责", "电话"}) html("th", {{"scope", "col"}}, name);
      });
    });
    html("tbody", [&] {
      for (const publicview::PublicUnit& unit : agency.units) {
        html("tr", [&] {
          write_cell(html, "名称", unit.name);
          write_cell(html, "职责", unit.duties);
          html("td", {{"data-label", "电话"}, {"class", "nowrap"}}, unit.phone);
        });
      }
    });
  });
}

}  // namespace

std::string profile_page(const Visit& visit, const ColumnPlace& place) {
  const PublicAgency& agency = *place.agency;
  return write_portal_page(visit, head_of_column(visit, place), [&](Html& html) {
    write_column_frame(html, visit, place, [&] {
      html("header", {{"class", "page-head"}}, [&] {
        html("p", {{"class", "over-title"}}, agency.name);
        html("h1", place.path.back().name);
      });
      write_succession(html, visit, agency);
      html("div", {{"class", "prose prose-wide"}}, [&] {
        html("dl", {{"class", "facts page-facts"}}, [&] {
          Facts facts(html);
          facts.row("机构名称", agency.name);
          facts.row("简称", agency.short_name);
          facts.row("机构代码", agency.org_code);
          facts.ways_to_reach(agency);
          for (const PublicAgency::FormerName& former : agency.former_names)
            facts.row("曾用名", former.name + "（至" + former.until.chinese() + "）");
        });
        if (!agency.duties.empty()) {
          html("h2", "主要职责");
          write_lines(html, agency.duties);
        }
        write_leaders(html, agency);
        write_units(html, agency);
        if (agency.duties.empty() && agency.leaders.empty() && agency.units.empty())
          write_passages(html, visit.words.empty_column);
      });
    });
  });
}

}  // namespace gongkai::portal
