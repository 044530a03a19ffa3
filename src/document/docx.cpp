// A Word file into a Document: what a reader sees once every tracked change is accepted.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "document/builder.h"
#include "document/docx_numbering.h"
#include "document/docx_package.h"
#include "document/docx_refusals.h"
#include "document/docx_styles.h"
#include "document/docx_table.h"
#include "document/docx_xml.h"
#include "document/read.h"

namespace gongkai::document {
namespace {

/// Slices count in 32 bits.
constexpr std::size_t kMostText = std::size_t{1} << 31;

bool is_xml_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

struct ParagraphFormat {
  std::uint8_t heading = 0;
  std::uint32_t numbering = 0;  ///< w:numId; 0: none
  std::uint32_t level = 0;
  bool hidden = false;                ///< its runs, unless they say otherwise
  bool mark_deleted = false;          ///< by a tracked change: what follows joins
  bool mark_hidden = false;           ///< the same for the eye
  bool mark_separates_style = false;  ///< hidden only to set a heading and its text in one line
};

/// Goes through the tree once, with recursion: the nesting was checked when it was parsed.
class Walk {
 public:
  Walk(Document& document, const Limits& limits, const DocxXml& xml, const DocxStyles& styles, DocxNumbering& numbering)
      : document_(document),
        builder_(document, limits),
        xml_(xml),
        styles_(styles),
        numbering_(numbering),
        deadline_(std::chrono::steady_clock::now() + limits.longest_parse) {
    keep_spaces_ = attribute_of(xml.root(), "space") == "preserve";
  }

  bool exceeded() const { return builder_.exceeded() || document_.text.size() > kMostText || out_of_time_; }

  void run(pugi::xml_node body) {
    blocks(body);
    end_of_joined();
    builder_.finish();
    if (broken_bytes_ > 0) {
      document_.doubts.push_back({{},
                                  {fmt::format("文件按 UTF-8 读取时有 {} 处字节不成字符", broken_bytes_),
                                   fmt::format("{} places hold bytes that are no UTF-8 character", broken_bytes_)}});
    }
  }

 private:
  // Blocks: paragraphs, tables and what stands around them.

  void blocks(pugi::xml_node parent) {
    for (pugi::xml_node node = parent.first_child(); node && !exceeded(); node = node.next_sibling()) {
      switch (xml_.tag(node)) {
        case Tag::Paragraph: paragraph(node); break;
        case Tag::Table: table(node); break;
        case Tag::Sdt: blocks(xml_.child(node, Tag::SdtContent)); break;
        case Tag::CustomXml:
        case Tag::SmartTag:
        case Tag::Ins:
        case Tag::MoveTo: blocks(node); break;
        case Tag::AlternateContent: blocks(xml_.alternative(node)); break;
        case Tag::AltChunk:
        case Tag::SubDoc:
          document_.doubts.push_back({{paragraph_count_ + 1, 0},
                                      {"此处嵌入了另一个文件，其内容未读取；请用 Word、WPS 打开后另存为 docx 再试",
                                       "another file is embedded here and was not read; open it in Word or WPS, save "
                                       "it as docx and try again"}});
          break;
        default: break;
      }
    }
  }

  void table(pugi::xml_node node) {
    end_of_joined();
    const std::vector<DocxRow> rows = docx_rows(xml_, node);
    if (rows.empty()) return;
    builder_.begin_table({paragraph_count_ + 1, 0});
    for (const DocxRow& row : rows) {
      builder_.begin_row();
      for (const DocxCell& cell : row) {
        if (exceeded()) return;
        builder_.begin_cell({paragraph_count_ + 1, 0}, cell.rowspan, cell.colspan);
        blocks(cell.node);
        end_of_joined();
        builder_.end_cell();
      }
      builder_.end_row();
    }
    builder_.end_table();
  }

