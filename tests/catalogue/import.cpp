// Documents taken over in bulk.
#include "catalogue/import_items.h"

#include <fstream>
#include <sstream>

#include "catalogue_under_test.h"

namespace gongkai::catalogue::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class ItemImport : public CatalogueTest {
 protected:
  ImportSummary run(const std::string& lines, ImportOptions options = {}) {
    refused_.clear();
    std::istringstream in(lines);
    auto summary =
        import_items(in, under_test_.store(), catalogue_law(), actor_, options, [&](const RefusedLine& line) {
          refused_.push_back(std::to_string(line.line) + " " + line.id + " " + line.error.code);
        });
    EXPECT_TRUE(summary.ok()) << (summary.ok() ? "" : summary.error().message.zh);
    return summary.ok() ? *summary : ImportSummary{};
  }
  std::vector<std::string> refused_;
};
GONGKAI_ON_BOTH_DIALECTS(ItemImport);

constexpr const char* kTwo =
    R"({"id":"a1","agency":"kejiju","title":"关于申报的通知","text":"一\n二","date":"2022-02-22","document_no":"清科发[2022]3号","source_url":"http://old.example/1.html"})"
    "\n\n"
    R"({"id":7,"agency":"清河市科学技术局","column":"bmdt","title":"工作会议召开","html":"<p>会议<b>召开</b></p>","date":"2022-02-23 09:15"})"
    "\n";

TEST_P(ItemImport, TakesOverLinesWithTheirDates) {
  const ImportSummary summary = run(kTwo);
  EXPECT_EQ(summary.lines, 2);
  EXPECT_EQ(summary.imported, 2);
  EXPECT_THAT(refused_, ElementsAre());
  const List all = list({.agency = bureau_});
  ASSERT_EQ(all.total, 2);
  EXPECT_EQ(all.entries[0].title, "工作会议召开");
  EXPECT_EQ(all.entries[0].published_at.to_the_minute(), "2022-02-23 09:15");
  EXPECT_EQ(all.entries[0].column, "bmdt");
  EXPECT_EQ(all.entries[1].column, "zcwj");
  EXPECT_EQ(all.entries[1].document_no, "清科发〔2022〕3号");
  EXPECT_EQ(all.entries[1].index_no, "014178678/2022-00001");
  EXPECT_EQ(all.entries[1].created_on, day("2022-02-22"));
  EXPECT_EQ(
      read([](store::Connection& connection) { return item_of_old_address(connection, "http://old.example/1.html"); }),
      all.entries[1].id);
  expect_replay_agrees();
}

TEST_P(ItemImport, TakesNothingOverTwice) {
  run(kTwo);
  const std::int64_t events = read([](store::Connection& connection) { return store::last_sequence(connection); });
  const ImportSummary again = run(std::string(kTwo) + kTwo);
  EXPECT_EQ(again.imported, 0);
  EXPECT_EQ(again.present, 4);
  EXPECT_EQ(again.refused, 0);
  EXPECT_EQ(read([](store::Connection& connection) { return store::last_sequence(connection); }), events);
}

TEST_P(ItemImport, RefusesBadLinesOneByOneAndKeepsTheOthers) {
  const ImportSummary summary = run(
      "{\"id\":\"b1\"\n"
      R"({"id":"b2","agency":"kejiju","text":"x","date":"2022-02-22"})"
      "\n"
      R"({"id":"b3","agency":"kejiju","title":"好的","text":"x","date":"2022-02-22"})"
      "\n"
      R"({"id":"b4","agency":"kejiju","title":"t","text":"x","date":"2022-02-30"})"
      "\n"
      R"({"id":"b5","agency":"nobody","title":"t","text":"x","date":"2022-02-22"})"
      "\n"
      R"({"id":"b6","agency":"kejiju","title":"t","text":"x","date":"2999-01-01"})"
      "\n"
      R"({"id":"b7","agency":"kejiju","title":"t","text":"x","date":"2022-02-22","column":"nowhere"})"
      "\n"
      R"({"id":"b8","agency":"kejiju","title":"t","text":"x","date":"1970-01-01"})"
      "\n"
      R"({"id":"b9","agency":"kejiju","title":5,"text":"x","date":"2022-02-22"})"
      "\n"
      R"({"id":"b10","agency":"kejiju","title":"t","text":"x","date":"2022-02-22","attachments":["../../etc/passwd"]})"
      "\n"
      R"({"id":"b11","agency":"kejiju","title":"t","text":"a\u0000b","date":"2022-02-22"})"
      "\n"
      R"({"id":"b12","agency":"kejiju","title":"t","date":"2022-02-22"})"
      "\n");
  EXPECT_EQ(summary.imported, 1);
  EXPECT_EQ(summary.refused, 11);
  EXPECT_THAT(refused_,
              testing::UnorderedElementsAre("1  import.bad_json", "2 b2 import.field_missing", "4 b4 import.bad_date",
                                            "5 b5 import.unknown_agency", "6 b6 catalogue.published_ahead",
                                            "7 b7 catalogue.unknown_column", "8 b8 catalogue.impossible_day",
                                            "9 b9 import.wrong_kind", "10 b10 import.bad_attachment",
                                            "11 b11 catalogue.bad_text", "12 b12 catalogue.body_missing"));
  EXPECT_EQ(list({}).total, 1);
  expect_replay_agrees();
}

