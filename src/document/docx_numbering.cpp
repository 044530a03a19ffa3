#include "document/docx_numbering.h"

#include <algorithm>

#include "base/text.h"

namespace gongkai::document {
namespace {

/// Longer patterns are not printed and longer numbers are cut: a file could ask for gigabytes.
constexpr std::size_t kLongestPattern = 64;
constexpr std::size_t kLongestNumber = 96;

struct HanSigns {
  std::array<std::string_view, 10> digits;
  std::array<std::string_view, 4> units;  ///< of 1, 10, 100, 1000
  std::string_view ten_thousand;
  bool ten_needs_one;  ///< 壹拾, but 十
};

constexpr HanSigns kPlain{
    {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}, {"", "十", "百", "千"}, "万", false};
constexpr HanSigns kPlainTraditional{
    {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}, {"", "十", "百", "千"}, "萬", false};
constexpr HanSigns kLegal{
    {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"}, {"", "拾", "佰", "仟"}, "万", true};
constexpr HanSigns kLegalTraditional{
    {"零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"}, {"", "拾", "佰", "仟"}, "萬", true};

std::string decimal(std::uint32_t number) { return std::to_string(number); }

/// 105 → 一百零五, 20 → 二十, 12 → 十二
std::string counted(std::uint32_t number, const HanSigns& signs) {
  if (number == 0) return std::string(signs.digits[0]);
  if (number > 99'999'999) return decimal(number);
  std::string out;
  bool gap = false;
  auto section = [&](std::uint32_t value) {
    std::uint32_t divisor = 1000;
    for (std::size_t unit = 4; unit-- > 0; divisor /= 10) {
      const std::uint32_t digit = value / divisor % 10;
      if (digit == 0) {
        gap = !out.empty();
        continue;
      }
      if (gap) out += signs.digits[0];
      gap = false;
      if (digit != 1 || unit != 1 || !out.empty() || signs.ten_needs_one) out += signs.digits[digit];
      out += signs.units[unit];
    }
  };
  if (number >= 10'000) {
    section(number / 10'000);
    out += signs.ten_thousand;
    gap = false;
  }
  section(number % 10'000);
  return out;
}

/// 10 → 一〇
std::string spelled(std::uint32_t number) {
  std::string out;
  for (char digit : decimal(number))
    out += digit == '0' ? std::string_view("〇") : kPlain.digits[static_cast<std::size_t>(digit - '0')];
  return out;
}

std::string roman(std::uint32_t number, bool upper) {
  if (number == 0 || number > 3999) return decimal(number);
  struct Step {
    std::uint32_t value;
    std::string_view sign;
  };
  static constexpr Step kSteps[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"},
                                    {90, "XC"},  {50, "L"},   {40, "XL"}, {10, "X"},   {9, "IX"},
                                    {5, "V"},    {4, "IV"},   {1, "I"}};
  std::string out;
  for (const Step& step : kSteps) {
    for (; number >= step.value; number -= step.value) out += step.sign;
  }
  if (!upper) std::transform(out.begin(), out.end(), out.begin(), [](char c) { return static_cast<char>(c + 32); });
  return out;
}

/// Word repeats the letter: z, aa, bb.
std::string letters(std::uint32_t number, char first) {
  if (number == 0 || number > 26 * 8) return decimal(number);
  return std::string((number - 1) / 26 + 1, static_cast<char>(first + static_cast<char>((number - 1) % 26)));
}

/// Signs that stand in a row in Unicode: ① to ⑳.
std::string in_row(std::uint32_t number, char32_t first, std::uint32_t most) {
  if (number == 0 || number > most) return decimal(number);
  std::string out;
  append_code_point(out, first + number - 1);
  return out;
}

std::string full_width(std::uint32_t number) {
  std::string out;
  for (char digit : decimal(number)) append_code_point(out, U'０' + static_cast<char32_t>(digit - '0'));
  return out;
}

template <std::size_t N>
std::string_view sign_of(std::uint32_t number, const std::array<std::string_view, N>& signs) {
  return signs[(number - 1) % N];
}

constexpr std::array<std::string_view, 10> kStems{"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"};
constexpr std::array<std::string_view, 12> kBranches{"子", "丑", "寅", "卯", "辰", "巳",
                                                     "午", "未", "申", "酉", "戌", "亥"};

void append_limited(std::string& out, std::string_view text) {
  if (out.size() + text.size() <= kLongestNumber) out += text;
}

}  // namespace

std::string numbered(std::uint32_t number, std::string_view format) {
  if (format == "decimal") return decimal(number);
  if (format == "none" || format == "bullet") return {};
  if (format == "chineseCounting" || format == "taiwaneseCounting")
    return number < 100 ? counted(number, kPlain) : spelled(number);
  // The Chinese Word offers 一、二、三 under the name japaneseCounting.
  if (format == "chineseCountingThousand" || format == "japaneseCounting") return counted(number, kPlain);
  if (format == "taiwaneseCountingThousand") return counted(number, kPlainTraditional);
  if (format == "ideographDigital" || format == "japaneseDigitalTenThousand" || format == "taiwaneseDigital")
    return spelled(number);
  if (format == "chineseLegalSimplified") return counted(number, kLegal);
  if (format == "ideographLegalTraditional") return counted(number, kLegalTraditional);
  if (format == "ideographTraditional")
    return number == 0 || number > 10 ? decimal(number) : std::string(sign_of(number, kStems));
  if (format == "ideographZodiac")
    return number == 0 || number > 12 ? decimal(number) : std::string(sign_of(number, kBranches));
  if (format == "ideographZodiacTraditional") {
    if (number == 0 || number > 60) return decimal(number);
    return std::string(sign_of(number, kStems)) + std::string(sign_of(number, kBranches));
  }
  if (format == "decimalEnclosedCircle" || format == "decimalEnclosedCircleChinese") return in_row(number, U'①', 20);
  if (format == "decimalEnclosedParen") return in_row(number, U'⑴', 20);
  if (format == "decimalEnclosedFullstop") return in_row(number, U'⒈', 20);
  if (format == "ideographEnclosedCircle") return in_row(number, U'㊀', 10);
  if (format == "decimalFullWidth" || format == "decimalFullWidth2") return full_width(number);
  if (format == "decimalZero") return number < 10 ? "0" + decimal(number) : decimal(number);
  if (format == "upperRoman") return roman(number, true);
  if (format == "lowerRoman") return roman(number, false);
  if (format == "upperLetter") return letters(number, 'A');
  if (format == "lowerLetter") return letters(number, 'a');
  if (format == "numberInDash") return "- " + decimal(number) + " -";
  return decimal(number);
}

DocxNumbering::DocxNumbering(const DocxXml& xml, const DocxStyles& styles) {
  if (xml.tag(xml.root()) != Tag::Numbering) return;
  for (pugi::xml_node node = xml.root().first_child(); node && !exceeded(); node = node.next_sibling()) {
    const Tag kind = xml.tag(node);
    if (kind == Tag::AbstractNum)
      read_definition(xml, node);
    else if (kind == Tag::Num)
      read_use(xml, node);
  }
  // A definition without levels of its own borrows those of the numbering that its list style uses.
  for (auto& [id, definition] : definitions_) {
    if (definition.linked_style.empty()) continue;
    const DocxStyle* style = styles.of_list(definition.linked_style);
    if (style == nullptr || !style->numbering.id) continue;
    const auto use = uses_.find(*style->numbering.id);
    if (use == uses_.end()) continue;
    const auto lender = definitions_.find(use->second.definition);
    if (lender != definitions_.end() && lender->first != id) definition.levels = lender->second.levels;
  }
}

DocxNumbering::Level DocxNumbering::read_level(const DocxXml& xml, pugi::xml_node node) {
  Level level;
  for (pugi::xml_node part = node.first_child(); part; part = part.next_sibling()) {
    const std::string_view val = val_of(part);
    switch (xml.tag(part)) {
      case Tag::Start: level.start = number_in(val, 1'000'000).value_or(1); break;
      case Tag::NumFmt: level.format = val; break;
      case Tag::LvlText:
        if (val.size() <= kLongestPattern) level.text = val;
        break;
      case Tag::LvlRestart: level.restart = number_in(val, kNumberingLevels).value_or(kByAnyHigher); break;
      case Tag::IsLgl: level.legal = is_on(part); break;
      case Tag::Suff: level.suffix = val; break;
      case Tag::PStyle: level.style = val; break;
      case Tag::RunProperties: level.hidden = hidden_by(xml, part).value_or(false); break;
      default: break;
    }
  }
  return level;
}

void DocxNumbering::read_definition(const DocxXml& xml, pugi::xml_node node) {
  const auto id = number_in(attribute_of(node, "abstractNumId"), 0xFFFFFFFF);
  if (!id) return;
  Definition& definition = definitions_[*id];
  for (pugi::xml_node part = node.first_child(); part; part = part.next_sibling()) {
    const Tag kind = xml.tag(part);
    if (kind == Tag::NumStyleLink) definition.linked_style = val_of(part);
    if (kind != Tag::Lvl) continue;
    const auto level = number_in(attribute_of(part, "ilvl"), kNumberingLevels);
    if (level && *level < kNumberingLevels)
      definition.levels[*level] = std::make_shared<const Level>(read_level(xml, part));
  }
}

void DocxNumbering::read_use(const DocxXml& xml, pugi::xml_node node) {
  const auto id = number_in(attribute_of(node, "numId"), 0xFFFFFFFF);
  const auto definition = number_in(val_of(xml.child(node, Tag::AbstractNumId)), 0xFFFFFFFF);
  if (!id || !definition) return;
  Use& use = uses_[*id];
  use.definition = *definition;
  for (pugi::xml_node part = node.first_child(); part; part = part.next_sibling()) {
    if (xml.tag(part) != Tag::LvlOverride) continue;
    const auto level = number_in(attribute_of(part, "ilvl"), kNumberingLevels);
    if (!level || *level >= kNumberingLevels) continue;
    if (const auto start = number_in(val_of(xml.child(part, Tag::StartOverride)), 1'000'000)) {
      use.start[*level] = *start;
      use.has_start.set(*level);
    }
    if (const pugi::xml_node own = xml.child(part, Tag::Lvl))
      use.own[*level] = std::make_unique<const Level>(read_level(xml, own));
  }
}

const DocxNumbering::Level& DocxNumbering::level_of(const Use& use, const Definition& definition,
                                                    std::size_t level) const {
  static const Level kUndescribed;
  if (use.own[level]) return *use.own[level];
  return definition.levels[level] ? *definition.levels[level] : kUndescribed;
}

std::uint32_t DocxNumbering::start_of(const Use& use, const Definition& definition, std::size_t level) const {
  return use.has_start[level] ? use.start[level] : level_of(use, definition, level).start;
}

std::uint32_t DocxNumbering::level_of_style(std::uint32_t id, std::string_view style) const {
  const auto use = uses_.find(id);
  if (use == uses_.end() || style.empty()) return 0;
  const auto definition = definitions_.find(use->second.definition);
  if (definition == definitions_.end()) return 0;
  for (std::uint32_t level = 0; level < kNumberingLevels; ++level) {
    if (level_of(use->second, definition->second, level).style == style) return level;
  }
  return 0;
}

std::string DocxNumbering::next(std::uint32_t id, std::uint32_t level) {
  const auto found = uses_.find(id);
  if (found == uses_.end() || level >= kNumberingLevels) return {};
  Use& use = found->second;
  const auto defined = definitions_.find(use.definition);
  if (defined == definitions_.end()) return {};
  Definition& definition = defined->second;
  if (!use.own[level] && !definition.levels[level]) return {};

  if (!use.used[level] && use.has_start[level]) definition.started.reset(level);
  use.used.set(level);
  if (definition.started[level])
    ++definition.count[level];
  else
    definition.count[level] = start_of(use, definition, level);
  definition.started.set(level);
  // A level that was skipped counts as if it had been there: after "1.1" without a "1" comes "2".
  for (std::size_t higher = 0; higher < level; ++higher) {
    if (definition.started[higher]) continue;
    definition.count[higher] = start_of(use, definition, higher);
    definition.started.set(higher);
    use.used.set(higher);
  }
  for (std::size_t deeper = level + 1; deeper < kNumberingLevels; ++deeper) {
    const std::uint32_t restart = level_of(use, definition, deeper).restart;
    if (restart == kByAnyHigher || level < restart) definition.started.reset(deeper);
  }

  const Level& own = level_of(use, definition, level);
  if (own.format == "bullet" || own.hidden) return {};
  std::string out;
  const std::string_view pattern = own.text;
  for (std::size_t at = 0; at < pattern.size();) {
    const char digit = at + 1 < pattern.size() ? pattern[at + 1] : '\0';
    if (pattern[at] != '%' || digit < '1' || digit > '9') {
      const std::size_t from = at;
      next_code_point(pattern, at);
      append_limited(out, pattern.substr(from, at - from));
      continue;
    }
    at += 2;
    const auto place = static_cast<std::size_t>(digit - '1');
    if (place > level) continue;
    const std::string& format = level_of(use, definition, place).format;
    append_limited(out, numbered(definition.count[place], own.legal && format != "none" ? std::string_view("decimal")
                                                                                        : std::string_view(format)));
  }
  // After full-width punctuation ("一、") the tab that Word sets there would only part what belongs together.
  if (!out.empty() && own.suffix != "nothing" && static_cast<unsigned char>(out.back()) < 0x80) out += ' ';
  return out;
}

}  // namespace gongkai::document