  void paragraph(pugi::xml_node node) {
    const ParagraphFormat format = read_format(xml_.child(node, Tag::ParagraphProperties));
    if ((paragraph_count_ & 0xFFF) == 0xFFF && std::chrono::steady_clock::now() > deadline_) out_of_time_ = true;
    const bool joins_next = format.mark_deleted || format.mark_hidden;
    place_ = {++paragraph_count_, 0};
    if (joined_.empty()) joined_place_ = place_;
    std::string number;
    if (format.numbering != 0 && (!joins_next || (format.mark_separates_style && !format.mark_deleted))) {
      number = numbering_.next(format.numbering, format.level);
    }
    runs_hidden_ = format.hidden;
    if (joins_next) {
      joining_ = true;
      put(number);
      inlines(node);
      joining_ = false;
    } else {
      heading_ = format.heading;
      begin_paragraph_with_joined(number);
      inlines(node);
      builder_.end_paragraph();
    }
    // A field may reach over paragraphs with its result, not with its instruction: a file that forgets the
    // separator must not lose the rest of its text.
    while (instructions_ > 0) end_field();
    if (!joins_next) text_boxes();
  }

  /// The paragraph in which what was kept of those before it continues.
  void begin_paragraph_with_joined(std::string_view number) {
    if (!joined_.empty()) place_ = joined_place_;
    builder_.begin_paragraph(place_, heading_);
    put(number);
    const std::string joined = std::exchange(joined_, {});
    for (std::size_t at = 0; at < joined.size();) {
      const std::size_t end = std::min(joined.find('\n', at), joined.size());
      put(std::string_view(joined).substr(at, end - at));
      if (end < joined.size()) line_break();
      at = end + 1;
    }
  }

  /// Where nothing follows that text could join: the end of a cell, the start of a table.
  void end_of_joined() {
    if (!joined_.empty()) {
      heading_ = 0;
      begin_paragraph_with_joined({});
      builder_.end_paragraph();
    }
    text_boxes();
  }

  /// Those anchored in the paragraph that has just ended.
  void text_boxes() {
    if (text_boxes_.empty()) return;
    for (pugi::xml_node box : std::exchange(text_boxes_, {})) {
      blocks(box);
      end_of_joined();
    }
  }

  ParagraphFormat read_format(pugi::xml_node properties) {
    std::string_view style_id;
    NumberingUse numbering;
    std::optional<std::uint8_t> heading;
    std::optional<bool> mark_hidden;
    ParagraphFormat format;
    for (pugi::xml_node node = properties.first_child(); node; node = node.next_sibling()) {
      switch (xml_.tag(node)) {
        case Tag::PStyle: style_id = val_of(node); break;
        case Tag::NumPr: numbering = numbering_use(xml_, node); break;
        case Tag::OutlineLvl:
          if (const auto level = number_in(val_of(node), 9)) heading = heading_of_outline(*level);
          break;
        case Tag::RunProperties:
          for (pugi::xml_node part = node.first_child(); part; part = part.next_sibling()) {
            const Tag kind = xml_.tag(part);
            if (kind == Tag::Del || kind == Tag::MoveFrom)
              format.mark_deleted = true;
            else if (kind == Tag::SpecVanish)
              format.mark_separates_style = is_on(part);
            else if (kind == Tag::Vanish)
              mark_hidden = is_on(part);
          }
          break;
        default: break;
      }
    }
    if (const DocxStyle* style = styles_.of_paragraph(style_id)) {
      if (!heading) heading = style->heading;
      format.hidden = style->hidden.value_or(false);
      if (!numbering.id && style->numbering.id) {
        numbering.id = style->numbering.id;
        if (!numbering.level) numbering.level = style->numbering.level;
        if (!numbering.level) numbering.level = numbering_.level_of_style(*numbering.id, style->id);
      }
    }
    format.heading = heading.value_or(0);
    format.mark_hidden = mark_hidden.value_or(format.hidden) || format.mark_separates_style;
    format.numbering = numbering.id.value_or(0);
    format.level = numbering.level.value_or(0);
    return format;
  }

  // Inside a paragraph.

