#include "law/yaml_reader.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>
#include <utility>

#include "base/text.h"

namespace gongkai::law {

struct YamlKey {
  std::string text;
  int line = 1;
  mutable bool known = false;  ///< some loader asked for it
};

struct YamlNode {
  enum class Kind { Null, Scalar, List, Map };
  Kind kind = Kind::Null;
  int line = 1;
  bool quoted = false;
  std::string scalar;
  std::vector<YamlKey> keys;     ///< of a map, beside `values`
  std::vector<YamlNode> values;  ///< of a map or list
  mutable std::vector<std::string> asked;
};

struct YamlState {
  std::string name;
  YamlNode root;
  Failure problem;
};

namespace {

Error bad_file(std::string_view name, int line, Wording message) {
  return Error{"law.bad_file", std::move(message), fmt::format("{}:{}", name, line)};
}

/// Thrown through the parser to stop it; never leaves this file.
struct Refused {
  int line;
  Wording message;
};

int line_of(const YAML::Mark& mark) { return std::max(mark.line, 0) + 1; }

class TreeBuilder : public YAML::EventHandler {
 public:
  explicit TreeBuilder(const YamlLimits& limits) : limits_(limits) {}

  YamlNode take_root() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    add(node(mark, YamlNode::Kind::Null));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse_anchor(mark, 1); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    YamlNode scalar = node(mark, YamlNode::Kind::Scalar);
    scalar.quoted = tag == "!";
    scalar.scalar = value;
    add(std::move(scalar));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::List);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::Map);
  }
  void OnMapEnd() override {
    refuse_repeated_keys(open_.back());
    close();
  }

 private:
  YamlNode node(const YAML::Mark& mark, YamlNode::Kind kind) {
    if (++count_ > limits_.values) {
      throw Refused{line_of(mark),
                    {fmt::format("内容超过 {} 项；请拆分文件", limits_.values),
                     fmt::format("more than {} values; split the file", limits_.values)}};
    }
    YamlNode made;
    made.kind = kind;
    made.line = line_of(mark);
    return made;
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlNode::Kind kind) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (wants_key()) refuse_key(line_of(mark));
    if (open_.size() >= limits_.depth) {
      throw Refused{line_of(mark),
                    {fmt::format("嵌套超过 {} 层；请减少层次", limits_.depth),
                     fmt::format("nested more than {} deep; use fewer levels", limits_.depth)}};
    }
    open_.push_back(node(mark, kind));
  }

  void close() {
    YamlNode done = std::move(open_.back());
    open_.pop_back();
    add(std::move(done));
  }

  bool wants_key() const {
    return !open_.empty() && open_.back().kind == YamlNode::Kind::Map &&
           open_.back().keys.size() == open_.back().values.size();
  }

  void add(YamlNode made) {
    if (open_.empty()) {
      root_ = std::move(made);
    } else if (!wants_key()) {
      open_.back().values.push_back(std::move(made));
    } else if (made.kind != YamlNode::Kind::Scalar || made.scalar.empty()) {
      refuse_key(made.line);
    } else {
      open_.back().keys.push_back({std::move(made.scalar), made.line});
    }
  }

  [[noreturn]] static void refuse_key(int line) {
    throw Refused{line, {"键必须是普通文字；请改写这一行", "a key must be plain text; rewrite this line"}};
  }

  static void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor == 0) return;
    throw Refused{line_of(mark),
                  {"不允许使用锚点（&）和别名（*）；请写出完整内容",
                   "anchors (&) and aliases (*) are not allowed; write the content out"}};
  }

  static void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    throw Refused{line_of(mark), {"不允许使用标签（!）；请删去", "tags (!) are not allowed; remove it"}};
  }

  static void refuse_repeated_keys(const YamlNode& map) {
    std::vector<std::pair<std::string_view, int>> keys;
    for (const YamlKey& key : map.keys) keys.emplace_back(key.text, key.line);
    std::sort(keys.begin(), keys.end());
    const auto twice =
        std::adjacent_find(keys.begin(), keys.end(), [](const auto& a, const auto& b) { return a.first == b.first; });
    if (twice == keys.end()) return;
    throw Refused{std::next(twice)->second,
                  {fmt::format("键 {} 出现两次；请只保留一个", twice->first),
                   fmt::format("the key {} stands here twice; keep one", twice->first)}};
  }

  const YamlLimits& limits_;
  std::size_t count_ = 0;
  YamlNode root_;
  std::vector<YamlNode> open_;
};

