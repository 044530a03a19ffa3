// Lists, facts, passages and navigation of the portal's pages.
#include "portal/parts.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace gongkai::portal {

using page::Html;
using page::Url;
using publicview::PublicAgency;
using publicview::PublicColumn;
using publicview::PublicEntry;

void write_day(Html& html, CivilDay day) {
  const std::string iso = day.iso();
  html("time", {{"datetime", iso}}, iso);
}

void write_validity_badge(Html& html, std::string_view validity, std::string_view name) {
  const bool changes_a_decision = validity == "repealed" || validity == "expired" || validity == "amended";
  if (!changes_a_decision || name.empty()) return;
  html("span", {{"class", validity == "amended" ? "badge badge-warn" : "badge badge-bad"}}, name);
}

void write_entries(Html& html, const Visit& visit, std::span<const PublicEntry> entries, EntryContext context) {
  html("ul", {{"class", "entries"}}, [&] {
    for (const PublicEntry& entry : entries) {
      html("li", {{"class", "entry"}}, [&] {
        html("div", {{"class", "entry-main"}}, [&] {
          html("a", {{"class", "entry-title"}, {"href", visit.addresses.item(entry.item)}}, entry.title);
          write_validity_badge(html, entry.validity, entry.validity_name);
          std::vector<std::string_view> parts;
          if (!entry.document_no.empty()) parts.push_back(entry.document_no);
          if (context.agency && !entry.agency.name.empty()) parts.push_back(entry.agency.name);
          if (context.column && !entry.column_name.empty()) parts.push_back(entry.column_name);
          if (parts.empty()) return;
          html("p", {{"class", "entry-context"}}, [&] {
            for (const std::string_view part : parts) html("span", part);
          });
        });
        html("span", {{"class", "entry-day"}}, [&] { write_day(html, entry.published_on); });
      });
    }
  });
}

template <class Content>
void Facts::put(std::string_view label, const Content& value, bool whole_line) {
  html_("div", {{"class", whole_line ? "fact fact-whole" : "fact"}}, [&] {
    html_("dt", label);
    html_("dd", value);
  });
}

void Facts::row(std::string_view label, std::string_view value, bool whole_line) {
  if (!value.empty()) put(label, value, whole_line);
}

void Facts::row(std::string_view label, const std::optional<CivilDay>& day) {
  if (day)
    put(
        label,
        [&] {
          html_("time", {{"datetime", day->iso()}}, day->chinese());
        },
        false);
}

void Facts::linked(std::string_view label, std::string_view text, const std::optional<Url>& url) {
  if (!url) return row(label, text);
  put(
      label,
      [&] {
        html_("a", {{"href", *url}}, text);
      },
      false);
}

void Facts::telephone(std::string_view label, std::string_view number) {
  linked(label, number, Url::telephone(number));
}
void Facts::mail(std::string_view label, std::string_view address) { linked(label, address, Url::mail(address)); }
void Facts::website(std::string_view label, std::string_view address) {
  linked(label, address, Url::absolute(address));
}

void Facts::ways_to_reach(const publicview::PublicAgency& agency) {
  row("办公地址", agency.address);
  row("邮政编码", agency.postcode);
  row("办公时间", agency.office_hours);
  telephone("联系电话", agency.phone);
  row("传真", agency.fax);
  mail("电子邮箱", agency.email);
  website("网址", agency.website);
}

void write_passages(Html& html, const law::Passages& passages) {
  for (const law::Passage& passage : passages) {
    html("p", [&] {
      html.text(passage.text);
      html("span", {{"class", "citation"}}, [&] {
        html.text("（");
        html.text(passage.citation);
        html.text("）");
      });
    });
  }
}

void write_pager(Html& html, const Url& list, const publicview::ListPage& page) {
  if (page.next.empty() && page.previous.empty()) return;
  html("nav", {{"class", "pager"}, {"aria-label", "翻页"}}, [&] {
    html("ul", [&] {
      if (!page.previous.empty())
        html("li", [&] { html("a", {{"rel", "prev"}, {"href", list.with("before", page.previous)}}, "上一页"); });
      if (!page.next.empty())
        html("li", {{"class", "pager-next"}}, [&] {
          html("a", {{"rel", "next"}, {"href", list.with("after", page.next)}}, "下一页");
        });
    });
  });
}

