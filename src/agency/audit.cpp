#include "agency/audit.h"

#include <fmt/format.h>

#include "agency/tables.h"
#include "base/hash.h"
#include "base/json_writer.h"

namespace gongkai::agency {
namespace {

constexpr std::string_view kPlain = "sha256";
constexpr std::string_view kKeyed = "hmac-sha256";
/// What the first record follows.
const AuditSeal kBeginning{0, std::string(64, '0')};

void write_content(JsonWriter& json, const AuditRecord& record) {
  json.member("number", record.number).member("at", record.at.iso()).member("person", record.person.number);
  json.member("account", record.account).member("address", record.address).member("act", record.act);
  json.member("object", record.object).member("result", record.result).member("detail", record.detail);
  json.member("personal_data", record.personal_data).member("sealing", record.sealing);
}

std::string hash_of(const AuditRecord& record, std::string_view previous, std::string_view key) {
  JsonWriter json;
  json.begin_object();
  write_content(json, record);
  json.end_object();
  const std::string content = std::string(previous) + '\n' + json.str();
  return hex(record.sealing == kKeyed ? hmac_sha256(key, content) : sha256(content));
}

std::string line_of(const AuditRecord& record) {
  JsonWriter json;
  json.begin_object();
  write_content(json, record);
  json.member("hash", record.hash).end_object();
  return json.take();
}

/// Walks along the chain and notes where it is not whole.
class ChainWalk {
 public:
  explicit ChainWalk(std::string_view key, const std::optional<AuditSeal>& known) : key_(key), known_(known) {}

  void step(const AuditRecord& record) {
    ++check_.records;
    if (record.number != check_.seal.number + 1) {
      note(record.number, fmt::format("第 {} 条至第 {} 条记录不见了", check_.seal.number + 1, record.number - 1),
           fmt::format("records {} to {} are gone", check_.seal.number + 1, record.number - 1));
    }
    check_sealing(record);
    if (checkable(record) && hash_of(record, check_.seal.hash, key_) != record.hash) {
      note(record.number, fmt::format("第 {} 条记录的内容与校验值不符，被改动或插入", record.number),
           fmt::format("record {} does not match its hash: it was changed or inserted", record.number));
    }
    check_.seal = {record.number, record.hash};
    if (known_ && known_->number == record.number) {
      known_seen_ = true;
      if (known_->hash != record.hash) {
        note(record.number, "与先前保存的封存值不符，此前的记录被重写",
             "the seal kept earlier differs: the chain was rewritten");
      }
    }
  }

  AuditCheck finish(const std::optional<AuditSeal>& end) {
    const AuditSeal expected = end.value_or(kBeginning);
    if (!(expected == check_.seal)) {
      note(expected.number,
           fmt::format("记录应至第 {} 条，实至第 {} 条，或最后一条被替换", expected.number, check_.seal.number),
           fmt::format("the chain should end at record {} and ends at {}, or its last record was replaced",
                       expected.number, check_.seal.number));
    }
    if (known_ && known_->number > 0 && !known_seen_) {
      note(known_->number, "先前封存过的记录不见了", "records that were sealed earlier are gone");
    }
    if (!key_.empty() && check_.records > 0 && !last_keyed_) {
      note(check_.seal.number, "最后的记录没有用密钥封存，可能被整体重写",
           "the last records are sealed without the key: the chain may have been rewritten");
    }
    return std::move(check_);
  }

 private:
  bool checkable(const AuditRecord& record) const { return record.sealing == kPlain || !key_.empty(); }

  /// A chain may begin without a key and go on with one, never the reverse.
  void check_sealing(const AuditRecord& record) {
    const bool keyed = record.sealing == kKeyed;
    if (!keyed && record.sealing != kPlain) {
      note(record.number, "封存方式不明", "sealed in an unknown way");
    } else if (last_keyed_ && !keyed) {
      note(record.number, fmt::format("第 {} 条记录没有用密钥封存，而此前的有", record.number),
           fmt::format("record {} is sealed without the key, those before with it", record.number));
    } else if (keyed && key_.empty() && !asked_for_key_) {
      asked_for_key_ = true;
      note(record.number, "记录用密钥封存，请提供密钥再核对", "sealed with a key: verify again with the key");
    }
    last_keyed_ = keyed;
  }

  void note(std::int64_t number, std::string zh, std::string en) {
    check_.problems.push_back({number, {std::move(zh), std::move(en)}});
  }

  std::string_view key_;
  const std::optional<AuditSeal>& known_;
  AuditCheck check_{0, kBeginning, {}};
  bool last_keyed_ = false, known_seen_ = false, asked_for_key_ = false;
};

/// Records who wants to read, and refuses everybody but the audit administrator.
Failure admit_auditor(store::Store& store, const Actor& actor, std::string_view act, std::string detail) {
  const bool admitted = !actor.is_system() && actor.may_act_as(Role::AuditAdministrator);
  const Error refusal{"agency.audit_for_auditor_only",
                      {"审计记录只供审计管理员查阅；请联系审计管理员",
                       "only the audit administrator reads the audit trail; ask that person"}};
  if (auto failure = record_in_audit(
          store, actor, {std::string(act), "audit", admitted ? "done" : refusal.code, std::move(detail)})) {
    return failure;
  }
  if (!admitted) return refusal;
  return std::nullopt;
}

}  // namespace

void record_in_audit(store::Writing& writing, const Actor& actor, const AuditEntry& entry) {
  const AuditSeal before = tables::audit_end(writing.connection()).value_or(kBeginning);
  AuditRecord record{before.number + 1,
                     writing.now(),
                     actor.person.id,
                     actor.person.account,
                     actor.address,
                     entry.act,
                     entry.object,
                     entry.result,
                     entry.detail,
                     entry.personal_data,
                     std::string(actor.audit_key.empty() ? kPlain : kKeyed),
                     {}};
  record.hash = hash_of(record, before.hash, actor.audit_key);
  tables::add_audit_record(writing.connection(), record);
}

Failure record_in_audit(store::Store& store, const Actor& actor, const AuditEntry& entry) {
  const auto done = store.write([&](store::Writing& writing) -> Result<bool> {
    record_in_audit(writing, actor, entry);
    return true;
  });
  if (!done) return done.error();
  return std::nullopt;
}

AuditCheck verify_audit(store::Connection& connection, std::string_view key, const std::optional<AuditSeal>& known) {
  ChainWalk walk(key, known);
  tables::each_audit_record(connection, [&](const AuditRecord& record) { walk.step(record); });
  return walk.finish(tables::audit_end(connection));
}

Result<std::vector<AuditRecord>> read_audit(store::Store& store, const Actor& actor, const AuditFilter& filter) {
  if (auto failure = admit_auditor(store, actor, "audit.read", filter.act)) return *failure;
  return store.read([&](store::Connection& connection) { return tables::audit_records(connection, filter); });
}

Result<AuditSeal> export_audit(store::Store& store, const Actor& actor,
                               const std::function<void(std::string_view line)>& take) {
  if (auto failure = admit_auditor(store, actor, "audit.exported", {})) return *failure;
  return store.read([&](store::Connection& connection) {
    AuditSeal seal = kBeginning;
    tables::each_audit_record(connection, [&](const AuditRecord& record) {
      take(line_of(record));
      seal = {record.number, record.hash};
    });
    JsonWriter json;
    json.begin_object().key("seal").begin_object().member("number", seal.number).member("hash", seal.hash);
    take(json.end_object().end_object().str());
    return seal;
  });
}

}  // namespace gongkai::agency
