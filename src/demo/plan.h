// What the demo city publishes, when, and what follows from it; without the texts.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "demo/city.h"
#include "demo/material.h"
#include "demo/speaker.h"
#include "law/calendar.h"

namespace gongkai::demo {

/// What the first edition of an item gets wrong, to be corrected later.
enum class Fault { None, Phone, Title, Attachment };

struct PlannedItem {
  std::size_t agency = 0, pattern = 0;
  std::string seed;  ///< of its dice
  CivilDay created;
  Instant published;
  std::string title, subject, document_no;
  std::optional<DemoNumber> about;  ///< the policy that it explains or ends
  int report_year = 0;              ///< of an annual report; 0: no report
  Fault fault = Fault::None;
};

struct Plan {
  std::vector<PlannedItem> items;  ///< in the order of publication
  std::vector<DemoAct> acts;
  /// A row of an agency's annual figures, counted over the items. 0 for years before the plan.
  struct Count {
    int site_items = 0, explained = 0, made = 0, repealed = 0, rules_made = 0;
  };
  std::map<std::pair<std::size_t, int>, Count> counts;  ///< by agency and year
};

/// The speaker of an item with all that is fixed before its body: names, days, people, subject. Its title is said first
/// of all.
Speaker speaker_of(const Material& material, const std::vector<DemoAgency>& agencies,
                   const std::vector<PlannedItem>& items, const PlannedItem& item);
/// Days on which a document comes into force and ends.
CivilDay effective_day(const PlannedItem& item);
CivilDay expiry_day(const PlannedItem& item);

class Planner {
 public:
  Planner(const Material& material, const std::vector<DemoAgency>& agencies, const law::Calendar& calendar,
          CivilDay today)
      : material_(material), agencies_(agencies), calendar_(calendar), today_(today) {}
  Plan plan() &&;

 private:
  void plan_agency(std::size_t agency);
  void plan_pattern(std::size_t agency, std::size_t pattern, int year);
  void plan_reports(std::size_t agency);
  void plan_issue_items();
  void plan_explanations();
  void plan_ends_of_documents();
  /// Its index, or nothing when the day does not fit.
  std::optional<std::size_t> add(std::size_t agency, std::size_t pattern, CivilDay day, const std::string& mark,
                                 std::optional<DemoNumber> about = {}, int created_before = 0);
  void give_title(PlannedItem& item);
  void sort_by_publication();
  void number_documents();
  void count();
  void plan_acts();
  void plan_acts_of_agencies();
  CivilDay working_day_near(CivilDay day) const;
  bool fits(const Pattern& pattern, std::size_t agency) const;

  const Material& material_;
  const std::vector<DemoAgency>& agencies_;
  const law::Calendar& calendar_;
  CivilDay today_;
  Plan plan_;
  std::map<std::size_t, std::map<std::string, int>> titles_;
};

}  // namespace gongkai::demo
