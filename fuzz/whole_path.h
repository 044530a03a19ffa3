// What the fuzzers of documents share: the whole way bytes → Document → Report → findings → JSON and text, with small
// limits, and what must hold on it for any bytes whatever.
#pragma once
#include <chrono>
#include <string>
#include <string_view>

#include "document/read.h"
#include "law/narrative_words.h"
#include "law/rules.h"
#include "report/check.h"
#include "report/recognise.h"

namespace gongkai::fuzz {

/// Aborts, with the sentence on standard error, when `holds` is false.
void require(bool holds, const char* sentence);

/// Sizes that a fuzzer reaches; time is bounded by the fuzzer's own -timeout.
document::Limits small_limits();

/// An error has a code and says what is wrong in both languages, in valid UTF-8.
void look_at(const Error& error);
/// Slices lie inside the text, cells cover what they say, the text is valid UTF-8.
void look_at(const document::Document& document);

/// The embedded law and the machines made of it; loaded once.
class WholePath {
 public:
  static const WholePath& get();

  /// Recognises, checks and writes. Requires: JSON that parses, valid UTF-8, every number of a cell printed in the
  /// document, every rule either judged or listed as unchecked by a rule that exists.
  void run(const document::Document& document, std::string_view name) const;
  void run(const Result<document::Document>& document, std::string_view name) const;

  const report::ReadingLaw& law() const { return law_; }

 private:
  WholePath();
  law::LawSource source_ = law::LawSource::embedded();
  report::ReadingLaw law_;
  law::RulePack rules_;
  law::NarrativeWords narrative_;
  report::Recogniser recogniser_;
  report::Checker checker_;
};

/// As WholePath::run, with other machines.
void recognise_and_check(const document::Document& document, std::string_view name, const report::Recogniser& recogniser,
                         const report::Checker& checker);

}  // namespace gongkai::fuzz
