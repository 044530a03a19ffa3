// Words by which the parts of an annual report outside its tables are found. Data: law/words/report.yaml.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "law/source.h"

namespace gongkai::law {

/// All words are kept folded (see folded() in base/text.h) except where a comment says otherwise.
struct ReportWords {
  std::vector<std::string> title_subjects, title_kinds, title_leads, title_shorter;
  std::string title_standard;
  std::vector<std::string> agency_endings, government_endings;
  std::vector<std::string> index_no, publisher, published_on, created_on, validity, validities;
  std::vector<std::string> meta_published_on, meta_publisher;
  std::vector<std::string> period_to;
  std::vector<std::string> citation_leads, code_endings;
  std::string number_sign, number_prefix;

  /// Fails with `law.bad_file`.
  static Result<ReportWords> load(const LawSource& source);
};

}  // namespace gongkai::law
