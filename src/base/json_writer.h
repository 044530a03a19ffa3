// Writes JSON in the order in which it is told, straight into one string. Boost.JSON reads JSON elsewhere;
// for writing, building a tree first would cost as much as reading a report (docs/decisions/0003).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace gongkai {

/// The caller opens and closes objects and arrays in pairs; commas are set here.
/// Broken UTF-8 in values comes out as U+FFFD, so the output is always valid JSON.
class JsonWriter {
 public:
  JsonWriter() { out_.reserve(4096); }

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }

  JsonWriter& key(std::string_view name);
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(std::int64_t number);
  JsonWriter& value(int number) { return value(static_cast<std::int64_t>(number)); }
  JsonWriter& value(std::size_t number) { return value(static_cast<std::int64_t>(number)); }
  JsonWriter& value(unsigned number) { return value(static_cast<std::int64_t>(number)); }
  /// Shortest form that reads back as the same double; infinities and NaN are written as null.
  JsonWriter& value(double number);
  JsonWriter& value(bool truth);
  JsonWriter& null();
  /// Text that is JSON already, e.g. a number as printed.
  JsonWriter& raw(std::string_view json);

  template <class T>
  JsonWriter& member(std::string_view name, const T& v) {
    key(name);
    return value(v);
  }
  JsonWriter& null_member(std::string_view name) {
    key(name);
    return null();
  }

  const std::string& str() const { return out_; }
  std::string take() { return std::move(out_); }
  void clear() {
    out_.clear();
    needs_comma_ = false;
  }

 private:
  JsonWriter& open(char bracket) {
    separate();
    out_ += bracket;
    needs_comma_ = false;
    return *this;
  }
  JsonWriter& close(char bracket) {
    out_ += bracket;
    needs_comma_ = true;
    return *this;
  }
  void separate() {
    if (needs_comma_) out_ += ',';
    needs_comma_ = true;
  }
  void quote(std::string_view text);

  std::string out_;
  bool needs_comma_ = false;
};

}  // namespace gongkai
