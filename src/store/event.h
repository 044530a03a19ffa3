// What happened, appended and never changed. Rooms fold their states from it; triggers refuse UPDATE and DELETE.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "store/connection.h"

namespace gongkai::store {

struct NewEvent {
  std::string stream;  ///< whose story it belongs to: "item/1042", "agency/7"
  std::string kind;    ///< from the room's closed list: "item.published"
  std::string body;    ///< a JSON object
  PersonId by{};       ///< none for acts of the system
};

struct Event {
  std::int64_t sequence = 0;  ///< 1, 2, 3, … in the order of commits over the whole store
  std::string stream;
  std::int64_t version = 0;  ///< 1, 2, 3, … within the stream
  std::string kind;
  std::string body;
  Instant at{};
  PersonId by{};
};

/// The story of one thing, in order.
std::vector<Event> events_of(Connection& connection, std::string_view stream);
/// The change feed: what came after `sequence`, in order, at most `limit`. Nothing is ever inserted before what was
/// read.
std::vector<Event> events_after(Connection& connection, std::int64_t sequence, int limit);
/// All events of streams that begin with `prefix` ("item/"), ordered by stream and version, one by one.
void each_event(Connection& connection, std::string_view prefix, const std::function<void(const Event&)>& take);
std::int64_t last_sequence(Connection& connection);

}  // namespace gongkai::store
