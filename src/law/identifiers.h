// Codes of organisations and index numbers: GB 11714 (组织机构代码), GB 32100 (统一社会信用代码), 索引号.
// Alphabets, weights, moduli and the known patterns are law/identifiers.yaml.
//
// Real data hold placeholders and slips, so a wrong check character is a finding, never a reason to refuse.
// Threads: immutable once loaded.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "law/source.h"

namespace gongkai::law {

enum class CodeKind { OrgCode, Uscc };

/// What is wrong with a code, so that callers can choose their own words.
enum class CodeProblem {
  Length,    ///< neither 9 nor 18 characters
  Symbol,    ///< a character outside the alphabet, at `problem_place`
  Check,     ///< the check character should be `right_check`
  Division,  ///< places 3–8 of a credit code are no digits
};

/// The outcome of checking one code.
struct CodeCheck {
  std::string normal;                  ///< upper case, without hyphens and blanks
  std::string written;                 ///< as the standard writes it, e.g. with the hyphen; `normal` if none
  std::optional<CodeKind> kind;        ///< by length; empty when it has neither length
  std::optional<CodeProblem> problem;  ///< the first one found; empty when the code is valid
  std::size_t problem_place = 0;       ///< from 1, in `normal`
  std::string right_check;             ///< the check character that belongs to the body; empty if it has none
  int sum = 0;                         ///< Σ value × weight
  int modulus = 0;
  bool internal_use = false;             ///< a code from the range kept for internal use
  std::optional<Wording> department;     ///< of a credit code: who registers
  std::optional<Wording> category;       ///< of a credit code: what kind of body
  std::string division;                  ///< of a credit code: six digits
  std::string embedded_org_code;         ///< of a credit code: places 9–17
  bool embedded_org_code_valid = false;  ///< its own check digit, reported beside `problem`

  bool valid() const { return kind.has_value() && !problem.has_value(); }
};

/// The kind, its name and the standard behind it.
struct CodeScheme {
  CodeKind kind = CodeKind::OrgCode;
  Wording name;
  std::string instrument;  ///< id in instruments.yaml
  std::string alphabet;    ///< the value of a character is its place here, from 0
  std::vector<int> weights;
  int modulus = 0;
  std::string check_symbols;  ///< the check character for each value
  std::size_t length() const { return weights.size() + 1; }
};

/// An index number taken apart, e.g. 014178678/2023-00002.
struct IndexNumber {
  CodeCheck code;
  char separator = '/';
  int year = 0;
  std::optional<int> month;
  std::string serial;   ///< digits as written
  std::string pattern;  ///< id of the known pattern; empty for a combination that is not listed

  std::string text() const;  ///< upper case, half width
};

class Identifiers {
 public:
  /// Reads identifiers.yaml. Fails with `law.bad_file`.
  static Result<Identifiers> load(const LawSource& source);

  /// Hyphens, blanks, lower case and full width are tolerated. Never fails: what is wrong is in the answer.
  CodeCheck check(std::string_view code) const;
  /// Empty when the text is not made like an index number; a wrong check character does not matter.
  std::optional<IndexNumber> parse_index_number(std::string_view text) const;

  const CodeScheme& scheme(CodeKind kind) const { return kind == CodeKind::OrgCode ? org_code_ : uscc_; }

 private:
  friend class IdentifiersLoader;
  struct Span {
    std::size_t from = 0;  ///< counts from 0
    std::size_t length = 0;
  };
  struct Named {
    std::string code;
    Wording name;
  };
  struct IndexPattern {
    std::string id;
    CodeKind code;
    char separator;
    bool has_month;
    std::string example;
  };
  struct IndexRules {
    std::string separators_after_code;
    char separator_before_serial = '-';
    std::size_t least_digits = 0, most_digits = 0;
    int first_year = 0, last_year = 0;
    std::vector<IndexPattern> patterns;
  };

  void check_symbols(const CodeScheme& scheme, CodeCheck& check) const;
  void read_credit_code(CodeCheck& check) const;

  CodeScheme org_code_, uscc_;
  std::string internal_prefix_;
  std::size_t internal_digits_ = 0;
  Span division_, embedded_;
  std::vector<Named> departments_, categories_;
  IndexRules index_;
};

}  // namespace gongkai::law
