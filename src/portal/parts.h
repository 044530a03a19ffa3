// Pieces that several pages share: lists of entries, pager, facts, passages, the navigation of columns.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "page/html.h"
#include "portal/visit.h"
#include "publicview/types.h"

namespace gongkai::portal {

/// What a line of a list says under its title.
struct EntryContext {
  bool agency = false;
  bool column = false;
};
void write_entries(page::Html& html, const Visit& visit, std::span<const publicview::PublicEntry> entries,
                   EntryContext context);
/// A badge where validity changes what a reader may rely on (废止, 失效, 已修改); nothing otherwise.
void write_validity_badge(page::Html& html, std::string_view validity, std::string_view name);
/// <time> with the day as "2022-02-22".
void write_day(page::Html& html, CivilDay day);

/// Label and value, written only when there is a value.
class Facts {
 public:
  explicit Facts(page::Html& html) : html_(html) {}
  void row(std::string_view label, std::string_view value, bool whole_line = false);
  void row(std::string_view label, const std::optional<CivilDay>& day);
  void telephone(std::string_view label, std::string_view number);
  void mail(std::string_view label, std::string_view address);
  void website(std::string_view label, std::string_view address);
  /// Address, hours, telephone, fax, mail, website.
  void ways_to_reach(const publicview::PublicAgency& agency);

 private:
  void linked(std::string_view label, std::string_view text, const std::optional<page::Url>& url);
  template <class Content>
  void put(std::string_view label, const Content& value, bool whole_line);
  page::Html& html_;
};

/// Sentences of the law, each with its article.
void write_passages(page::Html& html, const law::Passages& passages);

/// Links to the pages before and after; keeps the address of the list.
void write_pager(page::Html& html, const page::Url& list, const publicview::ListPage& page);

/// The columns beside a list, with those above the current one opened.
void write_column_navigation(page::Html& html, const Visit& visit, std::string_view agency,
                             std::span<const publicview::PublicColumn> columns,
                             std::span<const publicview::PublicColumn> path);

/// Columns as a grid of links with what each holds.
void write_entrances(page::Html& html, const Visit& visit, std::string_view agency,
                     std::span<const publicview::PublicColumn> columns);

/// Breadcrumb of an agency (null: the city) and the columns down to one.
std::vector<page::Link> column_breadcrumb(const Visit& visit, const publicview::PublicAgency* agency,
                                          std::span<const publicview::PublicColumn> path);

/// The big search form that begins a page.
void write_search_form(page::Html& html, const Visit& visit, std::string_view question, std::string_view agency,
                       std::string_view label);

/// A box that says one thing the reader must know: "good", "warn", "bad", "plain".
template <class Content>
void write_note(page::Html& html, std::string_view kind, const Content& content) {
  html("div", {{"class", "note note-" + std::string(kind)}}, content);
}

std::string size_in_words(std::uint64_t bytes);
/// "PDF", "DOCX", …: by the ending of the name, else by the media type, else empty.
std::string kind_of_file(const publicview::PublicAttachment& attachment);

}  // namespace gongkai::portal
