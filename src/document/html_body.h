// The tree of which sanitised HTML is written: blocks, and in them runs of text with their formats.
// Its shape admits only what a parser reads back as it is: inline elements never hold blocks, nor themselves.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai::document {

enum class Align : std::uint8_t { None, Center, Right };

/// An inline element around a piece of text. Only links have an address.
struct Format {
  enum class Kind : std::uint8_t { Strong, Em, Underline, Strike, Sub, Sup, Link };
  Kind kind = Kind::Strong;
  std::string href{};
  bool operator==(const Format&) const = default;
};
using Formats = std::vector<Format>;  ///< outermost first, no kind twice

struct Run {
  enum class Kind : std::uint8_t { Text, Break, Picture };
  Kind kind = Kind::Text;
  std::string text{};  ///< or the alternative text of a picture
  std::string source{};
  Formats formats{};
};

struct BodyNode {
  enum class Kind : std::uint8_t {
    Root,
    Paragraph,
    Heading2,
    Heading3,
    Heading4,
    Heading5,
    FigureCaption,
    TableCaption,
    Rule,
    List,
    NumberedList,
    ListItem,
    Quote,
    Figure,
    Table,
    TableHead,
    TableBody,
    TableFoot,
    TableRow,
    Cell,
    HeaderCell
  };
  Kind kind = Kind::Root;
  Align align = Align::None;
  unsigned rowspan = 1, colspan = 1;
  unsigned start = 1;   ///< of a numbered list
  std::string scope{};  ///< of a header cell
  std::vector<Run> runs{};
  std::vector<std::unique_ptr<BodyNode>> children{};

  /// Paragraphs, headings and captions hold runs and no blocks; others blocks and no runs.
  bool holds_runs() const { return kind >= Kind::Paragraph && kind <= Kind::TableCaption; }
  /// A paragraph of pictures only.
  bool is_bare_pictures() const;
};

/// Fills a tree in reading order: opens paragraphs where text comes, list items where a list holds something else.
class BodyBuilder {
 public:
  BodyBuilder();

  /// Between begin and end everything goes into this block. Returns nullptr, and end() is not called, where blocks are
  /// nested too deeply or the place holds no blocks: what it holds then goes to the block around.
  BodyNode* begin(BodyNode::Kind kind, Align align = Align::None);
  void end(BodyNode* node);
  void add_rule();
  /// What follows begins a new line or paragraph. `align`: of paragraphs that open from now on.
  void end_paragraph();
  void set_align(Align align) { align_ = align; }
  Align align() const { return align_; }

  /// Runs of white space become one blank; none at the ends of a line.
  void add_text(std::string_view text, const Formats& formats);
  void add_break();
  void add_picture(std::string source, std::string alternative, const Formats& formats);

  /// The tree, without blocks that hold nothing.
  BodyNode finish();

 private:
  BodyNode& top() { return *stack_.back(); }
  BodyNode* open(BodyNode::Kind kind);
  bool open_flow();
  BodyNode* line();

  BodyNode root_;
  std::vector<BodyNode*> stack_;
  std::vector<BodyNode*> implied_;  ///< list items that nobody wrote
  BodyNode* paragraph_ = nullptr;   ///< the open paragraph, heading or caption
  Align align_ = Align::None;
  bool line_is_empty_ = true;
  bool blank_is_pending_ = false;
};

std::string html_of(const BodyNode& root);
/// A line a paragraph and table row; cells parted by tabs.
std::string plain_text_of(const BodyNode& root);

}  // namespace gongkai::document
