// Building and tidying the tree of a body.
#include "document/html_body.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.h"

namespace gongkai::document {
namespace {
using Kind = BodyNode::Kind;

constexpr std::size_t kDeepestBlocks = 24;

bool is_list(Kind kind) { return kind == Kind::List || kind == Kind::NumberedList; }
/// Rows, cells and items stand within one of these.
bool opens_a_level(Kind kind) {
  return is_list(kind) || kind == Kind::Quote || kind == Kind::Figure || kind == Kind::Table;
}
bool is_section(Kind kind) { return kind == Kind::TableHead || kind == Kind::TableBody || kind == Kind::TableFoot; }
bool is_cell(Kind kind) { return kind == Kind::Cell || kind == Kind::HeaderCell; }

/// Where a block of this kind may stand.
bool fits(Kind child, Kind parent) {
  if (child == Kind::TableCaption || is_section(child)) return parent == Kind::Table;
  if (child == Kind::TableRow) return is_section(parent);
  if (is_cell(child)) return parent == Kind::TableRow;
  if (child == Kind::ListItem) return is_list(parent);
  if (child == Kind::FigureCaption) return parent == Kind::Figure;
  return parent == Kind::Root || parent == Kind::ListItem || parent == Kind::Quote || parent == Kind::Figure ||
         is_cell(parent);
}

/// Breaks and blanks at the end of the runs.
void trim_back(std::vector<Run>& runs) {
  while (!runs.empty()) {
    Run& run = runs.back();
    if (run.kind == Run::Kind::Picture) return;
    if (run.kind == Run::Kind::Text) {
      const std::string_view core = trimmed(run.text);
      if (!core.empty()) {
        run.text.resize(static_cast<std::size_t>(core.data() - run.text.data()) + core.size());
        return;
      }
    }
    runs.pop_back();
  }
}

bool holds_a_cell(const BodyNode& node) {
  return is_cell(node.kind) || std::any_of(node.children.begin(), node.children.end(),
                                           [](const auto& child) { return holds_a_cell(*child); });
}

/// Cells keep columns in line and rows keep spans in line, so they stay though they are empty.
bool is_needless(const BodyNode& node) {
  if (node.kind == Kind::Table) return !holds_a_cell(node);
  if (node.kind == Kind::Rule || node.kind == Kind::TableRow || is_cell(node.kind)) return false;
  return node.runs.empty() && node.children.empty();
}

/// Pictures of a figure stand in it without a paragraph, so two such paragraphs are one.
void join_pictures(BodyNode& figure) {
  auto& children = figure.children;
  for (std::size_t i = 1; i < children.size();) {
    if (!children[i - 1]->is_bare_pictures() || !children[i]->is_bare_pictures()) {
      ++i;
      continue;
    }
    auto& runs = children[i]->runs;
    std::move(runs.begin(), runs.end(), std::back_inserter(children[i - 1]->runs));
    children.erase(children.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

void tidy(BodyNode& node) {
  trim_back(node.runs);
  for (const auto& child : node.children) tidy(*child);
  std::erase_if(node.children, [](const auto& child) { return is_needless(*child); });
  if (node.kind == Kind::Figure) join_pictures(node);
  if (is_cell(node.kind) && node.align == Align::None && node.children.size() == 1 &&
      node.children.front()->kind == Kind::Paragraph)
    node.align = std::exchange(node.children.front()->align, Align::None);
}

}  // namespace

bool BodyNode::is_bare_pictures() const {
  return kind == Kind::Paragraph && align == Align::None &&
         std::all_of(runs.begin(), runs.end(), [](const Run& run) { return run.kind == Run::Kind::Picture; });
}

BodyBuilder::BodyBuilder() { stack_.push_back(&root_); }

BodyNode* BodyBuilder::open(Kind kind) {
  auto node = std::make_unique<BodyNode>();
  node->kind = kind;
  top().children.push_back(std::move(node));
  return top().children.back().get();
}

BodyNode* BodyBuilder::begin(Kind kind, Align align) {
  if (paragraph_ != nullptr && paragraph_->kind != Kind::Paragraph) return nullptr;  // within a heading or caption
  end_paragraph();
  if (stack_.size() >= kDeepestBlocks && opens_a_level(kind)) return nullptr;
  if (kind == Kind::ListItem && !implied_.empty() && implied_.back() == &top()) {
    stack_.pop_back();
    implied_.pop_back();
  }
  if (!fits(kind, top().kind) && !(kind != Kind::ListItem && open_flow() && fits(kind, top().kind))) return nullptr;
  BodyNode* node = open(kind);
  node->align = align;
  if (node->holds_runs()) {
    paragraph_ = node;
    line_is_empty_ = true;
    blank_is_pending_ = false;
  } else {
    stack_.push_back(node);
  }
  return node;
}

void BodyBuilder::end(BodyNode* node) {
  paragraph_ = nullptr;
  if (node->holds_runs()) return;
  while (&top() != node) {
    if (!implied_.empty() && implied_.back() == &top()) implied_.pop_back();
    stack_.pop_back();
  }
  stack_.pop_back();
}

void BodyBuilder::add_rule() {
  if (paragraph_ != nullptr && paragraph_->kind != Kind::Paragraph) return;
  end_paragraph();
  if (open_flow()) open(Kind::Rule);
}

void BodyBuilder::end_paragraph() {
  if (paragraph_ == nullptr) return;
  if (paragraph_->kind == Kind::Paragraph) {
    paragraph_ = nullptr;
  } else if (!paragraph_->runs.empty() && paragraph_->runs.back().kind != Run::Kind::Break) {
    add_break();
  }
}

/// Text in a list without an item goes into the item before, or a new one. False where no text may stand.
bool BodyBuilder::open_flow() {
  if (!is_list(top().kind)) return fits(Kind::Paragraph, top().kind);
  BodyNode* item = top().children.empty() ? open(Kind::ListItem) : top().children.back().get();
  stack_.push_back(item);
  implied_.push_back(item);
  return true;
}

BodyNode* BodyBuilder::line() {
  if (paragraph_ != nullptr) return paragraph_;
  if (!open_flow()) return nullptr;
  paragraph_ = open(Kind::Paragraph);
  paragraph_->align = align_;
  line_is_empty_ = true;
  blank_is_pending_ = false;
  return paragraph_;
}

void BodyBuilder::add_text(std::string_view text, const Formats& formats) {
  std::string added;
  bool line_is_empty = paragraph_ == nullptr || line_is_empty_;
  bool blank = paragraph_ != nullptr && blank_is_pending_;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    const char32_t c = next_code_point(text, at);
    if (c <= 0x20 || c == 0x7F) {
      blank = blank || c == ' ' || (c >= 0x09 && c <= 0x0D);
      continue;
    }
    if (line_is_empty && is_blank(c)) continue;
    if (blank && !line_is_empty) added += ' ';
    blank = line_is_empty = false;
    if (c == 0xFFFD) {
      append_code_point(added, c);
    } else {
      added.append(text.substr(from, at - from));
    }
  }
  if (added.empty()) {
    if (paragraph_ != nullptr) blank_is_pending_ = blank;
    return;
  }
  BodyNode* here = line();
  if (here == nullptr) return;
  line_is_empty_ = false;
  blank_is_pending_ = blank;
  here->runs.push_back({Run::Kind::Text, std::move(added), {}, formats});
}

void BodyBuilder::add_break() {
  if (paragraph_ == nullptr || paragraph_->runs.empty()) return;
  const auto& runs = paragraph_->runs;
  const std::size_t size = runs.size();
  const bool enough = size >= 2 && runs[size - 1].kind == Run::Kind::Break && runs[size - 2].kind == Run::Kind::Break;
  if (!enough) paragraph_->runs.push_back({Run::Kind::Break, {}, {}, {}});
  line_is_empty_ = true;
  blank_is_pending_ = false;
}

void BodyBuilder::add_picture(std::string source, std::string alternative, const Formats& formats) {
  BodyNode* here = line();
  if (here == nullptr) return;
  if (blank_is_pending_ && !line_is_empty_) here->runs.push_back({Run::Kind::Text, " ", {}, formats});
  here->runs.push_back({Run::Kind::Picture, std::move(alternative), std::move(source), formats});
  line_is_empty_ = blank_is_pending_ = false;
}

BodyNode BodyBuilder::finish() {
  tidy(root_);
  return std::move(root_);
}

}  // namespace gongkai::document
