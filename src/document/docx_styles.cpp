#include "document/docx_styles.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace gongkai::document {
namespace {

/// "heading 1" and "标题 1" (with or without the space) → 1, the title of the document → 1.
std::optional<std::uint8_t> heading_of_name(std::string_view name) {
  const std::string plain = folded(name);
  if (plain == "title" || plain == "标题") return std::uint8_t{1};
  for (std::string_view word : {std::string_view("heading"), std::string_view("标题")}) {
    if (plain.size() != word.size() + 1 || !plain.starts_with(word)) continue;
    const char digit = plain.back();
    if (digit >= '1' && digit <= '9') return heading_of_outline(static_cast<std::uint32_t>(digit - '1'));
  }
  return std::nullopt;
}

}  // namespace

NumberingUse numbering_use(const DocxXml& xml, pugi::xml_node num_pr) {
  NumberingUse use;
  for (pugi::xml_node node = num_pr.first_child(); node; node = node.next_sibling()) {
    const Tag kind = xml.tag(node);
    if (kind == Tag::NumId)
      use.id = number_in(val_of(node), 0xFFFFFFFF);
    else if (kind == Tag::Ilvl)
      use.level = number_in(val_of(node), 8);
  }
  return use;
}

std::optional<bool> hidden_by(const DocxXml& xml, pugi::xml_node run_properties) {
  const pugi::xml_node vanish = xml.child(run_properties, Tag::Vanish);
  if (!vanish) return std::nullopt;
  return is_on(vanish);
}

std::uint8_t heading_of_outline(std::uint32_t level) {
  return level >= 9 ? std::uint8_t{0} : static_cast<std::uint8_t>(std::min<std::uint32_t>(level, 5) + 1);
}

DocxStyles::DocxStyles(const DocxXml& xml) {
  if (xml.tag(xml.root()) != Tag::Styles) return;
  for (pugi::xml_node node = xml.root().first_child(); node && !exceeded(); node = node.next_sibling()) {
    if (xml.tag(node) == Tag::Style) read(xml, node);
  }
  for (auto& [id, entry] : entries_) complete(entry);
}

void DocxStyles::read(const DocxXml& xml, pugi::xml_node node) {
  const std::string_view type = attribute_of(node, "type");
  const bool of_paragraph = type == "paragraph" || type.empty();
  if (!of_paragraph && type != "character" && type != "numbering") return;
  Entry entry;
  entry.style.id = attribute_of(node, "styleId");
  std::optional<std::uint8_t> named;
  for (pugi::xml_node part = node.first_child(); part; part = part.next_sibling()) {
    switch (xml.tag(part)) {
      case Tag::Name:
        if (of_paragraph) named = heading_of_name(val_of(part));
        break;
      case Tag::BasedOn: entry.based_on = val_of(part); break;
      case Tag::RunProperties: entry.style.hidden = hidden_by(xml, part); break;
      case Tag::ParagraphProperties:
        if (const auto level = number_in(val_of(xml.child(part, Tag::OutlineLvl)), 9))
          entry.style.heading = heading_of_outline(*level);
        entry.style.numbering = numbering_use(xml, xml.child(part, Tag::NumPr));
        break;
      default: break;
    }
  }
  if (!entry.style.heading) entry.style.heading = named;
  const std::string_view preset = attribute_of(node, "default");
  if (type == "paragraph" && (preset == "1" || preset == "true" || preset == "on")) default_paragraph_ = entry.style.id;
  entries_.try_emplace(entry.style.id, std::move(entry));
}

/// Fills in what the chain of basedOn gives; a chain that bites its own tail ends there.
void DocxStyles::complete(Entry& entry) {
  std::vector<Entry*> chain;
  for (Entry* at = &entry; at->state == Entry::State::Bare;) {
    at->state = Entry::State::Underway;
    chain.push_back(at);
    const auto base = entries_.find(at->based_on);
    if (at->based_on.empty() || base == entries_.end()) break;
    at = &base->second;
  }
  for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
    DocxStyle& style = (*at)->style;
    (*at)->state = Entry::State::Complete;
    const auto base = entries_.find((*at)->based_on);
    if ((*at)->based_on.empty() || base == entries_.end() || base->second.state != Entry::State::Complete) continue;
    const DocxStyle& from = base->second.style;
    if (!style.heading) style.heading = from.heading;
    if (!style.hidden) style.hidden = from.hidden;
    if (!style.numbering.id) style.numbering.id = from.numbering.id;
    if (!style.numbering.level) style.numbering.level = from.numbering.level;
  }
}

const DocxStyle* DocxStyles::find(std::string_view id) const {
  const auto found = entries_.find(id);
  return found == entries_.end() ? nullptr : &found->second.style;
}

const DocxStyle* DocxStyles::of_paragraph(std::string_view id) const {
  return find(id.empty() ? default_paragraph_ : id);
}

}  // namespace gongkai::document
