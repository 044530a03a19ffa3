// What officers do with items: each act, and each refusal.
#include "catalogue_under_test.h"

namespace gongkai::catalogue::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class Items : public CatalogueTest {};
GONGKAI_ON_BOTH_DIALECTS(Items);

TEST_P(Items, AreStoredAsTheyWerePublished) {
  Content made = content();
  made.edition.document_no = "清科发 [2024] 第012号";
  made.edition.theme = "科技、教育/科技";
  made.edition.genre = "通知";
  made.edition.keywords = "科技计划";
  made.edition.effective_on = day("2024-04-01");
  made.attachments.push_back({.name = "申报表.txt", .bytes = "项目名称\n申报单位"});
  made.attachments.push_back({.name = "公章.png", .bytes = std::string("\x89PNG\r\n\x1a\n\0\0", 10)});
  const Item item = published("zcwj", std::move(made));
  ASSERT_TRUE(item.id);
  EXPECT_EQ(stored(item.id), item);
  EXPECT_EQ(item.index_no, "014178678/2024-00001");
  EXPECT_EQ(item.state, ItemState::Published);
  EXPECT_EQ(item.validity, Validity::InForce);
  EXPECT_EQ(item.published_at, Instant(1709254800));
  EXPECT_EQ(item.edition.document_no, "清科发〔2024〕12号");
  EXPECT_EQ(item.edition.document_no_as_given, "清科发 [2024] 第012号");
  EXPECT_EQ(item.edition.theme, "科技、教育\\科技");
  EXPECT_THAT(item.edition.issuing_agencies, ElementsAre("清河市科学技术局"));
  EXPECT_EQ(bytes(item.edition.body), "<p>各县区科技局：</p>\n<p>现将有关事项通知如下。</p>\n<p>一、申报条件</p>\n");
  EXPECT_EQ(bytes(item.edition.body_text), "各县区科技局：\n现将有关事项通知如下。\n一、申报条件");
  ASSERT_THAT(item.edition.attachments, SizeIs(2));
  EXPECT_EQ(item.edition.attachments[0].media_type, "text/plain");
  EXPECT_EQ(bytes(item.edition.attachments[0].bytes), "项目名称\n申报单位");
  EXPECT_EQ(bytes(item.edition.attachments[0].text), "项目名称\n申报单位");
  EXPECT_EQ(item.edition.attachments[1].unread, "document.unsupported");
  EXPECT_TRUE(item.edition.attachments[1].text.text.empty());
  expect_replay_agrees();
}

TEST_P(Items, WithoutASummaryGetOneThatSaysSo) {
  const Item derived = published();
  EXPECT_TRUE(derived.edition.summary_is_derived);
  EXPECT_EQ(derived.edition.summary, "各县区科技局： 现将有关事项通知如下。 一、申报条件");
  Content own = content("另一通知");
  own.edition.summary = "申报条件和时间";
  const Item given = published("tzgg", own);
  EXPECT_FALSE(given.edition.summary_is_derived);
  EXPECT_EQ(given.edition.summary, "申报条件和时间");
}

TEST_P(Items, AreRefusedWithAllReasonsAtOnce) {
  Content wrong = content("");
  wrong.edition.created_on.reset();
  wrong.edition.expires_on = day("1970-01-01");
  wrong.edition.theme = "天文";
  wrong.edition.genre = "小说";
  wrong.edition.disclosure = Disclosure::OnRequest;
  wrong.text = "";
  EXPECT_THAT(codes(publish({.agency = bureau_, .column = "nowhere"}, wrong)),
              UnorderedElementsAre("catalogue.title_missing", "catalogue.created_on_missing",
                                   "catalogue.impossible_day", "catalogue.unknown_theme", "catalogue.unknown_genre",
                                   "catalogue.not_proactive", "catalogue.body_missing", "catalogue.unknown_column"));
  EXPECT_EQ(read([](store::Connection& connection) { return store::last_sequence(connection); }), 2);
}

