// Columns as lists.
#include "portal/column_page.h"

#include <algorithm>

#include "portal/parts.h"

namespace gongkai::portal {

using page::Html;
using publicview::FilterChoice;
using publicview::ListPage;
using publicview::ListQuestion;
using publicview::PublicColumn;

namespace {

/// One row of filter links: the choices with what remains, the chosen one with a way to undo it.
void write_filter(Html& html, const Visit& visit, const ListQuestion& question, std::string_view label,
                  std::string ListQuestion::*field, const std::vector<FilterChoice>& choices) {
  const std::string& chosen = question.*field;
  if (choices.size() < 2 && chosen.empty()) return;
  const auto with_choice = [&](std::string value) {
    ListQuestion other = question;
    other.*field = std::move(value);
    return visit.addresses.list(other);
  };
  html("div", {{"class", "filter"}}, [&] {
    html("dt", label);
    html("dd", [&] {
      html("ul", [&] {
        html("li", [&] { html("a", {{"href", with_choice("")}, {"aria-current", "true", chosen.empty()}}, "全部"); });
        for (const FilterChoice& choice : choices) {
          html("li", [&] {
            html("a", {{"href", with_choice(choice.value)}, {"aria-current", "true", choice.value == chosen}}, [&] {
              html("span", choice.name);
              html("span", {{"class", "count"}}, choice.entries);
            });
          });
        }
      });
    });
  });
}

bool is_filtered(const ListQuestion& question) {
  return !question.year.empty() || !question.theme.empty() || !question.genre.empty() || !question.validity.empty();
}

void write_filters(Html& html, const Visit& visit, const ListQuestion& question, const ListPage& list) {
  if (list.total == 0 && !is_filtered(question)) return;
  html("details", {{"class", "filters-fold"}, {"open", ""}, {"data-chosen", "yes", is_filtered(question)}}, [&] {
    html("summary", "筛选");
    html("dl", {{"class", "filters"}}, [&] {
      write_filter(html, visit, question, "年份", &ListQuestion::year, list.years);
      write_filter(html, visit, question, "主题", &ListQuestion::theme, list.themes);
      write_filter(html, visit, question, "体裁", &ListQuestion::genre, list.genres);
      write_filter(html, visit, question, "有效性", &ListQuestion::validity, list.validities);
    });
  });
}

void write_empty_state(Html& html, const Visit& visit, const PublicColumn& column, const ListQuestion& question) {
  html("div", {{"class", "empty"}}, [&] {
    if (is_filtered(question)) {
      ListQuestion all;
      all.agency = question.agency;
      all.column = question.column;
      html("h2", "没有符合这些条件的信息");
      html("p", [&] { html("a", {{"href", visit.addresses.list(all)}}, "取消筛选，查看全部"); });
      return;
    }
    html("h2", "本栏目暂时没有信息");
    if (!column.description.empty()) html("p", "这里将公开：" + column.description);
    write_passages(html, visit.words.empty_column);
    html("p", [&] {
      html.text("需要的信息没有找到？可以");
      html("a", {{"href", visit.addresses.search()}}, "全站查找");
      html.text("，或者");
      html("a", {{"href", visit.addresses.new_request()}}, "依申请公开");
      html.text("。");
    });
  });
}

/// The column with its children, from the trees of the navigation.
const PublicColumn* find_column(const std::vector<PublicColumn>& columns, std::string_view code) {
  for (const PublicColumn& column : columns) {
    if (column.code == code) return &column;
    if (const PublicColumn* below = find_column(column.children, code)) return below;
  }
  return nullptr;
}

}  // namespace

PageHead head_of_column(const Visit& visit, const ColumnPlace& place) {
  const PublicColumn& column = place.path.back();
  const std::string agency = place.agency ? place.agency->code : std::string();
  PageHead head;
  head.title = place.agency ? column.name + " - " + place.agency->name : column.name;
  head.description = column.description;
  const std::string prefix = visit.addresses.base().prefix();
  head.canonical = visit.addresses.column(agency, column.code).text().substr(prefix.size());
  head.section = Section::Disclosure;
  head.breadcrumb = column_breadcrumb(visit, place.agency, place.path);
  head.meta = {{"ColumnName", column.name},
               {"ColumnDescription", column.description.empty() ? column.name : column.description},
               {"ColumnKeywords", place.agency ? column.name + "," + place.agency->name : column.name},
               {"ColumnType", place.path.front().name}};
  head.feed = page::Link{head.title, visit.addresses.feed(agency, column.code)};
  return head;
}

void write_column_frame(Html& html, const Visit& visit, const ColumnPlace& place,
                        const std::function<void()>& content) {
  const std::string_view agency = place.agency ? std::string_view(place.agency->code) : std::string_view();
  html("div", {{"class", "with-columns"}}, [&] {
    write_column_navigation(html, visit, agency, place.columns, place.path);
    html("div", {{"class", "column-content"}}, content);
  });
}

std::string column_page(const Visit& visit, const ColumnPlace& place, const ListQuestion& question,
                        const ListPage& list) {
  PageHead head = head_of_column(visit, place);
  if (is_filtered(question) || !question.after.empty() || !question.before.empty()) head.canonical.clear();
  return write_portal_page(visit, head, [&](Html& html) {
    write_column_frame(html, visit, place, [&] {
      const PublicColumn& column = place.path.back();
      html("header", {{"class", "page-head"}}, [&] {
        if (place.agency) html("p", {{"class", "over-title"}}, place.agency->name);
        html("h1", column.name);
        if (!column.description.empty()) html("p", {{"class", "lead"}}, column.description);
        if (!column.legal_item_name.empty()) html("p", {{"class", "basis"}}, "公开依据：" + column.legal_item_name);
      });
      const PublicColumn* in_tree = find_column(place.columns, column.code);
      if (in_tree && !in_tree->children.empty()) write_entrances(html, visit, question.agency, in_tree->children);
      write_filters(html, visit, question, list);
      if (list.entries.empty()) return write_empty_state(html, visit, column, question);
      html("div", {{"class", "list-head"}}, [&] {
        html("h2", in_tree && !in_tree->children.empty() ? "最新信息" : "信息列表");
        html("p", {{"class", "total"}}, [&] {
          html.text("共 ");
          html("b", list.total);
          html.text(" 条");
        });
      });
      write_entries(html, visit, list.entries,
                    {.agency = place.agency == nullptr, .column = in_tree && !in_tree->children.empty()});
      write_pager(html, visit.addresses.list(question), list);
    });
  });
}

}  // namespace gongkai::portal