/// What must be refused before the parser sees it: its look-ahead keeps every token of an open bracket.
Failure refuse_raw(std::string_view name, std::string_view text, const YamlLimits& limits) {
  if (text.size() > limits.bytes) {
    return bad_file(name, 1,
                    {fmt::format("文件超过 {} 字节；请拆分", limits.bytes),
                     fmt::format("the file has more than {} bytes; split it", limits.bytes)});
  }
  int line = 1;
  std::size_t line_start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == '\n') {
      ++line;
      line_start = i + 1;
      continue;
    }
    if ((byte < 0x20 && byte != '\t' && byte != '\r') || byte == 0x7F) {
      return bad_file(
          name, line,
          {"含有控制字符；请以 UTF-8 文本重新保存", "holds a control character; save it again as UTF-8 text"});
    }
    if (i - line_start > limits.line_bytes) {
      return bad_file(name, line,
                      {fmt::format("一行超过 {} 字节；请换行", limits.line_bytes),
                       fmt::format("a line has more than {} bytes; break it", limits.line_bytes)});
    }
  }
  if (!is_valid_utf8(text)) {
    return bad_file(name, 1, {"不是合法的 UTF-8；请以 UTF-8 重新保存", "is not valid UTF-8; save it again as UTF-8"});
  }
  return {};
}

bool means_null(const YamlNode& node) {
  if (node.kind == YamlNode::Kind::Null) return true;
  return node.kind == YamlNode::Kind::Scalar && !node.quoted &&
         (node.scalar.empty() || node.scalar == "~" || node.scalar == "null");
}

/// As much of a text as fits into a message.
std::string shown(std::string_view text) {
  std::size_t at = 0;
  for (int n = 0; n < 40 && at < text.size(); ++n) next_code_point(text, at);
  return std::string(text.substr(0, at)) + (at < text.size() ? "…" : "");
}

std::string shown(const YamlNode& node) {
  if (node.kind == YamlNode::Kind::List) return "[…]";
  if (node.kind == YamlNode::Kind::Map) return "{…}";
  return node.kind == YamlNode::Kind::Null ? "null" : shown(node.scalar);
}

const YamlNode& no_node() {
  static const YamlNode none;
  return none;
}

const YamlKey* first_unknown_key(const YamlNode& node, const YamlNode*& holder) {
  for (std::size_t i = 0; i < node.values.size(); ++i) {
    if (node.kind == YamlNode::Kind::Map && !node.keys[i].known) {
      holder = &node;
      return &node.keys[i];
    }
    if (const YamlKey* found = first_unknown_key(node.values[i], holder)) return found;
  }
  return nullptr;
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : std::string(separator)) + word;
  return all;
}

}  // namespace

// ---- YamlFile

YamlFile::YamlFile(std::unique_ptr<YamlState> state) : state_(std::move(state)) {}
YamlFile::YamlFile(YamlFile&&) noexcept = default;
YamlFile& YamlFile::operator=(YamlFile&&) noexcept = default;
YamlFile::~YamlFile() = default;

Result<YamlFile> YamlFile::parse(std::string_view name, std::string_view text, const YamlLimits& limits) {
  if (auto failure = refuse_raw(name, text, limits)) return *failure;
  auto state = std::make_unique<YamlState>();
  state->name = name;
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    TreeBuilder builder(limits);
    parser.HandleNextDocument(builder);
    state->root = builder.take_root();
    TreeBuilder second(limits);
    if (parser.HandleNextDocument(second)) {
      return bad_file(name, 1,
                      {"含有两份以上的 YAML 文档；请只保留一份", "holds more than one YAML document; keep one"});
    }
  } catch (const Refused& refused) {
    return bad_file(name, refused.line, refused.message);
  } catch (const YAML::Exception& failed) {
    return bad_file(name, line_of(failed.mark),
                    {fmt::format("不是合法的 YAML（{}）；请改正这一行", failed.msg),
                     fmt::format("is not YAML ({}); correct this line", failed.msg)});
  } catch (const std::exception& failed) {
    return bad_file(name, 1,
                    {fmt::format("无法读取（{}）；请检查文件", failed.what()),
                     fmt::format("cannot be read ({}); check the file", failed.what())});
  }
  return YamlFile(std::move(state));
}