TEST_P(Items, StandInColumnsOfTheirAgencyThatHoldItems) {
  EXPECT_THAT(codes(publish({.agency = bureau_, .column = "zfxxgk"}, content())),
              ElementsAre("catalogue.column_holds_no_items"));
  EXPECT_THAT(codes(publish({.agency = bureau_, .column = "zfxxgkzn"}, content())),
              ElementsAre("catalogue.column_holds_no_items"));
  EXPECT_THAT(codes(publish({.agency = bureau_, .column = "gz"}, content())),
              ElementsAre("catalogue.column_not_of_agency"));
  EXPECT_TRUE(publish({.agency = city_, .column = "gz"}, content()).ok());
  EXPECT_TRUE(publish({.agency = bureau_, .column = "zfxxgknb"}, content()).ok());
  EXPECT_THAT(codes(publish({.agency = AgencyId{99}, .column = "tzgg"}, content())),
              ElementsAre("catalogue.unknown_agency"));
}

TEST_P(Items, StatutoryContentsStandInStatutoryColumnsUnderTheirItem) {
  Content licence = content();
  licence.edition.legal_item = "20.5";
  EXPECT_THAT(codes(publish({.agency = bureau_, .column = "bmdt"}, licence)),
              ElementsAre("catalogue.statutory_in_news"));
  EXPECT_THAT(codes(publish({.agency = bureau_, .column = "tjxx"}, licence)),
              ElementsAre("catalogue.other_legal_item"));
  EXPECT_TRUE(publish({.agency = bureau_, .column = "xzxk"}, licence).ok());
  EXPECT_EQ(published("czyjs").edition.legal_item, "20.7");
}

TEST_P(Items, AreNotCreatedAfterTheyArePublished) {
  Content made = content();
  made.edition.created_on = day("2024-03-02");
  EXPECT_THAT(codes(publish({.agency = bureau_, .column = "tzgg"}, made)), ElementsAre("catalogue.created_later"));
  made.edition.created_on = day("2024-03-01");
  EXPECT_TRUE(publish({.agency = bureau_, .column = "tzgg"}, made).ok());
  EXPECT_THAT(
      codes(publish({.agency = bureau_, .column = "tzgg", .published_at = Instant::start_of(day("2024-03-02"))}, made)),
      ElementsAre("catalogue.published_ahead"));
}

TEST_P(Items, OfOneNumberAndTitleArePublishedOnce) {
  Content made = content();
  made.edition.document_no = "清科发〔2024〕5号";
  const Item first = published("zcwj", made);
  Content again = content("关于组织申报 2024 年度科技计划项目的通知");
  again.edition.document_no = "清科发（2024）05号";
  const auto refused = publish({.agency = bureau_, .column = "zcwj"}, again);
  ASSERT_THAT(codes(refused), ElementsAre("catalogue.duplicate"));
  EXPECT_THAT(refused.error().message.zh, HasSubstr(first.index_no));
  Content other_title = made;
  other_title.edition.title = "关于申报通知的图解";
  EXPECT_TRUE(publish({.agency = bureau_, .column = "zctj"}, other_title).ok());
  EXPECT_TRUE(publish({.agency = city_, .column = "zcwj"}, made).ok());
  ASSERT_TRUE(act(withdraw_item, first.id, "重复").ok());
  EXPECT_TRUE(publish({.agency = bureau_, .column = "zcwj"}, made).ok());
}

TEST_P(Items, TextThatIsNoneIsRefused) {
  Content made = content();
  made.edition.title = "标题\n换行";
  made.edition.author = "\xFF\xFE";
  made.text = std::string("正文\0尾", 10);
  EXPECT_THAT(codes(publish({.agency = bureau_, .column = "tzgg"}, made)),
              ElementsAre("catalogue.bad_text", "catalogue.bad_text", "catalogue.bad_text"));
  EXPECT_THAT(codes(publish({.agency = bureau_, .column = "tzgg"}, content(std::string(3 * kLongestTitle + 3, 'x')))),
              ElementsAre("catalogue.text_too_long"));
}

