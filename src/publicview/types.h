// What may be shown to the public: the only forms from which portal pages, feeds and public data can be built.
// Plain values; publicview alone makes them (publicview/views.h).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/civil_day.h"
#include "base/instant.h"

namespace gongkai::publicview {

struct AgencyLink {
  std::string code;
  std::string name;
  std::string short_name;
};

struct PublicLeader {
  std::string name, post, duties;
};
struct PublicUnit {
  std::string name, duties, phone;
};

struct PublicAgency {
  std::string code, name, short_name;
  std::string kind;       ///< identifier: government, department, …
  std::string kind_name;  ///< 政府部门
  std::string org_code;
  std::string duties;
  std::string office_name, office_head, address, postcode, office_hours, phone, fax, email, website;
  std::vector<PublicLeader> leaders;
  std::vector<PublicUnit> units;
  std::string site_id_code, icp_number, police_number;
  bool is_active = true;
  std::optional<CivilDay> abolished_on;
  std::vector<AgencyLink> successors;
  struct FormerName {
    std::string name;
    CivilDay until{};
  };
  std::vector<FormerName> former_names;
  /// Chinese names of the fields that the guide still lacks; while there are any, the guide page says it is not valid.
  std::vector<std::string> missing_of_guide;
  std::optional<Instant> changed_at;
};

struct PublicColumn {
  std::string code, name, parent, description;
  bool is_statutory = true;
  std::string type;             ///< list, guide, profile, reports, requests, group
  std::string legal_item;       ///< "20.1"
  std::string legal_item_name;  ///< "条例第二十条第一项"
  std::int64_t items = 0;       ///< of the agency asked for, with the columns below it
  std::optional<CivilDay> newest_on;
  std::vector<PublicColumn> children;
};

/// One line of a list.
struct PublicEntry {
  std::int64_t item = 0;
  std::string title, summary, index_no, document_no, genre, theme;
  std::string validity;       ///< identifier
  std::string validity_name;  ///< 有效; empty when it does not apply
  AgencyLink agency;
  std::string column, column_name;
  CivilDay published_on{};
  std::optional<CivilDay> created_on;
};

struct FilterChoice {
  std::string value, name;
  std::int64_t entries = 0;  ///< how many remain when it is chosen
};

/// Which entries a list shows. Empty fields do not restrict.
struct ListQuestion {
  std::string agency;  ///< code; empty: the whole city
  std::string column;  ///< code; its children are included
  std::string year, theme, genre, validity;
  std::string after;   ///< a cursor from ListPage::next
  std::string before;  ///< a cursor from ListPage::previous
  int limit = 20;
  bool with_choices = true;  ///< false leaves years, themes, genres and validities empty, for whoever reads on and on
};

struct ListPage {
  std::vector<PublicEntry> entries;  ///< newest first
  std::int64_t total = 0;
  std::string next, previous;  ///< cursors; empty at the ends
  std::vector<FilterChoice> years, themes, genres, validities;
};

struct PublicAttachment {
  std::string name, media_type;
  std::uint64_t size = 0;
  std::string address;  ///< path on this site, e.g. "/i/1042/files/1"
};

struct PublicRelation {
  std::string
      kind;  ///< interprets, interpreted_by, repeals, repealed_by, amends, amended_by, replaces, replaced_by, see_also
  PublicEntry entry;
};

struct PublicEditionNote {
  int number = 0;
  Instant at{};
  std::string reason;  ///< why it was corrected; empty for the first
};

struct PublicItem {
  PublicEntry entry;
  std::vector<std::string> issuing_agencies;
  std::string category, audience, keywords, source, author, disclosure_name;
  std::string legal_item_name;
  std::optional<CivilDay> effective_on, expires_on, repealed_on;
  std::string validity_reason;
  Instant published_at{};
  std::optional<Instant> changed_at;
  std::string body;  ///< HTML that was sanitised when it was stored
  std::string text;  ///< its plain text
  std::vector<PublicAttachment> attachments;
  std::vector<PublicRelation> relations;  ///< interpretations first
  std::vector<PublicEditionNote> editions;
  std::optional<PublicEntry> newer, older;  ///< next and previous in the column
  PublicAgency agency;
  std::vector<PublicColumn> column_path;  ///< from the top to its column, without children
};

/// What stands where something was: never a bare 404.
struct PublicTombstone {
  std::int64_t item = 0;
  std::string title;  ///< empty when even that may not be shown
  std::string index_no;
  AgencyLink agency;
  std::string reason;
  Instant withdrawn_at{};
};

/// The site as a whole: what header, footer and meta tags need.
struct PublicSite {
  std::string name;     ///< 清河市人民政府
  std::string domain;   ///< www.example.gov.cn, for the meta tag SiteDomain
  std::string address;  ///< "https://www.example.gov.cn/zfxxgk", without a slash at the end; for feeds and sitemaps
  std::string site_id_code, icp_number, police_number;
  std::string sponsor;        ///< 主办单位
  std::string operator_name;  ///< 承办单位
  std::string phone;
  std::string header_fragment, footer_fragment;  ///< the city's own HTML, trusted: from the operator's configuration
  bool is_demo = false;
};

}  // namespace gongkai::publicview
