#include "law/identifiers.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace gongkai::law {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

/// Half width, upper case, no blanks.
std::string upper_folded(std::string_view text) {
  std::string out = folded(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

std::string without_hyphens(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), '-'), text.end());
  return text;
}

int number_of(std::string_view digits) {
  int number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

}  // namespace

CodeCheck Identifiers::check(std::string_view code) const {
  CodeCheck check;
  check.normal = without_hyphens(upper_folded(code));
  check.written = check.normal;
  // Other than ASCII has no place in a code; counting characters keeps the length honest.
  const std::size_t length = count_code_points(check.normal);
  if (length == org_code_.length()) check.kind = CodeKind::OrgCode;
  if (length == uscc_.length()) check.kind = CodeKind::Uscc;
  if (!check.kind) {
    check.problem = CodeProblem::Length;
    return check;
  }
  check_symbols(scheme(*check.kind), check);
  if (check.problem == CodeProblem::Symbol) return check;
  if (check.kind == CodeKind::Uscc) {
    read_credit_code(check);
  } else {
    check.written.insert(org_code_.weights.size(), "-");
    check.internal_use = check.normal.starts_with(internal_prefix_) &&
                         all_digits(std::string_view(check.normal).substr(internal_prefix_.size(), internal_digits_));
  }
  return check;
}

void Identifiers::check_symbols(const CodeScheme& scheme, CodeCheck& check) const {
  std::string_view code = check.normal;
  check.modulus = scheme.modulus;
  for (std::size_t i = 0; i < scheme.weights.size(); ++i) {
    const std::size_t value = i < code.size() ? scheme.alphabet.find(code[i]) : std::string::npos;
    if (value == std::string::npos) {
      check.problem = CodeProblem::Symbol;
      check.problem_place = i + 1;
      return;
    }
    check.sum += static_cast<int>(value) * scheme.weights[i];
  }
  const int value = (scheme.modulus - check.sum % scheme.modulus) % scheme.modulus;
  check.right_check = scheme.check_symbols.substr(static_cast<std::size_t>(value), 1);
  const std::string_view given = code.substr(scheme.weights.size());
  if (given == check.right_check) return;
  check.problem = given.size() == 1 && scheme.check_symbols.find(given) != std::string::npos ? CodeProblem::Check
                                                                                             : CodeProblem::Symbol;
  check.problem_place = scheme.length();
}

void Identifiers::read_credit_code(CodeCheck& check) const {
  const auto name_of = [](const std::vector<Named>& names, std::string_view code) -> std::optional<Wording> {
    const auto found =
        std::find_if(names.begin(), names.end(), [&](const Named& n) { return code.starts_with(n.code); });
    return found == names.end() ? std::nullopt : std::optional(found->name);
  };
  check.department = name_of(departments_, check.normal);
  check.category = name_of(categories_, check.normal);
  check.division = check.normal.substr(division_.from, division_.length);
  check.embedded_org_code = check.normal.substr(embedded_.from, embedded_.length);
  CodeCheck embedded;
  embedded.normal = check.embedded_org_code;
  check_symbols(org_code_, embedded);
  check.embedded_org_code_valid = !embedded.problem;
  if (!check.problem && !all_digits(check.division)) {
    check.problem = CodeProblem::Division;
    check.problem_place = division_.from + 1;
  }
}

std::optional<IndexNumber> Identifiers::parse_index_number(std::string_view text) const {
  const std::string folded_text = upper_folded(text);
  const std::string_view all = folded_text;
  const std::size_t dash = all.rfind(index_.separator_before_serial);
  if (dash == std::string_view::npos || dash == 0) return std::nullopt;
  const std::string_view serial = all.substr(dash + 1);
  if (serial.size() < index_.least_digits || serial.size() > index_.most_digits || !all_digits(serial))
    return std::nullopt;
  const std::size_t cut = all.substr(0, dash).find_last_of(index_.separators_after_code);
  if (cut == std::string_view::npos) return std::nullopt;
  const std::string_view date = all.substr(cut + 1, dash - cut - 1);
  if ((date.size() != 4 && date.size() != 6) || !all_digits(date)) return std::nullopt;

  IndexNumber number;
  number.separator = all[cut];
  number.serial = serial;
  number.year = number_of(date.substr(0, 4));
  if (date.size() == 6) number.month = number_of(date.substr(4));
  if (number.year < index_.first_year || number.year > index_.last_year) return std::nullopt;
  if (number.month && (*number.month < 1 || *number.month > 12)) return std::nullopt;

  const std::string_view code = all.substr(0, cut);
  number.code = check(code);
  if (!number.code.kind || number.code.problem == CodeProblem::Symbol) return std::nullopt;
  // The only hyphen that a code may hold stands before an organisation code's check character.
  if (code != number.code.normal && code != number.code.written) return std::nullopt;
  for (const IndexPattern& pattern : index_.patterns) {
    if (pattern.code == *number.code.kind && pattern.separator == number.separator &&
        pattern.has_month == number.month.has_value()) {
      number.pattern = pattern.id;
    }
  }
  return number;
}

std::string IndexNumber::text() const {
  const std::string date = month ? fmt::format("{:04}{:02}", year, *month) : fmt::format("{:04}", year);
  return fmt::format("{}{}{}-{}", code.normal, separator, date, serial);
}

}  // namespace gongkai::law
