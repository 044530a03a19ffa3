// What is found, in which order, and how it is shown.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "index_folder.h"
#include "invented_texts.h"

namespace gongkai::search {
namespace {
using testing::ElementsAre;
using testing::IsEmpty;

class Questions : public testing::Test {
 protected:
  void put(std::vector<IndexDocument> documents) { ASSERT_FALSE(index_->apply(documents, {}, ++sequence_)); }
  std::vector<std::int64_t> ids(const std::string& words) { return ids_of(index_->find(asking(words))); }

  IndexFolder folder_;
  std::unique_ptr<Index> index_ = folder_.open();
  std::int64_t sequence_ = 0;
};

TEST_F(Questions, WordsOfAnyLengthAreFound) {
  put({document(1, "关于推进政务公开的通知", "第3季度GDP增长。水价不变"), document(2, "通告", "别的")});
  for (const char* words : {"公", "水", "政务", "政务公", "推进政务公开", "第3季度GDP", "3季", "季度gdp", "GDP", "3",
                            "水价", "政務公開", "政务 水价", "“政务公开”", "通知", "第"})
    EXPECT_THAT(ids(words), ElementsAre(1)) << words;
  for (const char* words : {"务政", "公开政务", "第4季度", "政务 没有", "增长水价", "的通告", "告别", "税"})
    EXPECT_THAT(ids(words), IsEmpty()) << words;
}

TEST_F(Questions, DocumentNumbersAreFoundInAnyBracket) {
  IndexDocument one = document(1, "通知", "正文");
  one.document_no = "某办发〔2019〕3号";
  IndexDocument two = document(2, "通知", "根据某办发〔2019〕13号文件");
  put({one, two});
  for (const char* words : {"某办发[2019]3号", "某办发（2019）3号", "某办发２０１９ 3号", "〔2019〕3号"})
    EXPECT_THAT(ids(words), ElementsAre(1)) << words;
  EXPECT_THAT(ids("某办发【2019】13 号"), testing::UnorderedElementsAre(2));
}

TEST_F(Questions, TitlesComeFirstThenTheNewest) {
  put({document(1, "水价", "", "2020-01-01"), document(2, "通知", "水价", "2022-01-01"),
       document(3, "水价听证", "", "2021-01-01"), document(4, "公告", "关于水价", "2021-06-01")});
  EXPECT_THAT(ids("水价"), ElementsAre(3, 1, 2, 4));
  Question newest = asking("水价");
  newest.order = Order::NewestFirst;
  EXPECT_THAT(ids_of(index_->find(newest)), ElementsAre(2, 4, 3, 1));
}

TEST_F(Questions, LongPhrasesNeedEveryPairAtItsPlace) {
  put({document(1, "", "甲乙丙丁戊"), document(2, "", "甲乙丁丙丁丁戊"), document(3, "", "甲乙，丙丁戊"),
       document(4, "", "甲乙3丙丁戊，甲乙甲乙丙丁"), document(5, "甲乙", "丙丁戊")});
  EXPECT_THAT(ids("甲乙丙丁戊"), ElementsAre(1));
  EXPECT_THAT(ids("甲乙丙丁"), testing::UnorderedElementsAre(1, 4));
  EXPECT_THAT(ids("乙3丙丁戊"), ElementsAre(4));
  EXPECT_THAT(ids("丙丁戊"), testing::UnorderedElementsAre(1, 3, 4, 5));
  EXPECT_THAT(ids("丁丁戊"), ElementsAre(2));
}

TEST_F(Questions, AWordFarInALongTitleIsFound) {
  std::string title;
  for (int i = 0; i < 1500; ++i) title += "水";
  put({document(1, title + "电价", "气价"), document(2, "气价", "")});
  EXPECT_THAT(ids("水电价"), ElementsAre(1));
  EXPECT_THAT(ids("气价"), ElementsAre(2, 1));
  EXPECT_THAT(ids("价气"), IsEmpty());
}

TEST_F(Questions, NoFieldRunsIntoTheNext) {
  IndexDocument one = document(1, "关于水", "价格");
  one.attachments = "格外";
  put({one});
  EXPECT_THAT(ids("水价"), IsEmpty());
  EXPECT_THAT(ids("格格"), IsEmpty());
}

TEST_F(Questions, NothingTypedIsAnOperator) {
  put({document(1, "and or not near", "政务 公开"), document(2, "别的", "公开")});
  EXPECT_THAT(ids("AND"), ElementsAre(1));
  EXPECT_THAT(ids("政务 OR"), ElementsAre(1));
  EXPECT_THAT(ids("NOT 公开"), ElementsAre(1));
  EXPECT_THAT(ids("公*"), testing::UnorderedElementsAre(1, 2));
  EXPECT_THAT(ids("^政务"), ElementsAre(1));
  EXPECT_THAT(ids("NEAR(公开)"), IsEmpty());
  EXPECT_THAT(ids("near 公开"), ElementsAre(1));
  EXPECT_THAT(ids("title:别的"), IsEmpty());
  EXPECT_THAT(ids("\"公开"), testing::UnorderedElementsAre(1, 2));
  EXPECT_THAT(ids("“公开”“"), testing::UnorderedElementsAre(1, 2));
  EXPECT_THAT(ids("{title}: (公开)"), IsEmpty());
  EXPECT_THAT(ids("'; DROP TABLE words; --"), IsEmpty());
  EXPECT_THAT(ids("，。！“”*^"), testing::UnorderedElementsAre(1, 2));  // no word: the newest
}

TEST_F(Questions, LongOnesAreRefused) {
  put({document(1, "水", "")});
  std::string words;
  for (int i = 0; i < 200; ++i) words += "水";
  EXPECT_TRUE(index_->find(asking(words)));
  const auto answer = index_->find(asking(words + "水"));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, "search.question_too_long");
  std::string many;
  for (int i = 0; i < 99; ++i) many += "水 ";
  EXPECT_THAT(ids(many), ElementsAre(1));
}

TEST_F(Questions, MatchesAreMarkedInTheOriginalText) {
  put({document(1, "關於《政務公開》ＧＤＰ的通知", "说明：第３季度（GDP）增长。"),
       document(2, "公告", std::string(900, 'x') + " 政务公开" + std::string(900, 'y'))});
  const auto answer = index_->find(asking("政务公开 第3季度GDP"));
  ASSERT_TRUE(answer);
  ASSERT_EQ(answer->hits.size(), 1u);
  EXPECT_EQ(shown(answer->hits[0].title), "關於《[政務公開]》ＧＤＰ的通知");
  EXPECT_EQ(shown(answer->hits[0].snippet), "说明：[第３季度（GDP]）增长。");
  const auto far = index_->find(asking("“政务公开”"));
  ASSERT_TRUE(far);
  ASSERT_EQ(far->hits.size(), 2u);
  EXPECT_THAT(shown(far->hits[1].snippet), testing::HasSubstr("[政务公开]"));
  EXPECT_THAT(shown(far->hits[1].snippet), testing::StartsWith("…"));
  EXPECT_THAT(shown(far->hits[1].snippet), testing::EndsWith("…"));
}

TEST_F(Questions, CountsLeaveTheirOwnFilterAside) {
  IndexDocument other = document(3, "水价", "", "2021-05-05");
  other.agency = "finance";
  put({document(1, "水价", ""), document(2, "水价", ""), other});
  Question question = asking("水价");
  question.agency = "education";
  const auto answer = index_->find(question);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->total, 2);
  ASSERT_EQ(answer->agencies.size(), 2u);
  EXPECT_EQ(answer->agencies[0].value, "education");
  EXPECT_EQ(answer->agencies[0].hits, 2);
  EXPECT_EQ(answer->agencies[1].hits, 1);
  ASSERT_EQ(answer->years.size(), 1u);
  EXPECT_EQ(answer->years[0].value, "2022");
  question.agency.clear();
  question.from = CivilDay::of(2022, 1, 1);
  const auto by_year = index_->find(question);
  EXPECT_EQ(by_year->total, 2);
  EXPECT_EQ(by_year->years.size(), 2u);
  EXPECT_EQ(by_year->agencies.size(), 1u);
}

