// Puts the city together.
#include "demo/city.h"

#include "demo/agencies.h"
#include "demo/annual_report.h"
#include "demo/material.h"
#include "demo/plan.h"
#include "demo/write_item.h"
#include "law/calendar.h"
#include "law/identifiers.h"
#include "law/report_format.h"

namespace gongkai::demo {

struct DemoCity::Parts {
  Material material;
  law::ReportFormats formats;
  std::vector<DemoAgency> agencies;
  Plan plan;

  DemoItem write(DemoNumber number, bool with_fault) const {
    const PlannedItem& item = plan.items[number];
    if (item.report_year != 0) return write_annual_report(material, agencies, plan, item, formats);
    return write_item(material, agencies, plan, item, with_fault);
  }
};

DemoCity::DemoCity(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
DemoCity::DemoCity(DemoCity&&) noexcept = default;
DemoCity& DemoCity::operator=(DemoCity&&) noexcept = default;
DemoCity::~DemoCity() = default;

Result<DemoCity> DemoCity::build(const law::LawSource& law, CivilDay today) {
  auto material = Material::load();
  if (!material) return material.error();
  auto calendar = law::Calendar::load(law);
  if (!calendar) return calendar.error();
  auto identifiers = law::Identifiers::load(law);
  if (!identifiers) return identifiers.error();
  auto formats = law::ReportFormats::load(law);
  if (!formats) return formats.error();
  if (!calendar->is_working_day(today))
    return law::calendar_unknown(calendar->add_working_days(today, law::WorkDays{1}));
  std::vector<DemoAgency> agencies = make_agencies(*material, *identifiers);
  Plan plan = Planner(*material, agencies, *calendar, today).plan();
  return DemoCity(
      std::make_unique<Parts>(Parts{std::move(*material), std::move(*formats), std::move(agencies), std::move(plan)}));
}

const std::vector<DemoAgency>& DemoCity::agencies() const { return parts_->agencies; }
const std::vector<DemoAct>& DemoCity::acts() const { return parts_->plan.acts; }
std::size_t DemoCity::item_count() const { return parts_->plan.items.size(); }
DemoItem DemoCity::item(DemoNumber number) const { return parts_->write(number, true); }
DemoItem DemoCity::corrected(DemoNumber number) const { return parts_->write(number, false); }

}  // namespace gongkai::demo
