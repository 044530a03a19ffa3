// The published JSON form of a report (docs/report-schema.md).
#pragma once
#include "base/json_writer.h"
#include "base/wording.h"
#include "report/finding.h"
#include "report/model.h"

namespace gongkai::report {

struct JsonOptions {
  std::string file;         ///< the member "file"; left out when empty
  bool provenance = false;  ///< with the place of every value
  Language language = Language::Chinese;
};

/// Writes one object. Same input, same bytes.
void write_json(JsonWriter& json, const Report& report, const CheckResult& checked, const JsonOptions& options);

}  // namespace gongkai::report
