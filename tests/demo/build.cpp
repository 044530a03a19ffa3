// The demo city in a store, built through the verbs.
#include "demo/build.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <memory>

#include "agency/queries.h"
#include "agency/sign_in.h"
#include "catalogue/queries.h"
#include "demo/city.h"
#include "store_under_test.h"

namespace gongkai::demo {
namespace {

const CivilDay kToday = *CivilDay::of(2026, 11, 20);

const law::LawSource& law_source() {
  static const law::LawSource source = *law::LawSource::from_folder(GONGKAI_LAW_FOLDER);
  return source;
}

/// One store for all tests of a dialect: building takes seconds.
struct BuiltCity {
  store::TemporaryFolder folder;
  std::unique_ptr<store::TemporaryDatabase> database;
  Clock clock = Clock::frozen_at(begin_of_demo());
  std::unique_ptr<store::Store> store;
  Result<DemoBuilt> built = DemoBuilt{};

  explicit BuiltCity(store::Dialect dialect) {
    store::StorePlace place{folder.path(), ""};
    if (dialect == store::Dialect::Postgresql) {
      database = std::make_unique<store::TemporaryDatabase>();
      place.postgresql = database->address();
    }
    store = store::Store::open(place, clock, true).value();
    built = build_demo(*store, clock, law_source(), kToday);
  }
};

class DemoInAStore : public testing::TestWithParam<store::Dialect> {
 protected:
  static BuiltCity& city() {
    static std::map<store::Dialect, std::unique_ptr<BuiltCity>> cities;
    auto& city = cities[GetParam()];
    if (!city) city = std::make_unique<BuiltCity>(GetParam());
    return *city;
  }
  void SetUp() override {
    ASSERT_TRUE(city().built.ok()) << city().built.error().code << " " << city().built.error().message.zh << " "
                                   << city().built.error().where;
  }
  template <class Look>
  auto read(Look look) {
    return city().store->read(look).value();
  }
};
GONGKAI_ON_BOTH_DIALECTS(DemoInAStore);

TEST_P(DemoInAStore, HoldsEverythingThatTheCityPlanned) {
  const DemoCity planned = DemoCity::build(law_source(), kToday).value();
  EXPECT_EQ(city().built->items, planned.item_count());
  EXPECT_EQ(read([](store::Connection& connection) { return agency::list_agencies(connection, false).size(); }), 60u);
  EXPECT_EQ(read([](store::Connection& connection) { return agency::list_agencies(connection, true).size(); }), 56u);
  EXPECT_EQ(city().clock.today(), kToday);
}

TEST_P(DemoInAStore, TheItemOfTheIssueHasItsIndexNumberAndIsInForce) {
  const auto item =
      read([](store::Connection& connection) { return catalogue::find_item(connection, "014178678/2023-00002"); });
  ASSERT_TRUE(item.has_value());
  EXPECT_EQ(item->column, "zfxxgknb");
  EXPECT_EQ(item->validity, catalogue::Validity::InForce);
  EXPECT_EQ(item->published_at->day().iso(), "2023-01-20");
}

TEST_P(DemoInAStore, StatesAreWhatTheirEventsMakeOfThem) {
  EXPECT_TRUE(read([](store::Connection& connection) { return agency::replay(connection).empty(); }));
}

TEST_P(DemoInAStore, BuildingAgainDoesNothingAndAnotherDayIsRefused) {
  const auto again = build_demo(*city().store, city().clock, law_source(), kToday);
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(again->was_there);
  EXPECT_EQ(again->items, city().built->items);
  ASSERT_EQ(again->logins.size(), 10u);
  const auto other = build_demo(*city().store, city().clock, law_source(), kToday.plus_days(-10));
  ASSERT_FALSE(other.ok());
  EXPECT_EQ(other.error().code, "demo.other_data");
}

TEST_P(DemoInAStore, EveryLoginSignsInWithoutBeingAskedForANewPassword) {
  agency::SignIn sign_in(*city().store, nullptr);
  for (const DemoLogin& login : city().built->logins) {
    const auto in = sign_in.sign_in({login.account, login.password, {}, "127.0.0.1", {}});
    ASSERT_TRUE(in.ok()) << login.account;
    EXPECT_FALSE(in->must_change_password) << login.account;
  }
}

TEST(DemoNotes, AHalfBuiltFolderIsNotTakenForACity) {
  const store::TemporaryFolder folder;
  Clock clock = Clock::frozen_at(begin_of_demo());
  const auto store = store::Store::open({folder.path(), ""}, clock, true).value();
  std::ofstream(folder.path() / "demo.txt") << "version " << kDemoVersion << "\ntoday 2026-11-20\n";
  const auto refused = build_demo(*store, clock, law_source(), kToday);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "demo.half_built");
}

}  // namespace
}  // namespace gongkai::demo
