#include "catalogue/import_items.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "agency/audit.h"
#include "agency/queries.h"
#include "agency/verbs.h"
#include "base/hash.h"
#include "base/text.h"
#include "catalogue/import_line.h"

namespace gongkai::catalogue {
namespace {

using agency::Agency;
using store::Writing;

/// Lines of any length up to a limit; what is longer is read over.
class LineReader {
 public:
  explicit LineReader(std::istream& in) : in_(in), buffer_(1u << 16, '\0') {}

  enum class Kind { Line, TooLong, End };
  Kind next(std::string& line) {
    line.clear();
    bool too_long = false, any = false;
    for (;;) {
      if (at_ == filled_ && !fill()) break;
      any = true;
      const char* const begin = buffer_.data() + at_;
      const char* const end = buffer_.data() + filled_;
      const char* const found = std::find(begin, end, '\n');
      at_ += static_cast<std::size_t>(found - begin) + (found == end ? 0 : 1);
      if (!too_long) line.append(begin, found);
      if (line.size() > kLongestImportLine) {
        too_long = true;
        line.clear();
      }
      if (found != end) return too_long ? Kind::TooLong : Kind::Line;
    }
    if (!any) return Kind::End;
    return too_long ? Kind::TooLong : Kind::Line;
  }

 private:
  bool fill() {
    in_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    filled_ = static_cast<std::size_t>(in_.gcount());
    at_ = 0;
    return filled_ != 0;
  }

