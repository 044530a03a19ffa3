// Fills the braces of the demo's sentences: words of the item, of its agency's field, of all. demo/README.md tells the
// marks. One speaker belongs to one item and one thread.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "demo/dice.h"
#include "demo/words.h"

namespace gongkai::demo {

class Speaker {
 public:
  /// Both blocks outlive the speaker. Words of `field` come before those of `shared`.
  Speaker(std::string_view seed, const Block& field, const Block& shared)
      : dice_(seed), field_(field), shared_(shared) {}

  /// Says `value` for {key} from now on.
  void set(std::string_view key, std::string value) { known_.insert_or_assign(std::string(key), std::move(value)); }
  bool knows(std::string_view key) const { return known_.contains(key); }
  /// Asked for a key before the word files are; may set further words. An empty optional: not one of its keys.
  using Source = std::function<std::optional<std::string>(Speaker&, std::string_view key)>;
  void set_source(Source source) { source_ = std::move(source); }

  std::string say(std::string_view text) { return expand(text); }
  /// One of the choices of a line, expanded.
  std::string say_one_of(const std::vector<std::string>& choices) {
    return expand(choices[dice_.pick(choices.size())]);
  }
  /// {key}
  std::string word(std::string_view key);
  /// {+key}
  std::string other_word(std::string_view key);
  /// Forgets what was drawn for the {+key} of a table's row; returns how many rows can differ in all of them.
  std::size_t begin_table(std::string_view row);
  /// Row `index` of a table: words first drawn in it are forgotten after it; {#} is its number, from 1.
  std::vector<std::string> say_row(const std::vector<std::string>& cells, std::size_t index);

  Dice& dice() { return dice_; }
  const Block& field() const { return field_; }

 private:
  std::string expand(std::string_view text);
  std::string fill(std::string_view inner);
  std::string number_between(std::string_view least, std::string_view most);
  std::string part_of(std::string_view key, int percent, bool about);
  std::string draw(std::string_view key, bool again_allowed);
  const std::vector<std::string>* choices(std::string_view key) const;

  Dice dice_;
  const Block& field_;
  const Block& shared_;
  Source source_;
  std::map<std::string, std::string, std::less<>> known_;
  std::map<std::string, std::vector<bool>, std::less<>> drawn_;
  std::size_t row_ = 0;
};

}  // namespace gongkai::demo