TEST_P(Items, AreCorrectedByANewEditionAndTheOldOneIsKept) {
  const Item first = published();
  under_test_.clock().advance_to(Instant(1709254800 + 3600));
  Content better = content("关于组织申报2024年度市级科技计划项目的通知");
  EXPECT_THAT(codes(correct(first.id, better, "  ")), ElementsAre("catalogue.reason_missing"));
  const auto corrected = correct(first.id, better, "标题有误");
  ASSERT_TRUE(corrected.ok()) << corrected.error().message.zh;
  EXPECT_EQ(*corrected, stored(first.id));
  EXPECT_EQ(corrected->edition_number, 2);
  EXPECT_EQ(corrected->correction_reason, "标题有误");
  EXPECT_EQ(corrected->changed_at, Instant(1709254800 + 3600));
  EXPECT_EQ(corrected->published_at, first.published_at);
  EXPECT_EQ(corrected->index_no, first.index_no);
  const auto notes = read([&](store::Connection& connection) { return editions_of(connection, first.id); });
  ASSERT_THAT(notes, SizeIs(2));
  EXPECT_EQ(notes[0].reason, "");
  EXPECT_EQ(notes[1].reason, "标题有误");
  EXPECT_EQ(read([&](store::Connection& connection) { return find_edition(connection, first.id, 1); }), first.edition);
  EXPECT_EQ(list({.agency = bureau_}).entries.at(0).title, better.edition.title);
  expect_replay_agrees();
}

TEST_P(Items, WithoutAChangeAreNotCorrected) {
  const Item first = published();
  EXPECT_THAT(codes(correct(first.id, content(), "更正")), ElementsAre("catalogue.nothing_changed"));
  // Neither a text nor HTML: the body stays, and what is said about it changes.
  Content only_theme;
  only_theme.edition = first.edition;
  only_theme.edition.theme = "科技、教育";
  const auto corrected = correct(first.id, only_theme, "补充分类");
  ASSERT_TRUE(corrected.ok());
  EXPECT_EQ(corrected->edition.body, first.edition.body);
  EXPECT_EQ(corrected->edition.summary, first.edition.summary);
  EXPECT_EQ(corrected->edition.theme, "科技、教育");
}

TEST_P(Items, ThatAreWithdrawnLeaveTheListsAndStayWithdrawn) {
  const Item item = published();
  EXPECT_THAT(codes(act(withdraw_item, item.id, "")), ElementsAre("catalogue.reason_missing"));
  const auto withdrawn = act(withdraw_item, item.id, "含有个人信息");
  ASSERT_TRUE(withdrawn.ok());
  EXPECT_EQ(withdrawn->state, ItemState::Withdrawn);
  EXPECT_EQ(withdrawn->withdrawal_reason, "含有个人信息");
  EXPECT_EQ(stored(item.id), *withdrawn);
  EXPECT_EQ(list({.agency = bureau_}).total, 0);
  EXPECT_THAT(codes(act(withdraw_item, item.id, "再次")), ElementsAre("catalogue.item_withdrawn"));
  EXPECT_THAT(codes(correct(item.id, content("新"), "更正")), ElementsAre("catalogue.item_withdrawn"));
  EXPECT_THAT(codes(act(withdraw_item, ItemId{99}, "无")), ElementsAre("catalogue.unknown_item"));
  EXPECT_EQ(published().index_no, "014178678/2024-00002");
  expect_replay_agrees();
}

TEST_P(Items, ThatAreRepealedAreLinkedBothWays) {
  const Item older = published("xzgfxwj", content("旧办法"));
  const Item newer = published("xzgfxwj", content("新办法"));
  EXPECT_THAT(codes(act(repeal_item, older.id, day("2024-03-01"), older.id, "")),
              ElementsAre("catalogue.related_to_itself"));
  EXPECT_THAT(codes(act(repeal_item, older.id, day("2024-02-01"), ItemId{}, "")),
              ElementsAre("catalogue.reason_missing", "catalogue.impossible_day"));
  const auto repealed = act(repeal_item, older.id, day("2024-03-01"), newer.id, "");
  ASSERT_TRUE(repealed.ok()) << repealed.error().message.zh;
  EXPECT_EQ(repealed->validity, Validity::Repealed);
  EXPECT_EQ(repealed->repealed_on, day("2024-03-01"));
  const auto related = [&](ItemId id) {
    std::vector<std::string> found;
    for (const auto& each : read([&](store::Connection& connection) { return related_items(connection, id); }))
      found.push_back(std::string(name_of(each.kind)) + (each.is_back ? " back " : " ") + each.entry.title);
    return found;
  };
  EXPECT_THAT(related(newer.id), ElementsAre("repeals 旧办法"));
  EXPECT_THAT(related(older.id), ElementsAre("repeals back 新办法"));
  EXPECT_THAT(codes(act(repeal_item, older.id, day("2024-03-01"), newer.id, "")),
              ElementsAre("catalogue.repealed_already"));
  expect_replay_agrees();
}