  std::istream& in_;
  std::string buffer_;
  std::size_t at_ = 0, filled_ = 0;
};

struct Pending {
  std::int64_t line = 0;
  ImportLine read;
  PreparedContent content;
};

bool is_agency_code(std::string_view text) {
  return !text.empty() && text.size() <= 40 && text.front() >= 'a' && text.front() <= 'z' &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

/// What happened to the lines of one act; taken over when the act is durable.
struct ActResult {
  std::int64_t imported = 0, present = 0, renumbered = 0;
  std::vector<RefusedLine> refused;
  std::vector<std::string> created;
  std::map<std::string, Agency, std::less<>> agencies;
};

class Import {
 public:
  Import(store::Store& store, const CatalogueLaw& law, const agency::Actor& actor, const ImportOptions& options,
         const std::function<void(const RefusedLine&)>& refused)
      : store_(store), law_(law), actor_(actor), options_(options), tell_(refused) {}

  Result<ImportSummary> run(std::istream& in) {
    LineReader reader(in);
    std::string text;
    std::vector<Pending> pending;
    std::int64_t number = 0;
    for (auto kind = reader.next(text); kind != LineReader::Kind::End; kind = reader.next(text)) {
      ++number;
      if (kind == LineReader::Kind::Line && trimmed(text).empty()) continue;
      ++summary_.lines;
      if (kind == LineReader::Kind::TooLong) {
        refuse({number, {}, too_long()});
      } else if (auto read = prepared(number, text)) {
        pending.push_back(std::move(*read));
      }
      if (static_cast<int>(pending.size()) < std::max(options_.lines_an_act, 1)) continue;
      if (auto failure = store_lines(pending)) return *failure;
      pending.clear();
      if (options_.stored_through) options_.stored_through(number);
    }
    if (auto failure = store_lines(pending)) return *failure;
    if (options_.stored_through) options_.stored_through(number);
    if (auto failure = leave_audit()) return *failure;
    return std::move(summary_);
  }

 private:
  static Error too_long() {
    return Error{"import.line_too_long",
                 {fmt::format("这一行超过 {} MB；附件请用 path 给出", kLongestImportLine >> 20),
                  fmt::format("the line is longer than {} MB; give files by their path", kLongestImportLine >> 20)}};
  }

  void refuse(const RefusedLine& line) {
    ++summary_.refused;
    tell_(line);
  }

  std::optional<Pending> prepared(std::int64_t number, std::string_view text) {
    std::string id;
    auto read = read_import_line(text, options_.attachments_folder, id);
    if (!read) {
      refuse({number, id, read.error()});
      return std::nullopt;
    }
    Pending pending{number, std::move(*read), {}};
    pending.content = prepare(std::move(pending.read.content), law_);
    return pending;
  }

  /// All lines in one act. A line that founds its agency has an act of its own, which takes the agency back when the
  /// line is refused; and so has every line when the database refuses something that no check foresaw.
  Failure store_lines(std::vector<Pending>& lines) {
    std::vector<const Pending*> together;
    for (const Pending& line : lines) {
      if (!options_.create_agencies || agencies_.contains(line.read.agency)) {
        together.push_back(&line);
      } else if (auto failure = store_alone(line)) {
        return failure;
      }
    }
    if (together.empty()) return std::nullopt;
    auto stored = store_.write([&](Writing& writing) -> Result<ActResult> {
      ActResult result;
      for (const Pending* line : together) take_over(writing, *line, result);
      return result;
    });
    if (stored) {
      note(std::move(*stored));
      return std::nullopt;
    }
    if (stored.error().code != "store.constraint") return stored.error();
    for (const Pending* line : together) {
      if (auto failure = store_alone(*line)) return failure;
    }
    return std::nullopt;
  }

  Failure store_alone(const Pending& line) {
    auto stored = store_.write([&](Writing& writing) -> Result<ActResult> {
      ActResult result;
      take_over(writing, line, result);
      if (!result.refused.empty()) return result.refused.front().error;
      return result;
    });
    if (stored) {
      note(std::move(*stored));
      return std::nullopt;
    }
    const std::string& code = stored.error().code;
    if (code.starts_with("store.") && code != "store.constraint") return stored.error();
    refuse({line.line, line.read.id, stored.error()});
    return std::nullopt;
  }

  void note(ActResult result) {
    summary_.imported += result.imported;
    summary_.present += result.present;
    summary_.renumbered += result.renumbered;
    for (const RefusedLine& line : result.refused) refuse(line);
    for (std::string& created : result.created) summary_.created_agencies.push_back(std::move(created));
    agencies_.merge(result.agencies);
  }

  /// publish_item_of checks everything before it writes, so a refused line leaves nothing behind in the act.
  void take_over(Writing& writing, const Pending& line, ActResult& result) {
    const auto owner = agency_of(writing, line.read.agency, result);
    if (!owner) {
      result.refused.push_back({line.line, line.read.id, owner.error()});
      return;
    }
    NewItem item = line.read.item;
    item.agency = (*owner)->id;
    const std::string wanted = item.index_no;
    const auto published =
        publish_item_of(writing, store_.blobs(), law_, actor_, **owner, std::move(item), line.content);
    if (published) {
      ++result.imported;
      if (!wanted.empty() && published->index_no != wanted) ++result.renumbered;
      return;
    }
    const auto& reasons = published.error().reasons;
    const bool present = std::any_of(reasons.begin(), reasons.end(),
                                     [](const Reason& reason) { return reason.code == "catalogue.imported_already"; });
    if (present) {
      ++result.present;
    } else {
      result.refused.push_back({line.line, line.read.id, published.error()});
    }
  }

  /// By code, then by name. Found ones are remembered for the whole import: nobody renames agencies meanwhile.
  Result<const Agency*> agency_of(Writing& writing, const std::string& text, ActResult& result) {
    if (const auto known = agencies_.find(text); known != agencies_.end()) return &known->second;
    if (const auto known = result.agencies.find(text); known != result.agencies.end()) return &known->second;
    std::optional<Agency> found;
    if (is_valid_utf8(text) && text.find('\0') == std::string::npos) {
      found = agency::find_agency(writing.connection(), text);
      if (!found) {
        auto named = agency::find_agencies_named(writing.connection(), text);
        if (!named.empty()) found = std::move(named.front().agency);
      }
    }
    if (!found && options_.create_agencies) {
      auto created = create(writing, text);
      if (!created) return created.error();
      found = std::move(*created);
      result.created.push_back(found->code + " " + found->name);
    }
    if (!found) {
      return Error{"import.unknown_agency",
                   {fmt::format("没有单位“{}”；请先设立，或加上 --create-agencies", printable(text)),
                    fmt::format("there is no agency “{}”; found it first, or give --create-agencies", printable(text))},
                   "agency"};
    }
    return &result.agencies.emplace(text, std::move(*found)).first->second;
  }

  /// A code becomes code and name; of a name the code is made from its fingerprint, for codes are ASCII.
  Result<Agency> create(Writing& writing, const std::string& text) {
    Agency agency;
    agency.code = is_agency_code(text) ? text : "a-" + hex(sha256(text)).substr(0, 10);
    agency.name = text;
    agency.kind = agency::AgencyKind::Government;
    // What kind it is nobody said: a department of the first government that is there, or that government itself.
    for (const Agency& each : agency::list_agencies(writing.connection())) {
      if (each.kind != agency::AgencyKind::Government) continue;
      agency.kind = agency::AgencyKind::Department;
      agency.parent = each.id;
      break;
    }
    const auto id = agency::create_agency(writing, actor_, agency);
    if (!id) return id.error();
    return agency::find_agency(writing.connection(), *id).value_or(agency);
  }

  Failure leave_audit() {
    if (summary_.imported == 0) return std::nullopt;
    return agency::record_in_audit(
        store_, actor_,
        {"item.imported", "", "done", fmt::format("{} imported, {} refused", summary_.imported, summary_.refused)});
  }

  store::Store& store_;
  const CatalogueLaw& law_;
  const agency::Actor& actor_;
  const ImportOptions& options_;
  const std::function<void(const RefusedLine&)>& tell_;
  ImportSummary summary_;
  std::map<std::string, Agency, std::less<>> agencies_;
};

}  // namespace

Result<ImportSummary> import_items(std::istream& lines, store::Store& store, const CatalogueLaw& law,
                                   const agency::Actor& actor, const ImportOptions& options,
                                   const std::function<void(const RefusedLine&)>& refused) {
  return Import(store, law, actor, options, refused).run(lines);
}

}  // namespace gongkai::catalogue