TEST_F(Questions, AreAnsweredAsByLookingAtEveryDocument) {
  InventedTexts invented(20190515);
  SlowSearch slow;
  std::int64_t next = 1;
  for (int round = 0; round < 12; ++round) {
    std::vector<IndexDocument> put;
    std::vector<std::int64_t> remove;
    for (int i = 0; i < 30; ++i) put.push_back(invented.document(next++));
    for (int i = 0; i < 5 && !slow.documents.empty(); ++i) {
      put.push_back(invented.document(invented.one_of(slow.documents).id));  // replaced, often with another day
      remove.push_back(invented.one_of(slow.documents).id);
    }
    for (const std::int64_t id : remove) std::erase_if(slow.documents, [&](const auto& d) { return d.id == id; });
    for (const IndexDocument& document : put) {
      std::erase_if(slow.documents, [&](const auto& d) { return d.id == document.id; });
      slow.documents.push_back(document);
    }
    ASSERT_FALSE(index_->apply(put, remove, round + 1));
    ASSERT_EQ(index_->size(), static_cast<std::int64_t>(slow.documents.size()));
    for (int i = 0; i < 250; ++i) {
      Question question = invented.question();
      question.with_counts = i % 2 == 0;
      const auto expected = slow.find(question);
      const auto answer = index_->find(question);
      ASSERT_TRUE(answer);
      ASSERT_EQ(answer->total, expected.total) << question.words;
      ASSERT_EQ(ids_of(answer), expected.ids) << question.words;
      const auto phrases = phrases_of(question.words);
      for (const Hit& hit : answer->hits) {
        std::string title;
        for (const Piece& piece : hit.title) title += piece.text;
        const auto& source =
            *std::find_if(slow.documents.begin(), slow.documents.end(), [&](const auto& d) { return d.id == hit.id; });
        ASSERT_EQ(title, source.title);
        const Elements elements = elements_of(source.title);
        const bool in_title = std::any_of(phrases.begin(), phrases.end(), [&](const Phrase& p) {
          return find_phrase(elements, p) != std::string::npos;
        });
        ASSERT_EQ(in_title, std::any_of(hit.title.begin(), hit.title.end(), [](const Piece& p) { return p.is_match; }))
            << source.title;
      }
    }
  }
}

}  // namespace
}  // namespace gongkai::search
