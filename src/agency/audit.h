// The audit trail: who did what, when, from where, with what result, and who looked at personal data.
//
// Records are only appended (triggers refuse the rest) and chained: the hash of each is over the hash before it and its
// own content, with a key (HMAC) when there is one. Written in the same act as what it records. The end of the chain is
// kept apart, so a cut tail shows; against somebody who rewrites the whole database, a seal kept elsewhere (the last
// line of an export) or the key is what tells. Read by the audit administrator alone, and each reading is recorded.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agency/actor.h"
#include "base/instant.h"
#include "base/result.h"
#include "store/store.h"

namespace gongkai::agency {

/// What one record says beside who and when.
struct AuditEntry {
  std::string act;              ///< as the events are called: "person.role_granted", "session.began", "request.read"
  std::string object;           ///< "person/7", "item/1042"
  std::string result = "done";  ///< "done", or the code of the refusal
  std::string detail{};         ///< for people; no personal data of applicants, no secrets
  bool personal_data = false;   ///< somebody's personal data were looked at
};

struct AuditRecord {
  std::int64_t number = 0;  ///< 1, 2, 3, … without gaps
  Instant at{};
  PersonId person{};
  std::string account;  ///< as signed in; for failed attempts as typed; empty: the system
  std::string address;
  std::string act, object, result, detail;
  bool personal_data = false;
  std::string sealing;  ///< "sha256" or "hmac-sha256"
  std::string hash;     ///< hexadecimal
};

/// How long the chain was and how it ended.
struct AuditSeal {
  std::int64_t number = 0;
  std::string hash;
  bool operator==(const AuditSeal&) const = default;
};

/// Within the act that it records. Throws what the connection throws.
void record_in_audit(store::Writing& writing, const Actor& actor, const AuditEntry& entry);
/// In an act of its own, e.g. for a refusal, or for looking at personal data. Fails as the store fails.
Failure record_in_audit(store::Store& store, const Actor& actor, const AuditEntry& entry);

struct AuditProblem {
  std::int64_t number = 0;  ///< of the record where it shows
  Wording message;
};
struct AuditCheck {
  std::int64_t records = 0;
  AuditSeal seal;  ///< of the chain as it is
  std::vector<AuditProblem> problems;
  bool intact() const { return problems.empty(); }
};
/// Computes every hash anew. Finds records that were changed, removed or inserted; with `known` also a chain that no
/// longer holds what it held then. Shows no content, so anybody who runs the installation may ask. O(records).
AuditCheck verify_audit(store::Connection& connection, std::string_view key = {},
                        const std::optional<AuditSeal>& known = {});

struct AuditFilter {
  std::int64_t before = 0;  ///< only records with smaller numbers; 0: from the newest
  PersonId person{};
  std::string act{};  ///< the act, or its beginning: "person."
  std::string object{};
  bool personal_data_only = false;
  int limit = 100;
};
/// Newest first. Fails with `agency.audit_for_auditor_only` for everybody but the audit administrator; both the reading
/// and the refusal are recorded.
Result<std::vector<AuditRecord>> read_audit(store::Store& store, const Actor& actor, const AuditFilter& filter);

/// One JSON object a line, oldest first, each with its hash; the last line is {"seal":{"number","hash"}}.
/// Refuses and records as read_audit does.
Result<AuditSeal> export_audit(store::Store& store, const Actor& actor,
                               const std::function<void(std::string_view line)>& take);

}  // namespace gongkai::agency