YamlValue YamlFile::root() const { return YamlValue(state_.get(), &state_->root, nullptr, ""); }

const std::string& YamlFile::name() const { return state_->name; }

const Failure& YamlFile::problem() const { return state_->problem; }

Failure YamlFile::finish() const {
  if (state_->problem) return state_->problem;
  const YamlNode* holder = nullptr;
  const YamlKey* unknown = first_unknown_key(state_->root, holder);
  if (unknown == nullptr) return {};
  return bad_file(state_->name, unknown->line,
                  {fmt::format("不认识的键 {}；此处可用：{}", shown(unknown->text), joined(holder->asked, "、")),
                   fmt::format("unknown key {}; known here: {}", shown(unknown->text), joined(holder->asked, ", "))});
}

// ---- YamlValue: what it is

bool YamlValue::is_present() const { return node_ != nullptr && !means_null(*node_); }
bool YamlValue::is_null() const { return node_ != nullptr && means_null(*node_); }
bool YamlValue::is_map() const { return node_ != nullptr && node_->kind == YamlNode::Kind::Map; }
bool YamlValue::is_list() const { return node_ != nullptr && node_->kind == YamlNode::Kind::List; }
bool YamlValue::is_scalar() const { return is_present() && node_->kind == YamlNode::Kind::Scalar; }
bool YamlValue::is_quoted() const { return is_scalar() && node_->quoted; }
int YamlValue::line() const { return node_ != nullptr ? node_->line : parent_ != nullptr ? parent_->line : 1; }
std::string YamlValue::place() const { return fmt::format("{}:{}", state_->name, line()); }

void YamlValue::note_problem(Wording message) const {
  if (!state_->problem) state_->problem = bad_file(state_->name, line(), std::move(message));
}

void YamlValue::note_wrong_kind(std::string_view wanted_zh, std::string_view wanted_en) const {
  if (node_ == nullptr && parent_ != nullptr && parent_->kind != YamlNode::Kind::Map) return;  // noted there
  if (node_ == nullptr) {
    note_problem({fmt::format("缺少 {}；请补上（应为{}）", key_, wanted_zh),
                  fmt::format("{} is missing; add it ({})", key_, wanted_en)});
    return;
  }
  note_problem(
      {fmt::format("{}应为{}，现为 {}；请改正", key_.empty() ? "此处" : key_ + " ", wanted_zh, shown(*node_)),
       fmt::format("{} must be {}, not {}; correct it", key_.empty() ? "this" : key_, wanted_en, shown(*node_))});
}

bool YamlValue::scalar_or_problem(std::string_view wanted_zh, std::string_view wanted_en) const {
  if (is_scalar()) return true;
  note_wrong_kind(wanted_zh, wanted_en);
  return false;
}

// ---- YamlValue: this value itself

std::string YamlValue::text() const {
  if (!scalar_or_problem("文字", "a text")) return {};
  if (trimmed(node_->scalar).empty()) note_wrong_kind("非空文字", "a text that is not blank");
  return node_->scalar;
}

std::int64_t YamlValue::integer(std::int64_t least, std::int64_t most) const {
  if (!scalar_or_problem("整数", "a whole number")) return 0;
  const char* end = node_->scalar.data() + node_->scalar.size();
  std::int64_t number = 0;
  const auto read = std::from_chars(node_->scalar.data(), end, number);
  if (node_->quoted || read.ec != std::errc() || read.ptr != end) {
    note_wrong_kind("整数", "a whole number");
    return 0;
  }
  if (number < least || number > most) {
    note_wrong_kind(fmt::format("{} 至 {} 之间的整数", least, most),
                    fmt::format("a whole number from {} to {}", least, most));
    return 0;
  }
  return number;
}

double YamlValue::decimal() const {
  if (!scalar_or_problem("数字", "a number")) return 0;
  const char* end = node_->scalar.data() + node_->scalar.size();
  double number = 0;
  const auto read = std::from_chars(node_->scalar.data(), end, number);
  if (node_->quoted || read.ec != std::errc() || read.ptr != end || !std::isfinite(number)) {
    note_wrong_kind("数字", "a number");
    return 0;
  }
  return number;
}

