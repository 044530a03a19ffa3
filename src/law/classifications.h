// How items of the catalogue are classified and what the classes are called: themes, genres, validity, manner of
// disclosure, relations, statutory items. Identifiers are what the program stores; names are what people read.
// 条例 第十三条、第二十条、第二十一条. Data: law/themes.yaml.
// Threads: immutable once loaded.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/wording.h"
#include "law/source.h"
#include "law/verified.h"

namespace gongkai::law {

/// One of a closed list: "in_force", 有效.
struct NamedClass {
  std::string id;
  Wording name;
};

struct ThemeClass {
  Wording name;                    ///< 综合政务
  std::vector<std::string> below;  ///< 政务公开 …
};

struct Genre {
  Wording name;
  std::vector<std::string> variants;  ///< other spellings that mean it
};

/// `back` is what the relation is called from the other end.
struct RelationName {
  std::string id, back_id;
  Wording name, back;
};

struct LegalItem {
  std::string id;  ///< "20.1" … "20.15", "21"
  Wording name;
  std::string instrument, article;
};

class Classifications {
 public:
  /// Reads themes.yaml. Fails with `law.bad_file`.
  static Result<Classifications> load(const LawSource& source);

  const std::vector<ThemeClass>& themes() const { return themes_; }
  const std::vector<Genre>& genres() const { return genres_; }
  const std::vector<NamedClass>& validities() const { return validities_; }
  const std::vector<NamedClass>& disclosures() const { return disclosures_; }
  const std::vector<RelationName>& relations() const { return relations_; }
  const std::vector<LegalItem>& legal_items() const { return legal_items_; }
  const std::string& theme_separator() const { return theme_separator_; }

  /// The theme as stored, e.g. "综合政务\政务公开" from "综合政务/政务公开" or from "综合政务"; empty when there is no
  /// such theme. A theme below a class must be one of that class.
  std::optional<std::string> theme(std::string_view text) const;
  /// 综合政务 of "综合政务\政务公开".
  std::string_view class_of_theme(std::string_view theme) const;
  /// The genre by its name or a variant, as stored; empty when there is none.
  std::optional<std::string> genre(std::string_view text) const;
  /// The genre that a title ends with (…的通知, …办法（试行）的通知); empty when none does.
  std::optional<std::string> genre_of_title(std::string_view title) const;
  const LegalItem* legal_item(std::string_view id) const;

 private:
  friend class ClassificationsLoader;
  std::string theme_separator_;
  std::vector<ThemeClass> themes_;
  std::vector<Genre> genres_;
  std::vector<NamedClass> validities_, disclosures_;
  std::vector<RelationName> relations_;
  std::vector<LegalItem> legal_items_;
};

}  // namespace gongkai::law
