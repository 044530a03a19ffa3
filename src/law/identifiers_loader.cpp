// From law/identifiers.yaml to Identifiers, with the checks that keep every later index in range.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "law/identifiers.h"
#include "law/verified.h"
#include "law/yaml_reader.h"

namespace gongkai::law {
namespace {

constexpr std::string_view kFile = "identifiers.yaml";

bool is_upper_alphanumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); }

std::string read_symbols(const YamlValue& value) {
  std::string symbols = value.text();
  const bool known = std::all_of(symbols.begin(), symbols.end(), is_upper_alphanumeric);
  if (!known || std::set<char>(symbols.begin(), symbols.end()).size() != symbols.size()) {
    value.note_problem(
        {"只能是互不相同的数字和大写字母；请改正", "only digits and capital letters, each once; correct it"});
  }
  return symbols;
}

char read_character(const YamlValue& value) {
  const std::string text = value.text();
  if (text.size() == 1) return text.front();
  value.note_problem({"应为一个 ASCII 字符；请改正", "must be one ASCII character; correct it"});
  return ' ';
}

}  // namespace

class IdentifiersLoader {
 public:
  static Result<Identifiers> load(const LawSource& source) {
    auto file = YamlFile::parse(kFile, source.text(kFile));
    if (!file) return file.error();
    Identifiers read;
    const YamlValue root = file->root(), org_code = root.at("org_code"), uscc = root.at("uscc");
    read.org_code_ = read_scheme(org_code, CodeKind::OrgCode);
    read.uscc_ = read_scheme(uscc, CodeKind::Uscc);
    if (read.org_code_.length() == read.uscc_.length()) {
      uscc.note_problem({"两种代码长度相同，无法区分；请改正 body_length",
                         "both codes have one length and cannot be told apart; correct body_length"});
    }
    const YamlValue internal = org_code.at("internal_use");
    read.internal_prefix_ = internal.text("prefix");
    read.internal_digits_ = static_cast<std::size_t>(internal.integer("digits", 1, 20));
    internal.wording();
    read.division_ = read_span(uscc.at("division"), read.uscc_.length());
    read.embedded_ = read_span(uscc.at("org_code"), read.uscc_.length());
    if (read.embedded_.length != read.org_code_.length()) {
      uscc.at("org_code")
          .note_problem(
              {"长度与组织机构代码不符；请改正", "does not have the length of an organisation code; correct it"});
    }
    read.departments_ = read_names(uscc.list("departments"));
    read.categories_ = read_names(uscc.list("categories"));
    read_index_rules(root.at("index_number"), read.index_);
    if (auto failure = file->finish()) return *failure;
    return read;
  }

 private:
  static CodeScheme read_scheme(const YamlValue& value, CodeKind kind) {
    CodeScheme scheme;
    scheme.kind = kind;
    scheme.name = value.wording();
    scheme.instrument = value.at("basis").text("instrument");
    read_verified(value);
    const auto body = static_cast<std::size_t>(value.integer("body_length", 1, 100));
    scheme.alphabet = read_symbols(value.at("alphabet"));
    for (const YamlValue& weight : value.list("weights"))
      scheme.weights.push_back(static_cast<int>(weight.integer(0, 1000)));
    scheme.modulus = static_cast<int>(value.integer("modulus", 2, 1000));
    scheme.check_symbols = read_symbols(value.at("check_symbols"));
    if (scheme.weights.size() != body) {
      value.at("weights").note_problem(
          {fmt::format("应有 {} 个权数；请改正", body), fmt::format("must be {} weights; correct them", body)});
    }
    if (scheme.check_symbols.size() != static_cast<std::size_t>(scheme.modulus)) {
      value.at("check_symbols")
          .note_problem({fmt::format("应有 {} 个字符，与 modulus 相同；请改正", scheme.modulus),
                         fmt::format("must be {} symbols, as many as modulus; correct it", scheme.modulus)});
    }
    return scheme;
  }

  /// `from` counts from 1 in the file.
  static Identifiers::Span read_span(const YamlValue& value, std::size_t code_length) {
    Identifiers::Span span;
    const auto most = static_cast<std::int64_t>(code_length);
    const std::int64_t from = value.integer("from", 1, most);
    span.length = static_cast<std::size_t>(value.integer("length", 1, std::max<std::int64_t>(1, most - from + 1)));
    span.from = static_cast<std::size_t>(std::max<std::int64_t>(from, 1) - 1);
    return span;
  }

  static std::vector<Identifiers::Named> read_names(const std::vector<YamlValue>& entries) {
    std::vector<Identifiers::Named> names;
    for (const YamlValue& entry : entries) names.push_back({entry.text("code"), entry.wording()});
    return names;
  }

  static void read_index_rules(const YamlValue& value, Identifiers::IndexRules& rules) {
    value.wording();
    value.at("basis").text("instrument");
    value.at("basis").optional_text("article");
    read_verified(value);
    rules.separators_after_code = value.text("separators_after_code");
    rules.separator_before_serial = read_character(value.at("separator_before_serial"));
    const YamlValue digits = value.at("serial_digits");
    rules.least_digits = static_cast<std::size_t>(digits.integer("least", 1, 18));
    rules.most_digits = static_cast<std::size_t>(digits.integer("most", 1, 18));
    rules.first_year = static_cast<int>(value.at("years").integer("from", 1000, 9999));
    rules.last_year = static_cast<int>(value.at("years").integer("to", 1000, 9999));
    for (const YamlValue& entry : value.list("patterns")) {
      Identifiers::IndexPattern pattern;
      pattern.id = entry.text("id");
      pattern.code = entry.one_of("code", {"org_code", "uscc"}) == 0 ? CodeKind::OrgCode : CodeKind::Uscc;
      pattern.separator = read_character(entry.at("separator"));
      pattern.has_month = entry.one_of("date", {"year", "year_month"}) == 1;
      pattern.example = entry.text("example");
      entry.text("seen_in");
      rules.patterns.push_back(std::move(pattern));
    }
  }
};

Result<Identifiers> Identifiers::load(const LawSource& source) { return IdentifiersLoader::load(source); }

}  // namespace gongkai::law
