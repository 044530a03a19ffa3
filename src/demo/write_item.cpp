// From a pattern and a speaker to an item.
#include "demo/write_item.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "demo/attachments.h"
#include "demo/sheet.h"

namespace gongkai::demo {
namespace {

/// 1 to 99 as a Han numeral.
std::string han(int number) {
  static constexpr std::array<std::string_view, 10> kDigits = {"",   "一", "二", "三", "四",
                                                               "五", "六", "七", "八", "九"};
  std::string text;
  if (number >= 20) text += kDigits[static_cast<std::size_t>(number / 10)];
  if (number >= 10) text += "十";
  text += kDigits[static_cast<std::size_t>(number % 10)];
  return text;
}

/// One body: html, and what its attachments are made of.
class Body {
 public:
  Body(Speaker& speaker, const DemoAgency& agency, const PlannedItem& item, const Pattern& pattern)
      : speaker_(speaker), agency_(agency), item_(item), pattern_(pattern) {}

  void write() {
    for (std::size_t at = 0; at < pattern_.block.lines.size(); ++at) {
      const auto& [key, text] = pattern_.block.lines[at];
      if (key == "p")
        paragraph(one_of(text));
      else if (key == "p?" && speaker_.dice().chance(60))
        paragraph(one_of(text));
      else if (key == "h")
        html_ += "<h2>" + escaped(speaker_.say(text)) + "</h2>\n";
      else if (key == "article")
        article(one_of(text));
      else if (key == "measures")
        measures(text);
      else if (key == "table")
        table(spoken_sheet(speaker_, text, pattern_.block.lines[at + 1].second));
      else if (key == "sheet")
        table(sheet_called(text));
      else if (key == "sign")
        sign();
      else if (key == "attach" || (key == "attach?" && speaker_.dice().chance(50)))
        attach(speaker_.say(text));
      else if (key == "svg")
        wants_picture_ = true;
    }
    if (wants_picture_)
      attachments_.push_back({item_.title + ".svg", "image/svg+xml",
                              picture_of_points(item_.title, points_, agency_.name_on(item_.created))});
  }

  std::string take_html() { return std::move(html_); }
  std::vector<DemoAttachment> take_attachments() { return std::move(attachments_); }

 private:
  std::string one_of(std::string_view text) { return speaker_.say_one_of(split_outside_braces(text, '|')); }
  void paragraph(const std::string& text) {
    html_ += "<p>" + escaped(text) + "</p>\n";
    plain_ += text + "\n";
  }
  void article(const std::string& text) { paragraph("第" + han(++articles_) + "条　" + text); }

  void measures(std::string_view text) {
    int least = 0, most = 0;
    const std::size_t hyphen = text.find('-');
    std::from_chars(text.data(), text.data() + hyphen, least);
    std::from_chars(text.data() + hyphen + 1, text.data() + text.size(), most);
    const auto available = static_cast<int>(speaker_.field().choices("measure")->size());
    const int count = std::min(static_cast<int>(speaker_.dice().between(least, most)), available);
    for (int n = 1; n <= count; ++n) {
      const std::string measure = speaker_.other_word("measure");
      points_.push_back(measure);
      if (text.ends_with("article"))
        article(measure);
      else
        paragraph(fmt::format("（{}）{}", han(n), measure));
    }
  }

  Sheet sheet_called(std::string_view name) {
    if (name == "budget") return budget_sheet(speaker_, false);
    if (name == "accounts") return budget_sheet(speaker_, true);
    if (name == "three") return three_expenses_sheet(speaker_, pattern_.name() == "accounts");
    return indicator_sheet(speaker_);
  }

  void table(Sheet sheet) {
    append_html(html_, sheet);
    if (sheet.rows.size() >= largest_.rows.size()) largest_ = std::move(sheet);
  }

  void sign() {
    html_ += "<p style=\"text-align:right\">" + escaped(agency_.name_on(item_.created)) + "</p>\n";
    html_ += "<p style=\"text-align:right\">" + item_.created.chinese() + "</p>\n";
  }

  void attach(std::string_view what) {
    const std::size_t blank = what.find(' ');
    const std::string_view kind = what.substr(0, blank);
    const std::string name(what.substr(blank + 1));
    if (kind == "csv") attachments_.push_back({name + ".csv", "text/csv; charset=utf-8", csv_of(largest_)});
    if (kind == "txt")
      attachments_.push_back({name + ".txt", "text/plain; charset=utf-8", item_.title + "\n\n" + plain_});
    if (kind == "docx")
      attachments_.push_back({name + ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                              word_form(name, {"（" + item_.title + "）"},
                                        {"单位名称", "联系人", "职务", "联系电话", "电子邮箱",
                                         speaker_.word("subject") + "情况", "备注"})});
  }

