#include "law/columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "law/yaml_reader.h"

namespace gongkai::law {
namespace {

constexpr std::string_view kFile = "columns.yaml";
constexpr std::array<std::string_view, 2> kTrees{"statutory", "news"};
constexpr std::array<std::string_view, 6> kTypes{"list", "guide", "profile", "reports", "requests", "group"};

ColumnBasis read_basis(const YamlValue& value) {
  ColumnBasis basis{value.text("instrument"), value.optional_text("article").value_or("")};
  if (basis.article.empty()) basis.article = value.text("place");
  return basis;
}

bool is_code(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

}  // namespace

std::string_view name_of(ColumnTree tree) { return kTrees.at(static_cast<std::size_t>(tree)); }
std::string_view name_of(ColumnType type) { return kTypes.at(static_cast<std::size_t>(type)); }

bool Column::is_for(std::string_view agency_kind) const {
  return kinds.empty() || std::find(kinds.begin(), kinds.end(), agency_kind) != kinds.end();
}

class ColumnsLoader {
 public:
  static Result<Columns> load(const LawSource& source) {
    auto file = YamlFile::parse(kFile, source.text(kFile));
    if (!file) return file.error();
    const YamlValue root = file->root();
    ColumnsLoader loader;
    for (const auto& [name, value] : root.at("rhythms").entries()) loader.rhythms_[name] = read_rhythm(value);
    for (const YamlValue& entry : root.list("columns")) loader.add(entry);
    const YamlValue defaults = root.at("default_column");
    loader.read_.default_for_documents_ = loader.place_of(defaults.at("for_documents"));
    loader.read_.default_otherwise_ = loader.place_of(defaults.at("otherwise"));
    if (auto failure = file->finish()) return *failure;
    return std::move(loader.read_);
  }

 private:
  static ColumnRhythm read_rhythm(const YamlValue& value) {
    ColumnRhythm rhythm;
    rhythm.days = static_cast<int>(value.integer("days", 1, 3660));
    rhythm.rule = value.wording();
    rhythm.basis = read_basis(value.at("basis"));
    rhythm.verified = read_verified(value);
    return rhythm;
  }

  void add(const YamlValue& entry) {
    Column column;
    column.code = entry.text("code");
    if (!is_code(column.code)) {
      entry.at("code").note_problem({"只能是小写字母和数字；请改正", "lower-case letters and digits only; correct it"});
    }
    const Wording name = entry.wording();
    column.name = name.zh;
    column.name_en = name.en;
    column.tree = static_cast<ColumnTree>(entry.one_of("tree", {kTrees[0], kTrees[1]}));
    column.type = static_cast<ColumnType>(
        entry.one_of("type", {kTypes[0], kTypes[1], kTypes[2], kTypes[3], kTypes[4], kTypes[5]}));
    column.description = entry.text("description");
    column.legal_item = entry.optional_text("legal_item").value_or("");
    column.validity = entry.optional_text("validity").value_or("");
    column.kinds = entry.optional_texts("kinds");
    column.is_normative = entry.optional_boolean("normative").value_or(false);
    column.basis = read_basis(entry.at("basis"));
    column.verified = read_verified(entry);
    column.position = static_cast<int>(read_.columns_.size()) + 1;
    read_rhythm_of(entry, column);
    read_parent(entry, column);
    if (!read_.by_code_.emplace(column.code, read_.columns_.size()).second) {
      entry.at("code").note_problem({"栏目代码重复；请改正", "there is a column with this code already; correct it"});
    }
    read_.columns_.push_back(std::move(column));
  }

  void read_rhythm_of(const YamlValue& entry, Column& column) const {
    const auto name = entry.optional_text("rhythm");
    if (!name) return;
    const auto found = rhythms_.find(*name);
    if (found == rhythms_.end()) {
      entry.at("rhythm").note_problem({"rhythms 中没有这一种；请改正", "there is no such rhythm; correct it"});
      return;
    }
    column.rhythm = found->second;
    column.expected_days = found->second.days;
  }

  void read_parent(const YamlValue& entry, Column& column) const {
    const auto parent = entry.optional_text("parent");
    if (!parent) return;
    column.parent = *parent;
    const Column* above = read_.find(*parent);
    if (above == nullptr || above->type != ColumnType::Group || above->tree != column.tree) {
      entry.at("parent").note_problem(
          {"上级栏目应在此之前、同一树内，且 type 为 group；请改正",
           "the parent must stand before it, in the same tree, with type group; correct it"});
      return;
    }
    const bool kinds_hold = column.kinds.empty()
                                ? above->kinds.empty()
                                : std::all_of(column.kinds.begin(), column.kinds.end(),
                                              [&](const std::string& kind) { return above->is_for(kind); });
    if (!kinds_hold) {
      entry.at("parent").note_problem({"上级栏目没有为这些机关种类设立；请改正 kinds",
                                       "the parent is not there for these kinds of agencies; correct kinds"});
    }
  }

  std::size_t place_of(const YamlValue& code) const {
    const auto found = read_.by_code_.find(code.text());
    if (found == read_.by_code_.end() || !read_.columns_[found->second].holds_items()) {
      code.note_problem({"没有可放条目的此栏目；请改正", "there is no such column that holds items; correct it"});
      return 0;
    }
    return found->second;
  }

  Columns read_;
  std::map<std::string, ColumnRhythm, std::less<>> rhythms_;
};

Result<Columns> Columns::load(const LawSource& source) { return ColumnsLoader::load(source); }

const Column* Columns::find(std::string_view code) const {
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? nullptr : &columns_[found->second];
}

std::vector<const Column*> Columns::children(std::string_view code) const {
  std::vector<const Column*> found;
  for (const Column& column : columns_) {
    if (column.parent == code) found.push_back(&column);
  }
  return found;
}

std::vector<const Column*> Columns::subtree(std::string_view code) const {
  std::vector<const Column*> found;
  const Column* top = find(code);
  if (top == nullptr) return found;
  // Parents stand before children, so one pass finds all.
  for (const Column& column : columns_) {
    const bool below =
        std::any_of(found.begin(), found.end(), [&](const Column* above) { return above->code == column.parent; });
    if (&column == top || below) found.push_back(&column);
  }
  return found;
}

std::vector<const Column*> Columns::path(std::string_view code) const {
  std::vector<const Column*> found;
  for (const Column* at = find(code); at != nullptr; at = find(at->parent)) found.insert(found.begin(), at);
  return found;
}

const Column& Columns::default_for(bool has_document_no) const {
  return columns_.at(has_document_no ? default_for_documents_ : default_otherwise_);
}

}  // namespace gongkai::law
