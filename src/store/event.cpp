#include "store/event.h"

#include "store/failure.h"
#include "store/store.h"

namespace gongkai::store {
namespace {

#define GONGKAI_EVENT_COLUMNS "sequence, stream, version, kind, body, recorded_at, by_person"

Event event_of(const Row& row) {
  return {row.integer(0), row.text(1), row.integer(2), row.text(3), row.text(4), row.instant(5), row.id<PersonTag>(6)};
}

std::vector<Event> collect(Connection& connection, std::string_view sql, const Parameters& parameters) {
  std::vector<Event> events;
  connection.each(sql, parameters, [&](const Row& row) { events.push_back(event_of(row)); });
  return events;
}

std::int64_t last_version(Connection& connection, std::string_view stream) {
  return connection.number("SELECT coalesce(max(version), 0) FROM event WHERE stream = $1", {stream});
}

}  // namespace

std::vector<Event> events_of(Connection& connection, std::string_view stream) {
  return collect(connection, "SELECT " GONGKAI_EVENT_COLUMNS " FROM event WHERE stream = $1 ORDER BY version",
                 {stream});
}

std::vector<Event> events_after(Connection& connection, std::int64_t sequence, int limit) {
  return collect(connection,
                 "SELECT " GONGKAI_EVENT_COLUMNS " FROM event WHERE sequence > $1 ORDER BY sequence LIMIT $2",
                 {sequence, limit});
}

void each_event(Connection& connection, std::string_view prefix, const std::function<void(const Event&)>& take) {
  if (prefix.empty()) {
    connection.each("SELECT " GONGKAI_EVENT_COLUMNS " FROM event ORDER BY stream, version", {},
                    [&](const Row& row) { take(event_of(row)); });
    return;
  }
  // A range of the index. U+10FFFF sorts behind every character that a stream's name may hold.
  connection.each("SELECT " GONGKAI_EVENT_COLUMNS
                  " FROM event WHERE stream >= $1 AND stream < $2 ORDER BY stream, version",
                  {prefix, std::string(prefix) + "\U0010FFFF"}, [&](const Row& row) { take(event_of(row)); });
}

std::int64_t last_sequence(Connection& connection) {
  return connection.number("SELECT coalesce(max(sequence), 0) FROM event");
}

Event Writing::append(NewEvent event) {
  const std::optional<Row> row =
      connection_.first("INSERT INTO event (" GONGKAI_EVENT_COLUMNS
                        ") VALUES ((SELECT coalesce(max(sequence), 0) + 1 FROM event), $1,"
                        " (SELECT coalesce(max(version), 0) + 1 FROM event WHERE stream = $1), $2, $3, $4, $5)"
                        " RETURNING sequence, version",
                        {event.stream, event.kind, event.body, now_, event.by});
  if (!row) throw StoreFailure(broken("an event was not stored"));
  return {row->integer(0), std::move(event.stream), row->integer(1), std::move(event.kind), std::move(event.body), now_,
          event.by};
}

Result<Event> Writing::append_at(std::int64_t expected_version, NewEvent event) {
  if (last_version(connection_, event.stream) != expected_version) {
    return Error{"store.stream_moved",
                 {"这条记录刚被别人修改过，这次操作没有保存；请刷新后重试",
                  "somebody else changed this record a moment ago and nothing was stored; reload and try again"},
                 event.stream};
  }
  return append(std::move(event));
}

}  // namespace gongkai::store