  Speaker& speaker_;
  const DemoAgency& agency_;
  const PlannedItem& item_;
  const Pattern& pattern_;
  std::string html_, plain_;
  Sheet largest_;
  std::vector<std::string> points_;
  std::vector<DemoAttachment> attachments_;
  int articles_ = 0;
  bool wants_picture_ = false;
};

/// Last two digits exchanged or moved on.
void misprint(std::string& html, const std::string& phone) {
  std::string wrong = phone;
  wrong.back() = wrong.back() == '9' ? '0' : static_cast<char>(wrong.back() + 1);
  for (std::size_t at = html.find(phone); at != std::string::npos; at = html.find(phone, at + phone.size()))
    html.replace(at, phone.size(), wrong);
}

void put_fault(DemoItem& item, Fault fault, const DemoAgency& agency) {
  if (fault == Fault::Phone) misprint(item.html, agency.phone);
  if (fault == Fault::Title) item.title = "关于" + item.title;
  if (fault == Fault::Attachment) item.attachments.clear();
}

/// Now and then two or three agencies issue a document together; the first leads. 条例 第十条
void add_co_issuers(DemoItem& item, const std::vector<DemoAgency>& agencies, const PlannedItem& planned) {
  Dice dice(planned.seed + "/joint");
  if (agencies[planned.agency].kind != "department" || !dice.chance(12)) return;
  const auto wanted = static_cast<std::size_t>(dice.between(2, 3));
  while (item.issuing_agencies.size() < wanted) {
    const DemoAgency& other = agencies[dice.pick(agencies.size())];
    const std::string& name = other.name_on(planned.created);
    const bool is_listed =
        std::find(item.issuing_agencies.begin(), item.issuing_agencies.end(), name) != item.issuing_agencies.end();
    if (other.kind == "department" && other.exists_on(planned.created) && !is_listed)
      item.issuing_agencies.push_back(name);
  }
}

void set_links(DemoItem& item, const PlannedItem& planned, const Pattern& pattern, Speaker& speaker) {
  if (!planned.about) return;
  if (pattern.name() == "explain" || pattern.name() == "picture") item.interprets = planned.about;
  if (pattern.name() == "repeal") item.repeals = planned.about;
  if (pattern.name() == "amend") item.amends = planned.about;
  if (pattern.name() == "revise") item.repeals = item.replaces = planned.about;
  if (item.repeals)
    item.repeal_reason = pattern.name() == "revise" ? "已由修订后的文件替代" : speaker.word("repealreason");
}

}  // namespace

DemoItem write_item(const Material& material, const std::vector<DemoAgency>& agencies, const Plan& plan,
                    const PlannedItem& planned, bool with_fault) {
  const Pattern& pattern = material.patterns()[planned.pattern];
  const DemoAgency& agency = agencies[planned.agency];
  Speaker speaker = speaker_of(material, agencies, plan.items, planned);
  DemoItem item;
  item.agency = planned.agency;
  item.column = pattern.column();
  item.title = planned.title;
  item.created_on = planned.created, item.published_at = planned.published;
  item.document_no = planned.document_no;
  item.issuing_agencies.push_back(agency.name_on(planned.created));
  item.summary = speaker.say_one_of(*pattern.block.choices("summary"));
  item.is_normative = pattern.is_normative;
  if (pattern.is_normative || pattern.name() == "rule") item.effective_on = effective_day(planned);
  if (pattern.is_normative) item.expires_on = expiry_day(planned);
  if (!pattern.series.empty()) add_co_issuers(item, agencies, planned);
  if (speaker.field().choices("theme")) item.theme = speaker.word("theme");
  if (const auto* genres = pattern.block.choices("genre")) item.genre = speaker.say_one_of(*genres);
  item.audience = speaker.word("audience");
  item.keywords = speaker.word("subject") + "；" + speaker.word("object");
  if (const auto* sources = pattern.block.choices("source")) item.source = speaker.say_one_of(*sources);
  if (const auto* authors = pattern.block.choices("author")) item.author = speaker.say_one_of(*authors);
  set_links(item, planned, pattern, speaker);
  Body body(speaker, agency, planned, pattern);
  body.write();
  item.html = body.take_html();
  item.attachments = body.take_attachments();
  if (with_fault) put_fault(item, planned.fault, agency);
  return item;
}

}  // namespace gongkai::demo