TEST_P(ItemImport, CreatesAgenciesOnlyWhenToldAndOnlyForGoodLines) {
  const std::string lines =
      R"({"id":"c1","agency":"清河市教育局","title":"t1","text":"x","date":"2022-02-22"})"
      "\n"
      R"({"id":"c2","agency":"清河市教育局","title":"t2","text":"x","date":"2022-02-22"})"
      "\n"
      R"({"id":"c3","agency":"minzhengju","title":"t3","text":"x","date":"2022-02-22"})"
      "\n"
      R"({"id":"c4","agency":"caizhengju","title":"t4","text":"x","date":"2022-02-22","column":"gz"})"
      "\n";
  EXPECT_EQ(run(lines).imported, 0);
  const ImportSummary summary = run(lines, {.create_agencies = true});
  EXPECT_EQ(summary.imported, 3);
  EXPECT_THAT(refused_, ElementsAre("4 c4 catalogue.column_not_of_agency"));
  EXPECT_THAT(summary.created_agencies, ElementsAre(HasSubstr("清河市教育局"), "minzhengju minzhengju"));
  EXPECT_FALSE(read([](store::Connection& connection) { return agency::find_agency(connection, "caizhengju"); }));
}

TEST_P(ItemImport, KeepsIndexNumbersThatAreFree) {
  const ImportSummary summary = run(
      R"({"id":"d1","agency":"kejiju","title":"t1","text":"x","date":"2022-02-22","index_no":"014178678/2022-00007"})"
      "\n"
      R"({"id":"d2","agency":"kejiju","title":"t2","text":"x","date":"2022-02-23","index_no":"014178678/2022-00007"})"
      "\n"
      R"({"id":"d3","agency":"kejiju","title":"t3","text":"x","date":"2022-02-24","index_no":"SY-310115-2022-00371"})"
      "\n");
  EXPECT_EQ(summary.imported, 3);
  EXPECT_EQ(summary.renumbered, 1);
  std::vector<std::string> numbers;
  for (const Entry& entry : list({.agency = bureau_}).entries) numbers.push_back(entry.index_no);
  EXPECT_THAT(numbers, ElementsAre("SY-310115-2022-00371", "014178678/2022-00008", "014178678/2022-00007"));
}

TEST_P(ItemImport, ReadsAttachmentsBelowTheFolderOnly) {
  const auto folder = under_test_.folder() / "import";
  std::filesystem::create_directories(folder / "files");
  std::ofstream(folder / "files" / "表.txt") << "内容";
  const ImportSummary summary = run(
      R"({"id":"e1","agency":"kejiju","title":"t1","text":"x","date":"2022-02-22","attachments":["files/表.txt",{"name":"b.txt","base64":"5YaF5a65"}]})"
      "\n"
      R"({"id":"e2","agency":"kejiju","title":"t2","text":"x","date":"2022-02-22","attachments":["../data/gongkai.sqlite"]})"
      "\n",
      {.attachments_folder = folder});
  EXPECT_EQ(summary.imported, 1);
  EXPECT_THAT(refused_, ElementsAre("2 e2 import.bad_attachment"));
  const Item item = stored(list({}).entries.at(0).id);
  ASSERT_EQ(item.edition.attachments.size(), 2u);
  EXPECT_EQ(item.edition.attachments[0].name, "表.txt");
  EXPECT_EQ(bytes(item.edition.attachments[1].bytes), "内容");
}

}  // namespace
}  // namespace gongkai::catalogue::test
