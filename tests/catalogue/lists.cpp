// Lists: keyset pages and counts against slow and obvious ones; choices; neighbours; what index and map are told.
#include <algorithm>
#include <random>

#include "catalogue_under_test.h"

namespace gongkai::catalogue::test {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

class Lists : public CatalogueTest {
 protected:
  /// Items that differ in everything lists filter by, many of one instant, some withdrawn or moved.
  void fill(int count) {
    std::mt19937 random(20220122);
    const auto one_of = [&](auto values) { return *(values.begin() + static_cast<int>(random() % values.size())); };
    const auto published = under_test_->write([&](store::Writing& writing) -> Result<int> {
      for (int i = 0; i < count; ++i) {
        Content made = content("第" + std::to_string(i) + "号通知");
        made.edition.created_on = day("2021-01-01");
        made.edition.theme = one_of(std::vector<std::string>{"", "综合政务", "综合政务/信访", "国防/国防动员"});
        made.edition.genre = one_of(std::vector<std::string>{"", "通知", "公告"});
        NewItem item{.agency = one_of(std::vector<AgencyId>{bureau_, city_}),
                     .column = one_of(std::vector<std::string>{"tzgg", "bmdt", "tjxx", "jiaoyu", "xzgfxwj"})};
        item.published_at = Instant(1640966400 + static_cast<int>(random() % 40) * 100'000);
        auto done = publish_item(writing, under_test_->blobs(), catalogue_law(), actor_, item,
                                 prepare(std::move(made), catalogue_law()));
        if (!done) return done.error();
        Result<Item> changed = *done;
        if (random() % 10 == 0) changed = withdraw_item(writing, catalogue_law(), actor_, done->id, "撤下");
        if (random() % 10 == 1)
          changed = set_validity(writing, catalogue_law(), actor_, done->id, Validity::Expired, "期满");
        if (random() % 10 == 2 && done->column != "tzgg")
          changed = move_item(writing, catalogue_law(), actor_, done->id, "tzgg");
        if (!changed && changed.error().code != "catalogue.item_withdrawn") return changed.error();
      }
      return count;
    });
    ASSERT_TRUE(published.ok()) << published.error().message.zh;
    read([&](store::Connection& connection) {
      each_published_item(connection, [&](const Item& item) { all_.push_back(item); });
      return 0;
    });
    std::sort(all_.begin(), all_.end(), [](const Item& a, const Item& b) {
      return std::pair(*a.published_at, a.id) > std::pair(*b.published_at, b.id);
    });
  }

  static bool matches(const Item& item, const ListQuestion& question) {
    if (question.agency && item.agency != question.agency) return false;
    if (!question.column.empty()) {
      const auto below = catalogue_law().columns.subtree(question.column);
      if (std::none_of(below.begin(), below.end(), [&](const Column* each) { return each->code == item.column; }))
        return false;
    }
    if (!question.year.empty() && item.published_at->iso().substr(0, 4) != question.year) return false;
    if (!question.genre.empty() && item.edition.genre != question.genre) return false;
    if (question.validity && item.validity != *question.validity) return false;
    if (question.theme.empty() || item.edition.theme == question.theme) return true;
    return item.edition.theme.starts_with(question.theme + "\\");
  }
  /// The whole list, slow and obvious.
  std::vector<ItemId> expected(const ListQuestion& question) const {
    std::vector<ItemId> found;
    for (const Item& item : all_) {
      if (matches(item, question)) found.push_back(item.id);
    }
    return found;
  }

  std::vector<Item> all_;
};
GONGKAI_ON_BOTH_DIALECTS(Lists);

std::vector<ListQuestion> questions(AgencyId bureau) {
  std::vector<ListQuestion> made;
  for (const AgencyId agency : {AgencyId{}, bureau}) {
    for (const char* column : {"", "tzgg", "zfxxgk", "msgc", "nowhere"}) {
      for (const char* theme : {"", "综合政务", "综合政务\\信访", "国防"}) {
        for (const char* genre : {"", "公告"}) {
          for (const auto& validity : {std::optional<Validity>{}, std::optional(Validity::Expired)}) {
            for (const char* year : {"", "2022"}) {
              made.push_back({.agency = agency,
                              .column = column,
                              .year = year,
                              .theme = theme,
                              .genre = genre,
                              .validity = validity});
            }
          }
        }
      }
    }
  }
  return made;
}

TEST_P(Lists, PagesForwardsAndBackwardsAreTheWholeList) {
  fill(150);
  for (ListQuestion question : questions(bureau_)) {
    const std::vector<ItemId> all = expected(question);
    question.limit = 7;
    std::vector<ItemId> forwards;
    std::optional<Entry> last;
    for (int page = 0; page < 100; ++page) {
      const List got = list(question);
      ASSERT_EQ(got.total, static_cast<std::int64_t>(all.size()));
      for (const Entry& entry : got.entries) forwards.push_back(entry.id);
      EXPECT_EQ(got.has_newer, page > 0 && !got.entries.empty());
      if (!got.entries.empty()) last = got.entries.back();
      if (!got.has_older) break;
      question.after = Cursor{got.entries.back().published_at, got.entries.back().id};
      EXPECT_EQ(Cursor::parse(question.after->text()), question.after);
    }
    ASSERT_EQ(forwards, all);
    if (all.empty()) continue;
    std::vector<ItemId> backwards{all.back()};
    question.after.reset();
    question.before = Cursor{last->published_at, last->id};
    for (int page = 0; page < 100; ++page) {
      const List got = list(question);
      for (auto entry = got.entries.rbegin(); entry != got.entries.rend(); ++entry) backwards.push_back(entry->id);
      if (!got.has_newer) break;
      question.before = Cursor{got.entries.front().published_at, got.entries.front().id};
    }
    std::reverse(backwards.begin(), backwards.end());
    ASSERT_EQ(backwards, all);
  }
}

TEST_P(Lists, ChoicesSayHowManyEntriesRemain) {
  fill(150);
  for (const ListQuestion& question : questions(bureau_)) {
    const ListChoices choices =
        read([&](store::Connection& connection) { return list_choices(connection, catalogue_law(), question); });
    const auto check = [&](const std::vector<ValueCount>& counts, auto set) {
      for (const ValueCount& each : counts) {
        ListQuestion chosen = question;
        set(chosen, each.value);
        ASSERT_EQ(each.items, static_cast<std::int64_t>(expected(chosen).size())) << each.value;
      }
    };
    check(choices.years, [](ListQuestion& chosen, const std::string& value) { chosen.year = value; });
    check(choices.themes, [](ListQuestion& chosen, const std::string& value) { chosen.theme = value; });
    check(choices.genres, [](ListQuestion& chosen, const std::string& value) { chosen.genre = value; });
    check(choices.validities,
          [](ListQuestion& chosen, const std::string& value) { chosen.validity = validity(value); });
  }
}

TEST_P(Lists, CountsAreThoseOfTheItemsAndReplayAgrees) {
  fill(80);
  expect_replay_agrees();
  for (const AgencyId agency : {AgencyId{}, bureau_}) {
    const auto counts = read([&](store::Connection& connection) { return column_counts(connection, agency); });
    for (const char* column : {"tzgg", "bmdt", "tjxx", "jiaoyu"}) {
      const auto found = expected({.agency = agency, .column = column});
      ASSERT_EQ(counts.contains(column), !found.empty());
      if (found.empty()) continue;
      EXPECT_EQ(counts.find(column)->second.items, static_cast<std::int64_t>(found.size()));
      EXPECT_EQ(counts.find(column)->second.newest, stored(found.front()).published_at);
    }
  }
}

TEST_P(Lists, ADamagedTableIsFoundByReplay) {
  const Item item = published();
  ASSERT_TRUE(under_test_
                  ->write([&](store::Writing& writing) -> Result<bool> {
                    writing.connection().execute("UPDATE item SET column_code = 'bmdt' WHERE id = $1", {item.id});
                    return true;
                  })
                  .ok());
  const auto differences = read([](store::Connection& connection) { return replay(connection, catalogue_law()); });
  ASSERT_THAT(differences, SizeIs(testing::Ge(3u)));
  EXPECT_EQ(differences.front().stream, "item/" + std::to_string(item.id.number));
}

TEST_P(Lists, NeighboursAreThoseOfTheColumn) {
  std::vector<Item> items;
  for (const char* title : {"一", "二", "三"}) items.push_back(published("bmdt", content(title)));
  published("tzgg", content("别的栏目"));
  const auto around = [&](const Item& item) {
    const Neighbours found = read([&](store::Connection& connection) { return neighbours_of(connection, item); });
    return std::pair(found.newer ? found.newer->title : "", found.older ? found.older->title : "");
  };
  EXPECT_EQ(around(items[0]), std::pair(std::string("二"), std::string()));
  EXPECT_EQ(around(items[1]), std::pair(std::string("三"), std::string("一")));
  EXPECT_EQ(around(items[2]), std::pair(std::string(), std::string("二")));
}

TEST_P(Lists, IndexAndMapLearnWhatChanged) {
  const Item first = published("bmdt", content("一")), second = published("bmdt", content("二"));
  const auto changes = [&](std::int64_t after, int limit) {
    return read([&](store::Connection& connection) { return changed_items(connection, after, limit); });
  };
  const ItemChanges all = changes(0, 1000);
  EXPECT_THAT(all.items, ElementsAre(first.id, second.id));
  EXPECT_TRUE(all.is_all);
  EXPECT_FALSE(changes(0, 1).is_all);
  ASSERT_TRUE(act(withdraw_item, first.id, "撤下").ok());
  const ItemChanges later = changes(all.through, 1000);
  EXPECT_THAT(later.items, ElementsAre(first.id));
  const auto map = read([&](store::Connection& connection) { return site_map(connection, {}, 10); });
  ASSERT_THAT(map, SizeIs(1));
  EXPECT_EQ(map[0].id, second.id);
}

TEST(Cursors, ThatAreNoneAreRefused) {
  for (const char* text : {"", "-", "1", "1-", "-1-2", "1-0", "1-2x", "x-1", "99999999999999-1", "1--1"}) {
    EXPECT_FALSE(Cursor::parse(text)) << text;
  }
}

}  // namespace
}  // namespace gongkai::catalogue::test