TEST_P(Items, HaveAValidityThatIsSetWithItsReason) {
  const Item item = published("xzgfxwj");
  EXPECT_THAT(codes(act(set_validity, item.id, Validity::Expired, "")), ElementsAre("catalogue.reason_missing"));
  ASSERT_TRUE(act(set_validity, item.id, Validity::Expired, "有效期届满").ok());
  EXPECT_EQ(stored(item.id).validity_reason, "有效期届满");
  EXPECT_THAT(codes(act(set_validity, item.id, Validity::Expired, "有效期届满")),
              ElementsAre("catalogue.nothing_changed"));
  EXPECT_EQ(list({.validity = Validity::Expired}).total, 1);
  EXPECT_EQ(list({.validity = Validity::InForce}).total, 0);
  expect_replay_agrees();
}

TEST_P(Items, AreRelatedAndUnrelated) {
  const Item policy = published("zcwj", content("办法"));
  const Item explained = published("zcjd", content("解读"));
  const Relation interprets{RelationKind::Interprets, policy.id};
  ASSERT_TRUE(act(relate_items, explained.id, interprets).ok());
  EXPECT_THAT(codes(act(relate_items, explained.id, interprets)), ElementsAre("catalogue.related_already"));
  EXPECT_THAT(codes(act(relate_items, policy.id, interprets)), ElementsAre("catalogue.related_to_itself"));
  EXPECT_THAT(codes(act(relate_items, explained.id, Relation{RelationKind::SeeAlso, ItemId{99}})),
              ElementsAre("catalogue.unknown_item"));
  EXPECT_THAT(stored(explained.id).relations, ElementsAre(interprets));
  ASSERT_TRUE(act(unrelate_items, explained.id, interprets).ok());
  EXPECT_THAT(stored(explained.id).relations, IsEmpty());
  EXPECT_THAT(codes(act(unrelate_items, explained.id, interprets)), ElementsAre("catalogue.not_related"));
  expect_replay_agrees();
}

TEST_P(Items, MoveToAnotherColumnWithItsStatutoryItem) {
  const Item item = published("tzgg");
  EXPECT_THAT(codes(act(move_item, item.id, "tzgg")), ElementsAre("catalogue.nothing_changed"));
  EXPECT_THAT(codes(act(move_item, item.id, "gz")), ElementsAre("catalogue.column_not_of_agency"));
  ASSERT_TRUE(act(move_item, item.id, "tjxx").ok());
  EXPECT_EQ(stored(item.id).column, "tjxx");
  EXPECT_EQ(stored(item.id).edition.legal_item, "20.4");
  EXPECT_EQ(list({.column = "tzgg"}).total, 0);
  EXPECT_EQ(list({.column = "zfxxgk"}).total, 1);
  ASSERT_TRUE(act(move_item, item.id, "bmdt").ok());
  EXPECT_EQ(stored(item.id).edition.legal_item, "");
  expect_replay_agrees();
}

TEST_P(Items, AreOnlyForTheOfficersOfTheirAgency) {
  const Item item = published();
  actor_.person.id = PersonId{7};
  EXPECT_THAT(codes(publish({.agency = bureau_, .column = "tzgg"}, content("新"))),
              ElementsAre("catalogue.not_allowed"));
  EXPECT_THAT(codes(act(withdraw_item, item.id, "撤下")), ElementsAre("catalogue.not_allowed"));
  actor_.person.roles.push_back({agency::Role::Clerk, bureau_});
  EXPECT_TRUE(act(withdraw_item, item.id, "撤下").ok());
  EXPECT_THAT(codes(publish({.agency = city_, .column = "tzgg"}, content())), ElementsAre("catalogue.not_allowed"));
  const auto events = read([&](store::Connection& connection) {
    return store::events_of(connection, "item/" + std::to_string(item.id.number));
  });
  EXPECT_EQ(events.back().by, PersonId{7});
}

TEST_P(Items, OfHtmlKeepTheirText) {
  Content made = content();
  made.text.clear();
  made.html = "<p>第一段<script>alert(1)</script></p><p>第二段</p>";
  const Item item = published("tzgg", made);
  EXPECT_EQ(bytes(item.edition.body_text), "第一段\n第二段");
  EXPECT_THAT(bytes(item.edition.body), testing::Not(HasSubstr("alert")));
}

}  // namespace
}  // namespace gongkai::catalogue::test