bool YamlValue::boolean() const {
  if (!scalar_or_problem("true 或 false", "true or false")) return false;
  if (node_->quoted || (node_->scalar != "true" && node_->scalar != "false")) {
    note_wrong_kind("true 或 false", "true or false");
  }
  return node_->scalar == "true";
}

CivilDay YamlValue::day() const {
  if (!scalar_or_problem("日期（如 2022-02-22）", "a date such as 2022-02-22")) return {};
  const auto day = CivilDay::parse(node_->scalar);
  if (!day) note_wrong_kind("存在的日期（如 2022-02-22）", "a date that exists, such as 2022-02-22");
  return day.value_or(CivilDay());
}

std::vector<YamlValue> YamlValue::list() const {
  std::vector<YamlValue> all;
  if (!is_list()) {
    note_wrong_kind("列表", "a list");
    return all;
  }
  all.reserve(node_->values.size());
  for (const YamlNode& value : node_->values) all.push_back(YamlValue(state_, &value, node_, key_));
  return all;
}

std::vector<YamlValue::Entry> YamlValue::entries() const {
  std::vector<Entry> all;
  if (!is_map()) {
    note_wrong_kind("键值表", "a map");
    return all;
  }
  all.reserve(node_->values.size());
  for (std::size_t i = 0; i < node_->values.size(); ++i) {
    node_->keys[i].known = true;
    all.push_back({node_->keys[i].text, YamlValue(state_, &node_->values[i], node_, node_->keys[i].text)});
  }
  return all;
}

std::size_t YamlValue::one_of(std::initializer_list<std::string_view> words) const {
  const auto found = is_scalar() ? std::find(words.begin(), words.end(), std::string_view(node_->scalar)) : words.end();
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  const std::string list = joined({words.begin(), words.end()}, " | ");
  note_wrong_kind(fmt::format("以下之一：{}", list), fmt::format("one of {}", list));
  return 0;
}

std::vector<std::string> YamlValue::texts() const {
  if (is_scalar()) return {text()};
  std::vector<std::string> all;
  for (const YamlValue& value : list()) all.push_back(value.text());
  return all;
}

// ---- YamlValue: fields

YamlValue YamlValue::at(std::string_view key) const {
  if (!is_map()) {
    note_wrong_kind("键值表", "a map");
    return YamlValue(state_, nullptr, &no_node(), std::string(key));
  }
  if (std::find(node_->asked.begin(), node_->asked.end(), key) == node_->asked.end()) node_->asked.emplace_back(key);
  for (std::size_t i = 0; i < node_->keys.size(); ++i) {
    if (node_->keys[i].text != key) continue;
    node_->keys[i].known = true;
    return YamlValue(state_, &node_->values[i], node_, std::string(key));
  }
  return YamlValue(state_, nullptr, node_, std::string(key));
}

std::optional<std::string> YamlValue::optional_text(std::string_view key) const {
  const YamlValue value = at(key);
  return value.is_present() ? std::optional(value.text()) : std::nullopt;
}

std::optional<std::int64_t> YamlValue::optional_integer(std::string_view key, std::int64_t least,
                                                        std::int64_t most) const {
  const YamlValue value = at(key);
  return value.is_present() ? std::optional(value.integer(least, most)) : std::nullopt;
}

std::optional<double> YamlValue::optional_decimal(std::string_view key) const {
  const YamlValue value = at(key);
  return value.is_present() ? std::optional(value.decimal()) : std::nullopt;
}

std::optional<bool> YamlValue::optional_boolean(std::string_view key) const {
  const YamlValue value = at(key);
  return value.is_present() ? std::optional(value.boolean()) : std::nullopt;
}

std::optional<CivilDay> YamlValue::optional_day(std::string_view key) const {
  const YamlValue value = at(key);
  return value.is_present() ? std::optional(value.day()) : std::nullopt;
}

std::vector<YamlValue> YamlValue::optional_list(std::string_view key) const {
  const YamlValue value = at(key);
  return value.is_present() ? value.list() : std::vector<YamlValue>();
}

std::vector<std::string> YamlValue::optional_texts(std::string_view key) const {
  const YamlValue value = at(key);
  return value.is_present() ? value.texts() : std::vector<std::string>();
}

}  // namespace gongkai::law
