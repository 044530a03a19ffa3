#include "law/classifications.h"

#include <algorithm>

#include "base/text.h"
#include "law/yaml_reader.h"

namespace gongkai::law {
namespace {

constexpr std::string_view kFile = "themes.yaml";

/// The marks that every part of the file carries.
void read_head(const YamlValue& part) {
  part.wording();
  read_verified(part);
  const YamlValue basis = part.at("basis");
  if (!basis.is_present()) return;
  basis.text("instrument");
  basis.text("article");
}

std::vector<NamedClass> read_named(const YamlValue& part) {
  read_head(part);
  std::vector<NamedClass> read;
  for (const YamlValue& value : part.list("values")) read.push_back({value.text("id"), value.wording()});
  return read;
}

}  // namespace

class ClassificationsLoader {
 public:
  static Result<Classifications> load(const LawSource& source) {
    auto file = YamlFile::parse(kFile, source.text(kFile));
    if (!file) return file.error();
    const YamlValue root = file->root();
    Classifications read;
    read_themes(root.at("themes"), read);
    read_head(root.at("genres"));
    for (const YamlValue& kind : root.at("genres").list("kinds")) {
      read.genres_.push_back({kind.wording(), kind.optional_texts("variants")});
    }
    read.validities_ = read_named(root.at("validity"));
    read.disclosures_ = read_named(root.at("disclosure"));
    read_relations(root.at("relations"), read);
    read_head(root.at("legal_items"));
    for (const YamlValue& value : root.at("legal_items").list("values")) {
      const YamlValue basis = value.at("basis");
      read.legal_items_.push_back({value.text("id"), value.wording(), basis.text("instrument"), basis.text("article")});
    }
    if (auto failure = file->finish()) return *failure;
    return read;
  }

 private:
  static void read_themes(const YamlValue& part, Classifications& read) {
    read_head(part);
    read.theme_separator_ = part.text("separator");
    for (const YamlValue& value : part.list("classes")) {
      read.themes_.push_back({value.wording(), value.optional_texts("below")});
    }
  }

  static void read_relations(const YamlValue& part, Classifications& read) {
    read_head(part);
    for (const YamlValue& value : part.list("values")) {
      const YamlValue back = value.at("back");
      read.relations_.push_back({value.text("id"), back.text("id"), value.wording(), back.wording()});
    }
  }
};

Result<Classifications> Classifications::load(const LawSource& source) { return ClassificationsLoader::load(source); }

std::optional<std::string> Classifications::theme(std::string_view text) const {
  text = trimmed(text);
  for (const ThemeClass& each : themes_) {
    if (text == each.name.zh) return each.name.zh;
    if (!text.starts_with(each.name.zh)) continue;
    std::string_view rest = text.substr(each.name.zh.size());
    if (rest.starts_with(theme_separator_)) {
      rest.remove_prefix(theme_separator_.size());
    } else if (rest.starts_with('/')) {
      rest.remove_prefix(1);
    } else {
      continue;
    }
    rest = trimmed(rest);
    // Brackets come in both widths.
    const auto found = std::find_if(each.below.begin(), each.below.end(),
                                    [wanted = folded(rest)](const std::string& name) { return folded(name) == wanted; });
    if (found == each.below.end()) return std::nullopt;
    return each.name.zh + theme_separator_ + *found;
  }
  return std::nullopt;
}

std::string_view Classifications::class_of_theme(std::string_view theme) const {
  return theme.substr(0, theme.find(theme_separator_));
}

std::optional<std::string> Classifications::genre(std::string_view text) const {
  text = trimmed(text);
  for (const Genre& each : genres_) {
    const bool variant = std::find(each.variants.begin(), each.variants.end(), text) != each.variants.end();
    if (text == each.name.zh || variant) return each.name.zh;
  }
  return std::nullopt;
}

std::optional<std::string> Classifications::genre_of_title(std::string_view title) const {
  title = trimmed(title);
  const auto ends_with = [&](std::string_view name) { return title.ends_with(name); };
  const Genre* longest = nullptr;
  std::size_t size = 0;
  for (const Genre& each : genres_) {
    if (&each == &genres_.back()) break;  // 其他 is said by nobody's title
    std::vector<std::string> names = each.variants;
    names.push_back(each.name.zh);
    for (const std::string& name : names) {
      if (ends_with(name) && name.size() > size) {
        longest = &each;
        size = name.size();
      }
    }
  }
  return longest == nullptr ? std::nullopt : std::optional(longest->name.zh);
}

const LegalItem* Classifications::legal_item(std::string_view id) const {
  const auto found =
      std::find_if(legal_items_.begin(), legal_items_.end(), [&](const LegalItem& each) { return each.id == id; });
  return found == legal_items_.end() ? nullptr : &*found;
}

}  // namespace gongkai::law
