// The demo city: an invented city with 60 agencies and three years of publications, the same for the same day. Pure
// data; build.h puts it into a store. 青禾市 and all its districts, agencies, people and companies do not exist
// (demo/README.md).
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_day.h"
#include "base/instant.h"
#include "base/result.h"
#include "law/source.h"

namespace gongkai::demo {

/// Raised when the city changes: a folder with another version is not taken for this one.
inline constexpr int kDemoVersion = 1;

struct DemoLeader {
  std::string name, post, duties;
};
struct DemoUnit {
  std::string name, duties, phone;
};

/// An agency as it is founded; names of kinds as agency/model.h writes them.
struct DemoAgency {
  std::string code, kind, name, short_name;
  std::string sign;      ///< 机关代字, begins its document numbers
  std::string parent;    ///< code of the government it belongs to; empty for the city's own
  std::string org_code;  ///< for index numbers: GB 11714, of governments and townships GB 32100
  std::string uscc;      ///< GB 32100
  std::string division;
  std::string duties;
  std::string office_name, office_head, address, postcode, office_hours, phone, fax, email, website;
  std::vector<DemoLeader> leaders;
  std::vector<DemoUnit> units;
  std::string site_id_code, icp_number, police_number;
  std::optional<CivilDay> founded_on, abolished_on;  ///< when within the three years
  std::vector<std::string> successors;               ///< codes
  /// Its new name from that day on.
  struct Renaming {
    CivilDay on;
    std::string name, short_name;
  };
  std::optional<Renaming> renaming;

  const std::string& name_on(CivilDay day) const { return renaming && day >= renaming->on ? renaming->name : name; }
  const std::string& short_name_on(CivilDay day) const {
    return renaming && day >= renaming->on ? renaming->short_name : short_name;
  }
  bool exists_on(CivilDay day) const {
    return (!founded_on || *founded_on <= day) && (!abolished_on || day < *abolished_on);
  }
};

struct DemoAttachment {
  std::string name, media_type, bytes;
};

/// Names an item of the city: its place in the order of publication, from 0.
using DemoNumber = std::size_t;

/// One edition of an item.
struct DemoItem {
  std::size_t agency = 0;  ///< place in DemoCity::agencies()
  std::string column;      ///< code of law/columns.yaml
  std::string title, summary;
  CivilDay created_on{};
  Instant published_at{};
  std::vector<std::string> issuing_agencies;  ///< in full, the lead agency first
  std::string document_no;
  std::optional<CivilDay> effective_on, expires_on;
  std::string theme, genre, audience, keywords, source, author;
  std::string html;
  std::vector<DemoAttachment> attachments;
  bool is_in_force = false;                                         ///< 有效, beyond what its column says
  bool is_normative = false;                                        ///< 行政规范性文件
  std::optional<DemoNumber> interprets, repeals, amends, replaces;  ///< published before this one
  std::string repeal_reason;
};

enum class DemoActKind {
  Found,     ///< an agency begins
  Rename,    ///< takes its new name
  Abolish,   ///< ends; others take over
  Publish,   ///< item(number)
  Correct,   ///< corrected(number) with a reason
  Withdraw,  ///< with a reason
};

struct DemoAct {
  Instant at;
  DemoActKind kind = DemoActKind::Publish;
  std::size_t agency = 0;
  DemoNumber item = 0;
  std::string reason;
};

/// Cheap to move. Threads: reading is free of writes, so several may.
class DemoCity {
 public:
  /// Plans the city up to `today`, without writing the items' texts. Fails with `law.bad_file`, `law.calendar_unknown`
  /// when today lies outside the calendar, `demo.bad_words`. About 0.1 s.
  static Result<DemoCity> build(const law::LawSource& law, CivilDay today);
  DemoCity(DemoCity&&) noexcept;
  DemoCity& operator=(DemoCity&&) noexcept;
  ~DemoCity();

  /// In the order of the directory; governments before what belongs to them.
  const std::vector<DemoAgency>& agencies() const;
  /// Everything that happens, in the order of time. Agencies without founded_on are there from the beginning.
  const std::vector<DemoAct>& acts() const;
  std::size_t item_count() const;
  /// The first edition, written anew at each call: about 0.1 ms. `number` is below item_count().
  DemoItem item(DemoNumber number) const;
  /// The second edition, of an item that a Correct act names.
  DemoItem corrected(DemoNumber number) const;

 private:
  struct Parts;
  explicit DemoCity(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace gongkai::demo
