// What the store promises every room: acts are whole or not there, events keep their order, reading sees one state.
#include "store/store.h"

#include <gmock/gmock.h>

#include <stdexcept>
#include <thread>

#include "store_under_test.h"

namespace gongkai::store {
namespace {

class Acts : public testing::TestWithParam<Dialect> {
 protected:
  StoreUnderTest under_test_{GetParam()};
  Store& store_ = under_test_.store();

  std::int64_t event_count() {
    return *store_.read([](Connection& connection) { return connection.number("SELECT count(*) FROM event"); });
  }
};
GONGKAI_ON_BOTH_DIALECTS(Acts);

TEST_P(Acts, WhatAnActWroteIsReadAfterARestart) {
  const auto written = store_.write([](Writing& writing) -> Result<Event> {
    return writing.append({"item/1", "item.published", R"({"title":"公告"})", PersonId{7}});
  });
  ASSERT_TRUE(written.ok()) << written.error().message.en;
  EXPECT_EQ(written->sequence, 1);
  EXPECT_EQ(written->version, 1);
  under_test_.reopen();
  const auto events = under_test_->read([](Connection& connection) { return events_of(connection, "item/1"); });
  ASSERT_TRUE(events.ok());
  ASSERT_EQ(events->size(), 1u);
  EXPECT_EQ(events->front().body, R"({"title":"公告"})");
  EXPECT_EQ(events->front().at.iso(), "2024-03-01T09:00:00+08:00");
  EXPECT_EQ(events->front().by, PersonId{7});
}

TEST_P(Acts, AnErrorUndoesTheActAlone) {
  const auto failed = store_.write([](Writing& writing) -> Result<int> {
    writing.append({"item/1", "item.published", "{}", {}});
    return Error{"item.not_ready", {"", ""}};
  });
  EXPECT_EQ(failed.error().code, "item.not_ready");
  EXPECT_EQ(event_count(), 0);
}

TEST_P(Acts, AnExceptionUndoesTheActAndReachesItsCaller) {
  EXPECT_THROW((void)store_.write([](Writing& writing) -> Result<int> {
    writing.append({"item/1", "item.published", "{}", {}});
    throw std::runtime_error("a library's");
  }),
               std::runtime_error);
  EXPECT_EQ(event_count(), 0);
  EXPECT_TRUE(store_.write([](Writing& writing) -> Result<Event> {
                      return writing.append({"a", "b", "{}", {}});
                    })
                  .ok());
}

TEST_P(Acts, LargeAndSmallBlobsComeBack) {
  const std::string large(200'000, 'x');
  const auto addresses = store_.write([&](Writing& writing) -> Result<std::pair<BlobAddress, BlobAddress>> {
    return std::pair{store_.blobs().put(writing, "small"), store_.blobs().put(writing, large)};
  });
  ASSERT_TRUE(addresses.ok()) << addresses.error().message.en;
  const auto back = store_.read([&](Connection& connection) {
    return std::pair{store_.blobs().get(connection, addresses->first),
                     store_.blobs().get(connection, addresses->second)};
  });
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(*back->first, "small");
  EXPECT_EQ(*back->second, large);
}

}  // namespace
}  // namespace gongkai::store
