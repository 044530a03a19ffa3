// A Document becomes a Report: which statutory tables stand in it, what every cell says and where, and what the text
// around them says about agency, year, dates and citations.
#pragma once
#include "base/result.h"
#include "document/document.h"
#include "law/identifiers.h"
#include "law/instruments.h"
#include "law/report_format.h"
#include "law/report_words.h"
#include "report/lines.h"
#include "report/model.h"
#include "report/vocabulary.h"
#include "scan/tampering.h"

namespace gongkai::report {

/// The law that reading a report needs. Outlives every Recogniser and Report made with it.
struct ReadingLaw {
  law::ReportFormats formats;
  law::ReportWords words;
  law::Instruments instruments;
  law::Identifiers identifiers;
  scan::TamperingWords tampering;

  static Result<ReadingLaw> load(const law::LawSource& source);
};

/// A printed label that is an official one with characters lost (本年发件 for 本年制发件数).
struct DamagedLabel {
  int table = 0;
  std::string row, column;
  std::string printed, official;
  document::Place place;
};

/// A report with the text it was found in; views of the lines point into `document`.
struct Recognised {
  Report report;
  std::vector<Line> lines;  ///< outside the statutory tables
  std::vector<DamagedLabel> damaged_labels;
};

/// Built once; then read-only and thread-safe.
class Recogniser {
 public:
  explicit Recogniser(const ReadingLaw& law) : law_(law), vocabulary_(law.formats) {}

  /// Fails with `report.not_a_report` when neither a statutory table nor a title of an annual report is found.
  /// Linear in the document. The document must outlive the result.
  Result<Recognised> recognise(const document::Document& document, std::string_view name) const;

  const ReadingLaw& law() const { return law_; }

 private:
  const ReadingLaw& law_;
  Vocabulary vocabulary_;
};

}  // namespace gongkai::report
