// Index numbers, document numbers, the register of issued documents.
#include <set>
#include <thread>

#include "catalogue/document_number.h"
#include "catalogue/index_number.h"
#include "catalogue_under_test.h"

namespace gongkai::catalogue::test {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

TEST(DocumentNumbers, AreWrittenOneWay) {
  for (const char* written : {"国办发〔2014〕32号", "国办发[2014]32号", "国办发（2014）第32号",
                              " 国办发 【２０１４】 032 号", "国办发﹝2014﹞32号"}) {
    EXPECT_EQ(normalised_document_no(written), "国办发〔2014〕32号") << written;
  }
  EXPECT_EQ(normalised_document_no("国务院令第711号"), "国务院令第711号");
  for (const char* none : {"", "无", " / ", "—"}) EXPECT_EQ(normalised_document_no(none), "") << none;
  for (const char* broken :
       {"22222", "〔2014〕3号", "国办发〔14〕3号", "国办发〔2014〕号", "国办发〔2014〕0号", "国办发〕2014〔3号"}) {
    EXPECT_FALSE(parse_document_no(broken)) << broken;
  }
}

TEST(IndexNumbers, FollowTheTemplateOfTheAgency) {
  const auto number = [](std::string_view index_template) {
    const auto scope = index_scope(index_template, "014178678", day("2023-07-09"));
    return scope.ok() ? scope->number(12) : scope.error().code;
  };
  EXPECT_EQ(number("{code}/{year}-{serial:05}"), "014178678/2023-00012");
  EXPECT_EQ(number("{code}/{year}{month}-{serial:05}"), "014178678/202307-00012");
  EXPECT_EQ(number("{code}-{year}-{serial:06}"), "014178678-2023-000012");
  EXPECT_EQ(number("XX{year}第{serial}号"), "XX2023第12号");
  for (const char* bad : {"", "{code}/{year}", "{code}-{serial:05}", "{year}{serial}{serial}", "{year}{serial:99}",
                          "{year}{serial:5}", "{year}-{serial", "{who}{year}{serial}"}) {
    EXPECT_EQ(number(bad), "catalogue.bad_index_template") << bad;
  }
  const auto scope = index_scope("{code}/{year}-{serial:05}", "014178678", day("2023-07-09"));
  EXPECT_EQ(scope->serial_of("014178678/2023-00012"), 12);
  for (const char* other : {"014178678/2022-00012", "014178678/2023-", "014178678/2023-0x", "9"}) {
    EXPECT_FALSE(scope->serial_of(other)) << other;
  }
}

class Numbers : public CatalogueTest {};
GONGKAI_ON_BOTH_DIALECTS(Numbers);

TEST_P(Numbers, AreNeverGivenTwiceWhenManyPublishTogether) {
  constexpr int kThreads = 4, kEach = 12;
  std::vector<std::vector<std::string>> given(kThreads);
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        auto item = publish({.agency = bureau_, .column = "bmdt"}, content(std::to_string(t * 100 + i)));
        given[static_cast<std::size_t>(t)].push_back(item.ok() ? item->index_no : item.error().code);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<std::string> all;
  for (const auto& each : given) all.insert(each.begin(), each.end());
  EXPECT_THAT(all, SizeIs(kThreads * kEach));
  EXPECT_EQ(*all.begin(), "014178678/2024-00001");
  EXPECT_EQ(*all.rbegin(), "014178678/2024-00048");
  expect_replay_agrees();
}

TEST_P(Numbers, StartAnewEachYearAndLeaveNoGapAfterARefusal) {
  EXPECT_EQ(published().index_no, "014178678/2024-00001");
  EXPECT_FALSE(publish({.agency = bureau_, .column = "nowhere"}, content()).ok());
  EXPECT_EQ(published().index_no, "014178678/2024-00002");
  under_test_.clock().advance_to(Instant::start_of(day("2025-01-01")));
  EXPECT_EQ(published().index_no, "014178678/2025-00001");
}

TEST_P(Numbers, GapsAreExplained) {
  NewItem imported{.agency = bureau_, .column = "bmdt"};
  imported.published_at = Instant::start_of(day("2024-02-25"));
  imported.index_no = "014178678/2024-00004";
  imported.import_id = "x1";
  ASSERT_TRUE(publish(imported, content()).ok());
  const Item withdrawn = published();
  EXPECT_EQ(withdrawn.index_no, "014178678/2024-00005");
  published();
  ASSERT_TRUE(act(withdraw_item, withdrawn.id, "重复发布").ok());
  const auto gaps = read([&](store::Connection& connection) { return index_number_gaps(connection, bureau_); });
  ASSERT_THAT(gaps, SizeIs(2));
  EXPECT_EQ(gaps[0].first, "014178678/2024-00001");
  EXPECT_EQ(gaps[0].last, "014178678/2024-00003");
  EXPECT_EQ(gaps[0].reason, GapReason::NotImported);
  EXPECT_EQ(gaps[1].first, withdrawn.index_no);
  EXPECT_EQ(gaps[1].reason, GapReason::Withdrawn);
  EXPECT_EQ(gaps[1].explanation, "重复发布");
}

class Register : public CatalogueTest {
 protected:
  IssuedDocument document(std::string number) {
    IssuedDocument made;
    made.agency = bureau_;
    made.document_no = std::move(number);
    made.title = "关于人事任免的通知";
    made.issued_on = day("2024-02-01");
    return made;
  }
};
GONGKAI_ON_BOTH_DIALECTS(Register);

TEST_P(Register, WhatIsNotPublicNeedsItsReason) {
  IssuedDocument internal = document("清科发[2024]3号");
  internal.disclosure = Disclosure::Withheld;
  EXPECT_THAT(codes(act(record_document, internal)), ElementsAre("catalogue.reason_missing"));
  internal.reason = "内部人事管理";
  const auto recorded = act(record_document, internal);
  ASSERT_TRUE(recorded.ok()) << recorded.error().message.zh;
  EXPECT_EQ(recorded->document_no, "清科发〔2024〕3号");
  EXPECT_THAT(codes(act(record_document, internal)), ElementsAre("catalogue.number_taken"));
  IssuedDocument wrong = document("无");
  wrong.title = " ";
  wrong.issued_on = day("2024-03-02");
  EXPECT_THAT(codes(act(record_document, wrong)),
              testing::UnorderedElementsAre("catalogue.title_missing", "catalogue.document_no_missing",
                                            "catalogue.impossible_day"));
  expect_replay_agrees();
}

TEST_P(Register, PublishedDocumentsEnterItByThemselves) {
  Content made = content();
  made.edition.document_no = "清科规〔2024〕2号";
  const Item item = published("xzgfxwj", made);
  const auto entered =
      read([&](store::Connection& connection) { return find_document(connection, bureau_, "清科规〔2024〕2号"); });
  ASSERT_TRUE(entered);
  EXPECT_EQ(entered->item, item.id);
  EXPECT_TRUE(entered->is_normative);
  EXPECT_EQ(entered->genre, "通知");
  const auto gaps = read([&](store::Connection& connection) { return document_gaps(connection, bureau_); });
  ASSERT_THAT(gaps, SizeIs(1));
  EXPECT_EQ(gaps[0].first, 1);
  EXPECT_EQ(gaps[0].last, 1);
  // Somebody else's document is no issue of this agency.
  Content reprint = content("转发文件");
  reprint.edition.document_no = "国办发〔2024〕1号";
  reprint.edition.issuing_agencies = {"国务院办公厅"};
  published("zcwj", reprint);
  EXPECT_THAT(read([&](store::Connection& connection) { return documents_of(connection, bureau_); }), SizeIs(1));
  expect_replay_agrees();
}

TEST_P(Register, AnEarlierEntryIsCompletedByItsPublication) {
  const auto recorded = act(record_document, document("清科发〔2024〕1号"));
  ASSERT_TRUE(recorded.ok());
  Content made = content();
  made.edition.document_no = "清科发〔2024〕1号";
  const Item item = published("zcwj", made);
  EXPECT_EQ(read([&](store::Connection& connection) { return find_document(connection, recorded->id); })->item,
            item.id);
  const auto again = under_test_->write(
      [&](store::Writing& writing) { return publish_document(writing, actor_, recorded->id, item.id); });
  EXPECT_THAT(codes(again), ElementsAre("catalogue.published_already"));
  expect_replay_agrees();
}

}  // namespace
}  // namespace gongkai::catalogue::test
