// Acts whose traces can be judged afterwards, for tests that kill, cut the power or fill the disk.
//
// An act of (thread, number) appends two events and stores a small or a large blob that names it; all or nothing of
// that must be there later, and everything that was acknowledged.
#pragma once
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "store_under_test.h"

namespace gongkai::store {

struct Acknowledged {
  int thread = 0;
  int number = 0;
};

inline std::string stream_of(int thread) { return "thread/" + std::to_string(thread); }

inline std::string bytes_of(int thread, int number) {
  const std::size_t size = number % 10 == 0 ? 70'000 : 200;  // every tenth becomes a file
  return std::to_string(thread) + ":" + std::to_string(number) + ":" + std::string(size, 'b');
}

inline Result<bool> try_to_perform(Store& store, Acknowledged act, const std::string& prefix = {}) {
  return store.write([&](Writing& writing) -> Result<bool> {
    const std::string stream = prefix + stream_of(act.thread), body = "{\"n\":" + std::to_string(act.number) + "}";
    writing.append({stream, "begun", body, {}});
    store.blobs().put(writing, prefix + bytes_of(act.thread, act.number));
    writing.append({stream, "ended", body, {}});
    return true;
  });
}
inline bool perform(Store& store, Acknowledged act, const std::string& prefix = {}) {
  return try_to_perform(store, act, prefix).ok();
}

/// Expects whole acts only, in their order, and all of `acknowledged`.
inline void judge(Store& store, const std::vector<Acknowledged>& acknowledged, const std::string& prefix = {}) {
  const auto judged = store.read([&](Connection& connection) {
    std::map<std::string, std::vector<Event>> stories;
    std::int64_t expected_sequence = 1;
    for (const Event& event : events_after(connection, 0, 1'000'000)) {
      EXPECT_EQ(event.sequence, expected_sequence++);
      if (event.stream.starts_with(prefix + "thread/")) stories[event.stream].push_back(event);
    }
    std::set<std::pair<std::string, std::string>> present;
    for (const auto& [stream, events] : stories) {
      EXPECT_EQ(events.size() % 2, 0u) << "half an act in " << stream;
      for (std::size_t i = 0; i + 1 < events.size(); i += 2) {
        EXPECT_EQ(events[i].kind, "begun");
        EXPECT_EQ(events[i + 1].kind, "ended");
        EXPECT_EQ(events[i].body, events[i + 1].body);
        EXPECT_EQ(events[i].version, static_cast<std::int64_t>(i) + 1);
        EXPECT_TRUE(present.emplace(stream, events[i].body).second) << "twice: " << stream << " " << events[i].body;
        const int thread = std::stoi(stream.substr(prefix.size() + 7)), number = std::stoi(events[i].body.substr(5));
        const std::string bytes = prefix + bytes_of(thread, number);
        const auto blob = store.blobs().get(connection, {hex(sha256(bytes))});
        EXPECT_TRUE(blob.ok()) << stream << " " << number << ": " << (blob.ok() ? "" : blob.error().message.en);
      }
    }
    for (const Acknowledged& act : acknowledged) {
      const std::string body = "{\"n\":" + std::to_string(act.number) + "}";
      EXPECT_TRUE(present.contains({prefix + stream_of(act.thread), body}))
          << "lost: " << stream_of(act.thread) << " " << body;
    }
    return true;
  });
  ASSERT_TRUE(judged.ok()) << judged.error().message.en;
}

}  // namespace gongkai::store
