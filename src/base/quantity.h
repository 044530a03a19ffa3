// An exact decimal with six places: counts, yuan and ten thousands of yuan without rounding.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gongkai {

class Quantity {
 public:
  static constexpr std::int64_t kScale = 1'000'000;
  /// Larger magnitudes are refused at parsing, so that sums of a table cannot overflow.
  static constexpr std::int64_t kLargest = 1'000'000'000'000;

  constexpr Quantity() = default;
  static constexpr Quantity of(std::int64_t whole) { return Quantity(whole * kScale); }
  static constexpr Quantity of_millionths(std::int64_t millionths) { return Quantity(millionths); }
  /// Reads ASCII "12", "-3", "18.73", "+5"; empty for anything else, for more than six places and beyond kLargest.
  static std::optional<Quantity> parse(std::string_view digits);

  constexpr bool is_whole() const { return millionths_ % kScale == 0; }
  constexpr bool is_negative() const { return millionths_ < 0; }
  constexpr bool is_zero() const { return millionths_ == 0; }
  constexpr std::int64_t millionths() const { return millionths_; }
  constexpr double as_double() const { return static_cast<double>(millionths_) / static_cast<double>(kScale); }

  /// "12", "-3", "18.73": valid as a JSON number.
  std::string text() const;

  constexpr Quantity operator+(Quantity other) const { return Quantity(millionths_ + other.millionths_); }
  constexpr Quantity operator-(Quantity other) const { return Quantity(millionths_ - other.millionths_); }
  constexpr auto operator<=>(const Quantity&) const = default;

 private:
  constexpr explicit Quantity(std::int64_t millionths) : millionths_(millionths) {}
  std::int64_t millionths_ = 0;
};

}  // namespace gongkai