namespace {

void write_column_list(Html& html, const Visit& visit, std::string_view agency, std::span<const PublicColumn> columns,
                       std::span<const PublicColumn> path) {
  html("ul", [&] {
    for (const PublicColumn& column : columns) {
      const bool is_on_path =
          std::any_of(path.begin(), path.end(), [&](const PublicColumn& step) { return step.code == column.code; });
      const bool is_current = !path.empty() && path.back().code == column.code;
      html("li", [&] {
        html("a",
             {{"href", visit.addresses.column(agency, column.code)},
              {"aria-current", "page", is_current},
              {"class", "is-empty", column.items == 0 && (column.type == "list" || column.type.empty())}},
             [&] {
               html("span", column.name);
               if (column.items > 0) html("span", {{"class", "count"}}, column.items);
             });
        if (is_on_path && !column.children.empty()) write_column_list(html, visit, agency, column.children, path);
      });
    }
  });
}

}  // namespace

void write_column_navigation(Html& html, const Visit& visit, std::string_view agency,
                             std::span<const PublicColumn> columns, std::span<const PublicColumn> path) {
  html("nav", {{"class", "columns"}, {"aria-label", "栏目"}}, [&] {
    html("details", {{"class", "columns-fold"}, {"open", ""}}, [&] {
      html("summary", "全部栏目");
      write_column_list(html, visit, agency, columns, path);
    });
  });
}

void write_entrances(Html& html, const Visit& visit, std::string_view agency, std::span<const PublicColumn> columns) {
  html("ul", {{"class", "entrances"}}, [&] {
    for (const PublicColumn& column : columns) {
      html("li", [&] {
        html("a", {{"class", "entrance"}, {"href", visit.addresses.column(agency, column.code)}}, [&] {
          html("span", column.name);
          if (column.items > 0) html("span", {{"class", "count"}}, column.items);
        });
      });
    }
  });
}

std::vector<page::Link> column_breadcrumb(const Visit& visit, const PublicAgency* agency,
                                          std::span<const PublicColumn> path) {
  std::vector<page::Link> links;
  if (agency) {
    links.push_back({"机构目录", visit.addresses.agencies()});
    links.push_back({agency->name, visit.addresses.agency(agency->code)});
  }
  const std::string_view code = agency ? std::string_view(agency->code) : std::string_view();
  for (const PublicColumn& column : path) links.push_back({column.name, visit.addresses.column(code, column.code)});
  return links;
}

void write_search_form(Html& html, const Visit& visit, std::string_view question, std::string_view agency,
                       std::string_view label) {
  html("form", {{"class", "search-form"}, {"action", visit.addresses.search()}, {"method", "get"}, {"role", "search"}},
       [&] {
         html("label", {{"for", "question"}}, label);
         html("div", {{"class", "search-line"}}, [&] {
           html("input", {{"type", "search"},
                          {"id", "question"},
                          {"name", "q"},
                          {"value", question},
                          {"maxlength", "200"},
                          {"autocomplete", "off"}});
           if (!agency.empty()) html("input", {{"type", "hidden"}, {"name", "agency"}, {"value", agency}});
           html("button", {{"class", "button"}, {"type", "submit"}}, "查找");
         });
       });
}

std::string size_in_words(std::uint64_t bytes) {
  constexpr std::uint64_t kKilobyte = 1024, kMegabyte = 1024 * 1024;
  if (bytes < kKilobyte) return fmt::format("{} 字节", bytes);
  if (bytes < kMegabyte) return fmt::format("{} KB", (bytes + kKilobyte / 2) / kKilobyte);
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / static_cast<double>(kMegabyte));
}

std::string kind_of_file(const publicview::PublicAttachment& attachment) {
  constexpr std::size_t kLongestEnding = 5;
  const auto dot = attachment.name.rfind('.');
  std::string kind = dot == std::string::npos ? std::string() : attachment.name.substr(dot + 1);
  const auto is_plain = [](unsigned char c) { return std::isalnum(c) != 0; };
  if (kind.empty() || kind.size() > kLongestEnding || !std::all_of(kind.begin(), kind.end(), is_plain))
    kind = attachment.media_type == "application/pdf" ? "pdf" : "";
  for (char& c : kind) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return kind;
}

}  // namespace gongkai::portal
