// Annual reports of the demo's agencies in the statutory format; the figures satisfy every rule that ties them
// together. 条例 第四十九条、第五十条
#pragma once
#include "demo/city.h"
#include "demo/plan.h"
#include "law/report_format.h"

namespace gongkai::demo {

/// The report that `planned` announces. Labels and their order come from `formats`.
DemoItem write_annual_report(const Material& material, const std::vector<DemoAgency>& agencies, const Plan& plan,
                             const PlannedItem& planned, const law::ReportFormats& formats);

}  // namespace gongkai::demo
