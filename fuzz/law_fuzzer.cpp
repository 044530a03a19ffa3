// A folder given with --law may come from anybody. The first line of the input names a file of law/, the rest is its text:
// it is parsed, given to its loader, and where the loader takes it, a report is read and checked with it.
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/text.h"
#include "law/calendar.h"
#include "law/yaml_reader.h"
#include "whole_path.h"

namespace {

using namespace gongkai;

/// Two small reports, one a page and one a text, that every law is tried on.
const std::vector<document::Document>& sample_reports() {
  static const std::vector<document::Document> reports = [] {
    static constexpr std::string_view kPage =
        "<html><title>云溪县科技局2023年政府信息公开工作年度报告</title><h1>云溪县科技局2023年政府信息公开工作年度报告</h1><p>根据国办公开办函〔2021〕30号编写，"
        "统计期限为2023年1月1日至2023年12月31日。</p><h2>一、总体情况</h2><p>全年收到申请3件，上年结转1件，办结4件。</p><h2>四、政府信息公开行政复议、行政诉讼情况</h2>"
        "<table><tr><td colspan=5>行政复议<td colspan=10>行政诉讼<tr><td rowspan=2>结果维持<td rowspan=2>结果纠正<td rowspan=2>其他结果<td rowspan=2>尚未审结<td rowspan=2>总计"
        "<td colspan=5>未经复议直接起诉<td colspan=5>复议后起诉<tr><td>结果维持<td>结果纠正<td>其他结果<td>尚未审结<td>总计<td>结果维持<td>结果纠正<td>其他结果<td>尚未审结<td>总计"
        "<tr><td>1<td>0<td>0<td>0<td>2<td>0<td>0<td>0<td>0<td>0<td>0<td>0<td>0<td>0<td>0</table></html>";
    static constexpr std::string_view kText =
        "青禾市财政局2016年政府信息公开工作年度报告\n一、概述\n二、主动公开情况\n附件：政府信息公开情况统计表（2016年度）\n统计指标\t单位\t统计数\n"
        "（一）主动公开政府信息数\t条\t12\n其中：主动公开规范性文件数\t条\t3\n制发规范性文件总数\t件\t3\n";
    std::vector<document::Document> made;
    for (std::string_view bytes : {kPage, kText}) {
      auto document = document::read(bytes, "sample", fuzz::small_limits());
      fuzz::require(static_cast<bool>(document), "a sample report can be read");
      made.push_back(std::move(*document));
    }
    return made;
  }();
  return reports;
}

/// The embedded law, of which the input replaces one part.
struct Law {
  law::LawSource source = law::LawSource::embedded();
  report::ReadingLaw reading = std::move(*report::ReadingLaw::load(source));
  law::RulePack rules = std::move(*law::RulePack::load(source, reading.formats, reading.instruments));
  law::NarrativeWords narrative = std::move(*law::NarrativeWords::load(source));
};

void read_reports_with(const report::ReadingLaw& reading, const law::RulePack& rules, const law::NarrativeWords& narrative) {
  const report::Recogniser recogniser(reading);
  const report::Checker checker(rules, narrative, reading);
  for (const document::Document& document : sample_reports()) fuzz::recognise_and_check(document, "sample", recogniser, checker);
}

/// The loaded part, or nothing after a look at the error.
template <class T>
std::optional<T> loaded(Result<T> result) {
  if (result) return std::move(*result);
  fuzz::look_at(result.error());
  return std::nullopt;
}

void look_at_calendar(const law::Calendar& calendar) {
  for (int step : {-40, -1, 0, 1, 40}) {
    for (CivilDay from : {calendar.first_day(), calendar.last_day()}) {
      const auto count = calendar.add_working_days(from, law::WorkDays{step});
      const auto short_count = calendar.nth_working_day(from, law::WorkDays{step});
      fuzz::require(count.date == short_count, "the two ways of counting agree");
    }
  }
  fuzz::require(calendar.working_days_between(calendar.first_day(), calendar.last_day()) ? calendar.first_day() <= calendar.last_day() : true, "days in order");
}

/// Whatever the keys are called: every getter on every value.
void visit(const law::YamlValue& value, int depth) {
  fuzz::require(depth < 64, "YAML is no deeper than it may be");
  if (value.is_map()) {
    for (const law::YamlValue::Entry& entry : value.entries()) visit(entry.value, depth + 1);
    (void)value.at("id").optional_text("zh");
    return;
  }
  if (value.is_list()) {
    for (const law::YamlValue& entry : value.list()) visit(entry, depth + 1);
    return;
  }
  if (!value.is_scalar()) return;
  (void)value.integer();
  (void)value.decimal();
  (void)value.boolean();
  (void)value.day();
  const std::string text = value.text();
  for (law::Each each : {law::Each::Whole, law::Each::Column, law::Each::Row, law::Each::Cell}) {
    const auto equation = law::parse_equation(text, each);
    fuzz::require(!equation || (!equation->left.empty() && !equation->right.empty()), "an equation has two sides");
  }
}

void load_and_use(std::string_view name, std::string_view text, const Law& known) {
  std::map<std::string, std::string, std::less<>> texts{{std::string(name), std::string(text)}};
  if (name != "holidays.yaml" && name.starts_with("calendar/")) texts["holidays.yaml"] = known.source.text("holidays.yaml");
  if (name == "holidays.yaml") texts["calendar/2024.yaml"] = known.source.text("calendar/2024.yaml");
  if (name.starts_with("articles/")) texts["instruments.yaml"] = known.source.text("instruments.yaml");
  const law::LawSource source = law::LawSource::from_texts(std::move(texts));
  if (name.starts_with("formats/")) {
    // A format with wrong years is found out only beside others, so it is tried alone.
    if (auto formats = loaded(law::ReportFormats::load(source))) {
      report::ReadingLaw reading = known.reading;
      reading.formats = std::move(*formats);
      if (auto rules = loaded(law::RulePack::load(known.source, reading.formats, reading.instruments))) read_reports_with(reading, *rules, known.narrative);
    }
  } else if (name.starts_with("rules/")) {
    if (auto rules = loaded(law::RulePack::load(source, known.reading.formats, known.reading.instruments))) read_reports_with(known.reading, *rules, known.narrative);
  } else if (name.starts_with("calendar/") || name == "holidays.yaml") {
    if (auto calendar = loaded(law::Calendar::load(source))) look_at_calendar(*calendar);
  } else if (name == "instruments.yaml" || name.starts_with("articles/")) {
    if (auto instruments = loaded(law::Instruments::load(source))) {
      for (const law::Instrument& instrument : instruments->all()) fuzz::require(instruments->find(instrument.id) == &instrument, "an instrument is found by its id");
      (void)instruments->find_by_number(text.substr(0, 200));
      (void)instruments->find_article("ogi_regulations_2019", text.substr(0, 200));
    }
  } else if (name == "identifiers.yaml") {
    if (auto identifiers = loaded(law::Identifiers::load(source))) {
      report::ReadingLaw reading = known.reading;
      reading.identifiers = std::move(*identifiers);
      read_reports_with(reading, known.rules, known.narrative);
    }
  } else if (name == "words/narrative.yaml") {
    if (auto narrative = loaded(law::NarrativeWords::load(source))) read_reports_with(known.reading, known.rules, *narrative);
  } else if (name == "words/report.yaml") {
    if (auto words = loaded(law::ReportWords::load(source))) {
      report::ReadingLaw reading = known.reading;
      reading.words = std::move(*words);
      read_reports_with(reading, known.rules, known.narrative);
    }
  } else if (name == "words/tampering.yaml") {
    if (auto words = loaded(scan::TamperingWords::load(source))) {
      report::ReadingLaw reading = known.reading;
      reading.tampering = std::move(*words);
      read_reports_with(reading, known.rules, known.narrative);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Law known;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(text.find('\n'), text.size());
  const std::string_view name = text.substr(0, line);
  text.remove_prefix(std::min(line + 1, text.size()));
  auto file = law::YamlFile::parse("fuzz.yaml", text);
  if (!file) {
    fuzz::look_at(file.error());
  } else {
    visit(file->root(), 0);
    if (const auto failure = file->finish()) fuzz::look_at(*failure);
  }
  if (is_valid_utf8(name)) load_and_use(name, text, known);
  return 0;
}
