#include "portal/search_page.h"

#include <algorithm>

#include "base/text.h"
#include "portal/parts.h"

namespace gongkai::portal {

using page::Html;
using page::Url;
using publicview::PublicAgency;
using publicview::PublicColumn;

namespace {

std::string column_name(const std::vector<PublicColumn>& columns, std::string_view code) {
  for (const PublicColumn& column : columns) {
    if (column.code == code) return column.name;
    if (std::string below = column_name(column.children, code); !below.empty()) return below;
  }
  return {};
}

class SearchPage {
 public:
  SearchPage(Html& html, const Visit& visit, const SearchContent& content)
      : html_(html), visit_(visit), to_(visit.addresses), content_(content), fields_(content.fields) {}

  void write() {
    html_("h1", {{"class", "hidden-visually"}}, "查找政府信息");
    write_form();
    if (!content_.trouble.empty()) {
      write_note(html_, "bad", [&] { html_("p", content_.trouble); });
      return;
    }
    if (!content_.answer) return write_advice("可以这样查找");
    write_destinations();
    if (content_.answer->hits.empty()) return write_nothing_found();
    html_("div", {{"class", "results"}}, [&] {
      html_("div", [&] {
        write_head();
        write_hits();
        write_pages();
      });
      html_("aside", {{"class", "tally"}, {"aria-label", "缩小范围"}}, [&] { write_tally(); });
    });
  }

 private:
  Url address(const SearchFields& fields) const {
    return to_.search()
        .with("q", fields.words)
        .with("agency", fields.agency)
        .with("from", fields.from)
        .with("to", fields.to)
        .with("sort", fields.sort == "newest" ? "newest" : "")
        .with("page", fields.page > 1 ? std::to_string(fields.page) : "");
  }

  std::string agency_name(std::string_view code) const {
    for (const PublicAgency& agency : content_.agencies)
      if (agency.code == code) return agency.name;
    return std::string(code);
  }

  void write_form() {
    html_("form", {{"class", "search-form"}, {"action", to_.search()}, {"method", "get"}, {"role", "search"}}, [&] {
      html_("label", {{"for", "question"}}, "查找政府信息");
      html_("div", {{"class", "search-line"}}, [&] {
        html_("input", {{"type", "search"},
                        {"id", "question"},
                        {"name", "q"},
                        {"value", fields_.words},
                        {"maxlength", "200"},
                        {"autocomplete", "off"}});
        html_("button", {{"class", "button"}, {"type", "submit"}}, "查找");
      });
      html_("div", {{"class", "refine"}}, [&] {
        field("agency", "机构", [&] { write_agencies(); });
        field("from", "发布日期从", [&] { write_day_input("from", fields_.from); });
        field("to", "到", [&] { write_day_input("to", fields_.to); });
        field("sort", "排列", [&] {
          html_("select", {{"id", "sort"}, {"name", "sort"}}, [&] {
            html_("option", {{"value", "relevance"}, {"selected", "", fields_.sort != "newest"}}, "最相关的在前");
            html_("option", {{"value", "newest"}, {"selected", "", fields_.sort == "newest"}}, "最新的在前");
          });
        });
      });
    });
  }

  template <class Control>
  void field(std::string_view id, std::string_view label, const Control& control) {
    html_("div", {{"class", "field"}}, [&] {
      html_("label", {{"for", id}}, label);
      control();
    });
  }

  void write_agencies() {
    html_("select", {{"id", "agency"}, {"name", "agency"}}, [&] {
      html_("option", {{"value", ""}}, "全部机构");
      for (const PublicAgency& agency : content_.agencies)
        html_("option", {{"value", agency.code}, {"selected", "", agency.code == fields_.agency}}, agency.name);
    });
  }

  void write_day_input(std::string_view name, std::string_view value) {
    html_("input", {{"type", "date"}, {"id", name}, {"name", name}, {"value", value}});
  }

  /// Columns and agencies that bear the words in their names: who asks for 年报 or 科技局 may mean the place.
  void write_destinations() {
    constexpr std::size_t kShown = 6;
    constexpr std::size_t kShortest = 2;  // characters; one alone stands in too many names
    const std::string simplified = search::to_simplified(fields_.words);
    const std::string_view words = trimmed(simplified);
    if (fields_.page > 1 || !fields_.agency.empty() || count_code_points(words) < kShortest) return;
    std::vector<page::Link> links;
    add_columns(links, content_.columns, words);
    for (const PublicAgency& agency : content_.agencies) {
      if (agency.name.find(words) != std::string::npos || agency.short_name.find(words) != std::string::npos)
        links.push_back({agency.name, to_.agency(agency.code)});
    }
    if (links.empty()) return;
    html_("nav", {{"class", "destinations"}, {"aria-labelledby", "destinations"}}, [&] {
      html_("h2", {{"id", "destinations"}}, "相关栏目和机构");
      html_("ul", [&] {
        for (std::size_t at = 0; at < std::min(links.size(), kShown); ++at)
          html_("li", [&] { html_("a", {{"href", links[at].url}}, links[at].name); });
      });
    });
  }

  void add_columns(std::vector<page::Link>& links, const std::vector<PublicColumn>& columns, std::string_view words) {
    for (const PublicColumn& column : columns) {
      if (column.items > 0 && column.name.find(words) != std::string::npos)
        links.push_back({column.name, to_.column("", column.code)});
      add_columns(links, column.children, words);
    }
  }

