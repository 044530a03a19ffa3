// Writes an item of the plan out: its text as HTML, its metadata and its attachments.
#pragma once
#include "demo/city.h"
#include "demo/plan.h"

namespace gongkai::demo {

/// Everything but relations of other items; `with_fault`: as it was first published.
DemoItem write_item(const Material& material, const std::vector<DemoAgency>& agencies, const Plan& plan,
                    const PlannedItem& item, bool with_fault);

}  // namespace gongkai::demo