  void inlines(pugi::xml_node parent) {
    for (pugi::xml_node node = parent.first_child(); node; node = node.next_sibling()) {
      switch (xml_.tag(node)) {
        case Tag::Run: run_of_text(node); break;
        case Tag::Sdt: inlines(xml_.child(node, Tag::SdtContent)); break;
        case Tag::Hyperlink:
        case Tag::SmartTag:
        case Tag::FldSimple:
        case Tag::CustomXml:
        case Tag::Bdo:
        case Tag::Dir:
        case Tag::Ins:
        case Tag::MoveTo:
        case Tag::Math: inlines(node); break;
        case Tag::AlternateContent: inlines(xml_.alternative(node)); break;
        case Tag::MathText: text(node); break;
        default: break;
      }
    }
  }

  void run_of_text(pugi::xml_node node) {
    bool hidden = runs_hidden_;
    if (const pugi::xml_node properties = xml_.child(node, Tag::RunProperties); properties.first_child()) {
      std::optional<bool> own = hidden_by(xml_, properties);
      if (!own) {
        if (const DocxStyle* style = styles_.of_run(val_of(xml_.child(properties, Tag::RStyle)))) own = style->hidden;
      }
      hidden = own.value_or(hidden);
    }
    run_content(node, hidden);
  }

  void run_content(pugi::xml_node parent, bool hidden) {
    for (pugi::xml_node node = parent.first_child(); node; node = node.next_sibling()) {
      const Tag kind = xml_.tag(node);
      // The marks of a field count even where they are hidden.
      if (kind == Tag::FldChar)
        field_mark(attribute_of(node, "fldCharType"));
      else if (kind == Tag::AlternateContent)
        run_content(xml_.alternative(node), hidden);
      else if (!hidden && instructions_ == 0)
        run_piece(node, kind);
    }
  }

  void run_piece(pugi::xml_node node, Tag kind) {
    switch (kind) {
      case Tag::Text: text(node); break;
      case Tag::Tab:
      case Tag::Ptab: put("\t"); break;
      case Tag::Br:
      case Tag::Cr: line_break(); break;
      case Tag::NoBreakHyphen: put("-"); break;
      case Tag::Drawing:
      case Tag::Pict:
      case Tag::Object: find_text_boxes(node); break;
      case Tag::Ruby: inlines(xml_.child(node, Tag::RubyBase)); break;
      default: break;
    }
  }

  void find_text_boxes(pugi::xml_node parent) {
    for (pugi::xml_node node = parent.first_child(); node; node = node.next_sibling()) {
      const Tag kind = xml_.tag(node);
      if (kind == Tag::TxbxContent)
        text_boxes_.push_back(node);
      else
        find_text_boxes(kind == Tag::AlternateContent ? xml_.alternative(node) : node);
    }
  }

  void field_mark(std::string_view type) {
    if (type == "begin") {
      fields_.push_back(true);
      ++instructions_;
    } else if (type == "separate") {
      if (!fields_.empty() && fields_.back()) {
        fields_.back() = false;
        --instructions_;
      }
    } else if (type == "end") {
      end_field();
    }
  }

  void end_field() {
    if (fields_.empty()) return;
    if (fields_.back()) --instructions_;
    fields_.pop_back();
  }

  /// As Word does: spaces at the ends count only where the file says so, line ends and tabs are spaces.
  void text(pugi::xml_node node) {
    if (instructions_ > 0) return;
    scratch_.clear();
    append_text_of(node, scratch_);
    std::string_view words = scratch_;
    if (!keep_spaces_ && attribute_of(node, "space") != "preserve") {
      while (!words.empty() && is_xml_space(words.front())) words.remove_prefix(1);
      while (!words.empty() && is_xml_space(words.back())) words.remove_suffix(1);
    }
    if (words.empty()) return;
    for (char& c : scratch_) {
      if (is_xml_space(c)) c = ' ';
    }
    put(words);
  }

  void put(std::string_view words) {
    if (words.empty()) return;
    if (!is_valid_utf8(words)) {
      repaired_.clear();
      for (std::size_t at = 0; at < words.size();) {
        const std::size_t from = at;
        const char32_t c = next_code_point(words, at);
        if (c == 0xFFFD && at - from == 1) ++broken_bytes_;
        append_code_point(repaired_, c);
      }
      words = repaired_;
    }
    if (joining_)
      joined_ += words;
    else
      builder_.add_text(words, place_);
  }