  void write_head() {
    html_("div", {{"class", "list-head"}}, [&] {
      html_("h2", "查找结果");
      html_("p", {{"class", "total"}}, [&] {
        html_.text("共 ");
        html_("b", content_.answer->total);
        html_.text(" 条");
      });
    });
  }

  void write_pieces(const std::vector<search::Piece>& pieces) {
    for (const search::Piece& piece : pieces) {
      if (piece.is_match)
        html_("mark", piece.text);
      else
        html_.text(piece.text);
    }
  }

  void write_hits() {
    html_("ol", {{"class", "entries hits"}}, [&] {
      for (const search::Hit& hit : content_.answer->hits) {
        html_("li", {{"class", "entry"}}, [&] {
          html_("div", {{"class", "entry-main"}}, [&] {
            html_("a", {{"class", "entry-title"}, {"href", to_.item(hit.id)}}, [&] { write_pieces(hit.title); });
            write_validity_badge(html_, hit.validity,
                                 hit.validity == "repealed"  ? "废止"
                                 : hit.validity == "expired" ? "失效"
                                 : hit.validity == "amended" ? "已修改"
                                                             : "");
            if (!hit.snippet.empty()) html_("p", {{"class", "entry-snippet"}}, [&] { write_pieces(hit.snippet); });
            html_("p", {{"class", "entry-context"}}, [&] {
              if (!hit.document_no.empty()) html_("span", hit.document_no);
              html_("span", agency_name(hit.agency));
              if (const std::string name = column_name(content_.columns, hit.column); !name.empty())
                html_("span", name);
            });
          });
          html_("span", {{"class", "entry-day"}}, [&] { write_day(html_, hit.published_on); });
        });
      }
    });
  }

  void write_pages() {
    const std::int64_t pages = (content_.answer->total + content_.page_size - 1) / content_.page_size;
    if (pages < 2) return;
    html_("nav", {{"class", "pager"}, {"aria-label", "翻页"}}, [&] {
      html_("ul", [&] {
        SearchFields other = fields_;
        if (fields_.page > 1) {
          other.page = fields_.page - 1;
          html_("li", [&] { html_("a", {{"rel", "prev"}, {"href", address(other)}}, "上一页"); });
        }
        html_("li", {{"class", "pager-place"}},
              "第 " + std::to_string(fields_.page) + " 页，共 " + std::to_string(pages) + " 页");
        if (fields_.page < pages) {
          other.page = fields_.page + 1;
          html_("li", {{"class", "pager-next"}}, [&] {
            html_("a", {{"rel", "next"}, {"href", address(other)}}, "下一页");
          });
        }
      });
    });
  }

  void write_tally() {
    constexpr std::size_t kShown = 8;
    const auto group = [&](std::string_view heading, const std::vector<search::Answer::Count>& counts,
                           const auto& change, const auto& name) {
      if (counts.size() < 2) return;
      html_("h3", heading);
      html_("ul", [&] {
        for (std::size_t at = 0; at < std::min(counts.size(), kShown); ++at) {
          SearchFields narrowed = fields_;
          narrowed.page = 1;
          change(narrowed, counts[at].value);
          html_("li", [&] {
            html_("a", {{"href", address(narrowed)}, {"rel", "nofollow"}}, [&] {
              html_("span", name(counts[at].value));
              html_("span", {{"class", "count"}}, counts[at].hits);
            });
          });
        }
      });
    };
    html_("h2", {{"class", "hidden-visually"}}, "缩小范围");
    group(
        "机构", content_.answer->agencies,
        [](SearchFields& fields, const std::string& value) { fields.agency = value; },
        [&](const std::string& value) { return agency_name(value); });
    group(
        "年份", content_.answer->years,
        [](SearchFields& fields, const std::string& value) {
          fields.from = value + "-01-01";
          fields.to = value + "-12-31";
        },
        [](const std::string& value) { return value + "年"; });
  }

  void write_nothing_found() {
    html_("div", {{"class", "empty"}}, [&] {
      html_("h2", "没有找到符合条件的信息");
      html_("ul", {{"class", "dots"}}, [&] {
        html_("li", "换一个说法，或者少用几个词");
        html_("li", "检查有没有错别字");
        if (!fields_.agency.empty() || !fields_.from.empty() || !fields_.to.empty()) {
          SearchFields all;
          all.words = fields_.words;
          html_("li", [&] { html_("a", {{"href", address(all)}}, "取消机构和日期的限制再查"); });
        }
        html_("li", [&] {
          html_.text("仍然没有的，可以");
          html_("a", {{"href", to_.new_request()}}, "申请公开");
        });
      });
    });
  }

  void write_advice(std::string_view heading) {
    html_("div", {{"class", "empty"}}, [&] {
      html_("h2", heading);
      html_("ul", {{"class", "dots"}}, [&] {
        html_("li", "几个词之间用空格隔开，结果中都会出现");
        html_("li", "用引号括起来的词，按原样查找");
        html_("li", "文号、索引号可以直接输入，括号的样式不影响结果");
        html_("li", "繁体字、简体字都能查到");
      });
    });
  }

  Html& html_;
  const Visit& visit_;
  const Addresses& to_;
  const SearchContent& content_;
  const SearchFields& fields_;
};

}  // namespace

std::string search_page(const Visit& visit, const SearchContent& content) {
  PageHead head;
  head.title = content.fields.words.empty() ? "查找" : content.fields.words + " - 查找";
  head.breadcrumb = {{"查找", visit.addresses.search()}};
  head.has_search_box = false;
  return write_portal_page(visit, head, [&](Html& html) { SearchPage(html, visit, content).write(); });
}

}  // namespace gongkai::portal
