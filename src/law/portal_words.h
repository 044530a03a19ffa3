// Sentences of the portal that state the law, with what they rest on. Data: law/words/portal.yaml.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "law/source.h"

namespace gongkai::law {

/// A sentence in our own words, and the article as pages cite it.
struct Passage {
  std::string text;
  std::string citation;
};
using Passages = std::vector<Passage>;

struct PortalWords {
  /// 政府信息公开指南. 条例 第十二条第二款
  struct Guide {
    Passages purpose, classification, arrangement, proactive, on_request, supervision;
    Passages request_parts;  ///< what a request contains
    Passages must_contain;   ///< shown while the guide is not complete
  } guide;
  Passages empty_column;  ///< until when something will stand there
  Passages reports_due;   ///< until when annual reports are published

  /// Fails with `law.bad_file`.
  static Result<PortalWords> load(const LawSource& source);
};

}  // namespace gongkai::law
