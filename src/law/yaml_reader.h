// A typed, suspicious way to read the YAML files of law/. The files may come from anybody (--law), so
// nothing in them can make the program throw, hang or take all memory, and every complaint names the line.
//
//   auto file = YamlFile::parse(name, text);
//   if (!file) return file.error();
//   for (YamlValue entry : file->root().list("off_days")) days.push_back(entry.day("date"));
//   if (auto failure = file->finish()) return *failure;      // the first problem, unknown keys included
//
// Reading never fails on the spot: a getter that meets something wrong remembers the first problem in
// the file and returns an empty value, so loaders read straight through and ask once, at the end.
// What was read must not be used before finish() has said that all is well.
//
// Stricter than YAML: no anchors, aliases, tags or second document, no key twice in a map; 'yes', 0x1F
// and 1_000 are texts; a quoted "15" is a text, never a number; dates are exactly YYYY-MM-DD.
// Threads: one at a time for each file, because reading marks what was read.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_day.h"
#include "base/result.h"
#include "base/wording.h"

namespace gongkai::law {

struct YamlLimits {
  std::size_t bytes = 1u << 19;
  std::size_t line_bytes = 4096;
  std::size_t depth = 24;        ///< maps and lists inside each other
  std::size_t values = 100'000;  ///< maps, lists, scalars and keys together
};

struct YamlState;
struct YamlNode;

/// One value of a file, or the absence of one. Cheap to copy; must not outlive its YamlFile. Every getter
/// on an absent value or on one of the wrong kind notes a problem (once) and returns something empty.
class YamlValue {
 public:
  // ---- what it is. These never note a problem.
  bool is_present() const;  ///< there, and not null
  bool is_null() const;     ///< there, and written as null, ~ or nothing
  bool is_map() const;
  bool is_list() const;
  bool is_scalar() const;
  bool is_quoted() const;     ///< a scalar in quotation marks, or a block scalar
  int line() const;           ///< from 1; an absent value has the line of the map that lacks it
  std::string place() const;  ///< "calendar/2022.yaml:12"

  // ---- this value itself
  std::string text() const;  ///< any scalar that is not blank, as written
  std::int64_t integer(std::int64_t least = std::numeric_limits<std::int64_t>::min(),
                       std::int64_t most = std::numeric_limits<std::int64_t>::max()) const;
  double decimal() const;  ///< finite, in the usual notation
  bool boolean() const;    ///< true or false
  CivilDay day() const;
  std::vector<YamlValue> list() const;
  /// The keys of a map whose keys are data, in file order. Marks them all as read.
  struct Entry;
  std::vector<Entry> entries() const;
  /// The place of this scalar in `words`; a problem that lists them when it is none of them.
  std::size_t one_of(std::initializer_list<std::string_view> words) const;
  std::vector<std::string> texts() const;  ///< a list of texts; a single text counts as a list of one

  // ---- a field of this map. `at` marks the key as known.
  YamlValue at(std::string_view key) const;  ///< absent when there is no such key: no problem yet
  std::string text(std::string_view key) const { return at(key).text(); }
  std::int64_t integer(std::string_view key, std::int64_t least = std::numeric_limits<std::int64_t>::min(),
                       std::int64_t most = std::numeric_limits<std::int64_t>::max()) const {
    return at(key).integer(least, most);
  }
  double decimal(std::string_view key) const { return at(key).decimal(); }
  bool boolean(std::string_view key) const { return at(key).boolean(); }
  CivilDay day(std::string_view key) const { return at(key).day(); }
  std::vector<YamlValue> list(std::string_view key) const { return at(key).list(); }
  std::vector<std::string> texts(std::string_view key) const { return at(key).texts(); }
  std::size_t one_of(std::string_view key, std::initializer_list<std::string_view> words) const {
    return at(key).one_of(words);
  }
  /// The fields `zh` and `en` of this map, both required.
  Wording wording() const { return {text("zh"), text("en")}; }

  // ---- fields that may be left out or null
  std::optional<std::string> optional_text(std::string_view key) const;
  std::optional<std::int64_t> optional_integer(std::string_view key,
                                               std::int64_t least = std::numeric_limits<std::int64_t>::min(),
                                               std::int64_t most = std::numeric_limits<std::int64_t>::max()) const;
  std::optional<double> optional_decimal(std::string_view key) const;
  std::optional<bool> optional_boolean(std::string_view key) const;
  std::optional<CivilDay> optional_day(std::string_view key) const;
  std::vector<YamlValue> optional_list(std::string_view key) const;     ///< empty when left out
  std::vector<std::string> optional_texts(std::string_view key) const;  ///< empty when left out

  // ---- complaints of the loader, e.g. "make_up_work_days holds a Tuesday"; code law.bad_file
  void note_problem(Wording message) const;

 private:
  friend class YamlFile;
  YamlValue(YamlState* state, const YamlNode* node, const YamlNode* parent, std::string key)
      : state_(state), node_(node), parent_(parent), key_(std::move(key)) {}
  void note_wrong_kind(std::string_view wanted_zh, std::string_view wanted_en) const;
  bool scalar_or_problem(std::string_view wanted_zh, std::string_view wanted_en) const;

  YamlState* state_;
  const YamlNode* node_;    ///< null when absent
  const YamlNode* parent_;  ///< null for the root
  std::string key_;         ///< for messages
};

struct YamlValue::Entry {
  std::string key;
  YamlValue value;
};

class YamlFile {
 public:
  /// `name` is how messages call the file. Fails with `law.bad_file`: too large, no UTF-8, no YAML, deeper
  /// or longer than `limits`, an anchor, alias, tag, second document, or a key twice. O(size) or nearly so.
  static Result<YamlFile> parse(std::string_view name, std::string_view text, const YamlLimits& limits = {});

  YamlFile(YamlFile&&) noexcept;
  YamlFile& operator=(YamlFile&&) noexcept;
  ~YamlFile();

  /// Null for a file without content.
  YamlValue root() const;
  const std::string& name() const;

  /// The first problem so far, for loaders that must not go on with wrong values.
  const Failure& problem() const;

  /// Empty when everything that was asked for was there and right, and every key of the file was asked for.
  /// Otherwise the problem noted first, or else the first key that no one asked for, as `law.bad_file`.
  Failure finish() const;

 private:
  explicit YamlFile(std::unique_ptr<YamlState> state);
  std::unique_ptr<YamlState> state_;
};

}  // namespace gongkai::law