  void line_break() {
    if (joining_) {
      joined_ += '\n';
    } else if (builder_.in_cell()) {
      if (builder_.last_character() != 0) builder_.add_text("\n", place_);
    } else {
      builder_.end_paragraph();
      builder_.begin_paragraph(place_, heading_);
    }
  }

  Document& document_;
  DocumentBuilder builder_;
  const DocxXml& xml_;
  const DocxStyles& styles_;
  DocxNumbering& numbering_;

  std::chrono::steady_clock::time_point deadline_;
  bool out_of_time_ = false;
  std::uint32_t paragraph_count_ = 0;
  Place place_;
  std::uint8_t heading_ = 0;
  bool runs_hidden_ = false;
  bool keep_spaces_ = false;
  std::string joined_;  ///< of paragraphs whose mark is gone, until one follows that has its mark
  Place joined_place_;
  bool joining_ = false;
  std::vector<pugi::xml_node> text_boxes_;  ///< anchored in the open paragraph
  std::vector<bool> fields_;                ///< the open fields; true: still in its instruction
  std::size_t instructions_ = 0;            ///< how many of them are
  std::size_t broken_bytes_ = 0;
  std::string scratch_;
  std::string repaired_;
};

void read_properties(const DocxXml& xml, Document& document) {
  for (pugi::xml_node node : xml.root().children()) {
    if (node.type() != pugi::node_element) continue;
    std::string value;
    append_text_of(node, value);
    value = trimmed(value);
    if (value.empty() || !is_valid_utf8(value)) continue;
    document.properties.push_back({folded(local_name_of(node)), std::move(value), {}});
  }
}

/// A part that the main part names, or that stands beside it under its usual name; empty when there is none.
std::string part_beside(const DocxPackage& package, const std::vector<Relationship>& related, const std::string& main,
                        std::string_view kind) {
  if (const std::string* part = target_of(related, kind); part != nullptr && package.has(*part)) return *part;
  const std::string usual = main.substr(0, main.rfind('/') + 1) + std::string(kind) + ".xml";
  return package.has(usual) ? usual : std::string();
}

Result<Document> read_package(DocxPackage& package, std::string_view name, const Limits& limits) {
  const Result<std::string> main = package.main_part();
  if (!main) return main.error();
  const Result<DocxXml> xml = package.read_xml(*main);
  if (!xml) return xml.error();
  if (xml->tag(xml->root()) != Tag::Document) return docx_other_kind(name, package.kind());

  const Result<std::vector<Relationship>> related = package.relationships(*main);
  if (!related) return related.error();
  DocxStyles styles;
  if (const std::string part = part_beside(package, *related, *main, "styles"); !part.empty()) {
    const Result<DocxXml> read = package.read_xml(part);
    if (!read) return read.error();
    styles = DocxStyles(*read);
  }
  DocxNumbering numbering;
  if (const std::string part = part_beside(package, *related, *main, "numbering"); !part.empty()) {
    const Result<DocxXml> read = package.read_xml(part);
    if (!read) return read.error();
    numbering = DocxNumbering(*read, styles);
  }
  if (styles.exceeded() || numbering.exceeded()) return docx_too_complex(name);

  Document document;
  document.medium = Medium::Docx;
  document.encoding = "UTF-8";
  const Result<std::string> core = package.core_properties();
  if (!core) return core.error();
  if (package.has(*core)) {
    const Result<DocxXml> read = package.read_xml(*core);
    if (!read) return read.error();
    read_properties(*read, document);
  }
  Walk walk(document, limits, *xml, styles, numbering);
  walk.run(xml->child(xml->root(), Tag::Body));
  if (walk.exceeded()) return docx_too_complex(name);
  return document;
}

}  // namespace

Result<Document> read_docx(std::string_view bytes, std::string_view name, const Limits& limits) try {
  Result<DocxPackage> package = DocxPackage::open(bytes, name, limits);
  if (!package) return package.error();
  return read_package(*package, name, limits);
} catch (const std::bad_alloc&) { return docx_too_complex(name); }

}  // namespace gongkai::document
