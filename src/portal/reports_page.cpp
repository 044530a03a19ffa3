#include "portal/reports_page.h"

#include "portal/parts.h"

namespace gongkai::portal {

using page::Html;
using publicview::FilterChoice;
using publicview::ListPage;
using publicview::ListQuestion;

std::string agency_reports_page(const Visit& visit, const ColumnPlace& place, const ListQuestion& question,
                                const ListPage& list) {
  return column_page(visit, place, question, list);
}

std::string reports_page(const Visit& visit, const ListQuestion& question, const ListPage& list) {
  const page::Url here = visit.addresses.reports();
  PageHead head;
  head.title = "政府信息公开工作年度报告";
  head.description = "各机关历年政府信息公开工作年度报告。";
  head.canonical = "/reports/";
  head.section = Section::Reports;
  head.breadcrumb = {{"年度报告", here}};
  head.meta = {{"ColumnName", head.title},
               {"ColumnDescription", head.description},
               {"ColumnKeywords", "年度报告,政府信息公开"},
               {"ColumnType", head.title}};
  if (!question.year.empty() || !question.after.empty() || !question.before.empty()) head.canonical.clear();
  return write_portal_page(visit, head, [&](Html& html) {
    html("header", {{"class", "page-head"}}, [&] {
      html("h1", head.title);
      html("p", {{"class", "lead"}}, head.description);
    });
    if (list.years.size() > 1 || !question.year.empty()) {
      html("details", {{"class", "filters-fold"}, {"open", ""}, {"data-chosen", "yes", !question.year.empty()}}, [&] {
        html("summary", "筛选");
        html("dl", {{"class", "filters"}}, [&] {
          html("div", {{"class", "filter"}}, [&] {
            html("dt", "公布年份");
            html("dd", [&] {
              html("ul", [&] {
                html("li", [&] {
                  html("a", {{"href", here}, {"aria-current", "true", question.year.empty()}}, "全部");
                });
                for (const FilterChoice& year : list.years) {
                  html("li", [&] {
                    html("a",
                         {{"href", here.with("year", year.value)},
                          {"aria-current", "true", year.value == question.year}},
                         [&] {
                           html("span", year.name);
                           html("span", {{"class", "count"}}, year.entries);
                         });
                  });
                }
              });
            });
          });
        });
      });
    }
    if (list.entries.empty()) {
      html("div", {{"class", "empty"}}, [&] {
        html("h2", "还没有年度报告");
        write_passages(html, visit.words.reports_due);
      });
      return;
    }
    html("div", {{"class", "list-head"}}, [&] {
      html("h2", question.year.empty() ? "全部报告" : question.year + "年公布的报告");
      html("p", {{"class", "total"}}, "共 " + std::to_string(list.total) + " 份");
    });
    write_entries(html, visit, list.entries, {.agency = true});
    write_pager(html, here.with("year", question.year), list);
  });
}

}  // namespace gongkai::portal
