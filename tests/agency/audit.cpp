// The audit trail: what it records, who reads it, and that no change of it goes unseen.
#include "agency/audit.h"

#include "city.h"

namespace gongkai::agency {
namespace {

using store::Connection;
using store::Dialect;
using store::Writing;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

class Audit : public City {
 protected:
  void note(const std::string& object, const std::string& key = {}) {
    ASSERT_FALSE(record_in_audit(store_, Actor::system(key), {"request.read", object, "done", "", true}).has_value());
  }
  AuditCheck verify(std::string_view key = {}, const std::optional<AuditSeal>& known = {}) {
    return read([&](Connection& connection) { return verify_audit(connection, key, known); });
  }
  /// As somebody who owns the database.
  void tamper(const std::string& sql) {
    const auto done = write([&](Writing& writing) -> Result<bool> {
      Connection& connection = writing.connection();
      if (GetParam() == Dialect::Sqlite) {
        for (const char* trigger : {"audit_record_is_not_changed", "audit_record_is_not_deleted",
                                    "audit_record_is_appended", "audit_end_is_not_deleted", "audit_end_moves_on"}) {
          connection.execute(std::string("DROP TRIGGER IF EXISTS ") + trigger);
        }
      } else {
        // The database changes its shape, so that no other test gets it.
        connection.execute("CREATE TABLE IF NOT EXISTS tampered (id BIGINT PRIMARY KEY)");
        connection.execute("ALTER TABLE audit_record DISABLE TRIGGER USER");
        connection.execute("ALTER TABLE audit_end DISABLE TRIGGER USER");
      }
      connection.run_script(sql);
      return true;
    });
    ASSERT_TRUE(done.ok()) << done.error().message.en;
  }
  static std::vector<std::int64_t> places(const AuditCheck& check) {
    std::vector<std::int64_t> numbers;
    for (const AuditProblem& problem : check.problems) numbers.push_back(problem.number);
    return numbers;
  }
};

TEST_P(Audit, ActsLeaveARecordWithTheirResultInTheSameAct) {
  const Actor auditor = as("auditor", {{Role::AuditAdministrator, {}}});
  const auto refused = write([&](Writing& writing) {
    return create_agency(writing, system_, described("bad code", "甲局", AgencyKind::Department, government_));
  });
  ASSERT_FALSE(refused.ok());
  const auto records = read_audit(store_, auditor, {});
  ASSERT_TRUE(records.ok());
  std::vector<std::string> acts;
  for (const AuditRecord& record : *records) acts.push_back(record.act);
  EXPECT_THAT(acts, ElementsAre("audit.read", "person.role_granted", "person.created", "agency.created",
                                "agency.created", "agency.created"))
      << "newest first; what was undone left nothing";
  EXPECT_EQ(records->at(0).account, "auditor");
  EXPECT_EQ(records->at(0).address, "192.0.2.7");
  EXPECT_EQ(records->at(1).address, "console");
  EXPECT_TRUE(verify().intact());
}

TEST_P(Audit, OnlyTheAuditAdministratorReadsAndEvenAttemptsAreRecorded) {
  const Actor auditor = as("auditor", {{Role::AuditAdministrator, {}}});
  for (const Role role : {Role::SystemAdministrator, Role::SecurityAdministrator, Role::CitySupervisor}) {
    const Actor other = as("p" + std::to_string(static_cast<int>(role)), {{role, {}}});
    EXPECT_THAT(codes_of(read_audit(store_, other, {})), ElementsAre("agency.audit_for_auditor_only"));
  }
  EXPECT_THAT(codes_of(read_audit(store_, system_, {})), ElementsAre("agency.audit_for_auditor_only"));
  EXPECT_THAT(codes_of(export_audit(store_, system_, [](std::string_view) { FAIL() << "nothing may come out"; })),
              ElementsAre("agency.audit_for_auditor_only"));
  AuditFilter filter;
  filter.act = "audit.";
  const auto records = read_audit(store_, auditor, filter);
  ASSERT_EQ(records->size(), 6u);
  EXPECT_EQ(records->at(5).result, "agency.audit_for_auditor_only");
  EXPECT_EQ(records->at(1).act, "audit.exported");
}

TEST_P(Audit, ReadingCanBeNarrowed) {
  const Actor auditor = as("auditor", {{Role::AuditAdministrator, {}}});
  for (int i = 0; i < 5; ++i) note("request/" + std::to_string(i));
  AuditFilter filter;
  filter.personal_data_only = true;
  filter.limit = 2;
  const auto newest = read_audit(store_, auditor, filter);
  ASSERT_EQ(newest->size(), 2u);
  EXPECT_EQ(newest->at(0).object, "request/4");
  filter.before = newest->at(1).number;
  EXPECT_EQ(read_audit(store_, auditor, filter)->at(0).object, "request/2");
  filter = {};
  filter.object = "request/1";
  EXPECT_EQ(read_audit(store_, auditor, filter)->size(), 1u);
}

TEST_P(Audit, TheDatabaseItselfRefusesToChangeARecord) {
  note("request/1");
  for (const char* sql : {"UPDATE audit_record SET object = 'x'", "DELETE FROM audit_record", "DELETE FROM audit_end",
                          "UPDATE audit_end SET number = 0"}) {
    const auto done = write([&](Writing& writing) -> Result<bool> {
      writing.connection().execute(sql);
      return true;
    });
    EXPECT_FALSE(done.ok()) << sql;
  }
  EXPECT_TRUE(verify().intact());
}

TEST_P(Audit, AChangedRecordIsFound) {
  for (int i = 0; i < 6; ++i) note("request/" + std::to_string(i));  // records 4 to 9, after three agencies
  for (const char* change :
       {"object = 'request/0'", "recorded_at = '2024-03-01T09:00:01+08:00'", "person_id = 5", "account = 'a'",
        "address = '::1'", "act = 'x'", "result = 'x'", "detail = 'x'", "personal_data = 0", "sealing = 'none'"}) {
    tamper(std::string("CREATE TABLE kept AS SELECT * FROM audit_record WHERE number = 6;"
                       "UPDATE audit_record SET ") +
           change + " WHERE number = 6;");
    EXPECT_THAT(places(verify()), Contains(6)) << change;
    tamper("DELETE FROM audit_record WHERE number = 6; INSERT INTO audit_record SELECT * FROM kept; DROP TABLE kept;");
    EXPECT_TRUE(verify().intact()) << change;
  }
}

TEST_P(Audit, ARemovedRecordIsFoundAtTheBeginningInTheMiddleAndAtTheEnd) {
  for (int i = 0; i < 3; ++i) note("request/" + std::to_string(i));  // 4, 5, 6
  for (const int number : {1, 5, 6}) {
    tamper("CREATE TABLE kept AS SELECT * FROM audit_record WHERE number = " + std::to_string(number) +
           "; DELETE FROM audit_record WHERE number = " + std::to_string(number) + ";");
    EXPECT_FALSE(verify().intact()) << number;
    tamper("INSERT INTO audit_record SELECT * FROM kept; DROP TABLE kept;");
    EXPECT_TRUE(verify().intact());
  }
}

TEST_P(Audit, AnInsertedRecordIsFound) {
  note("request/1");
  tamper(
      "INSERT INTO audit_record SELECT 5, recorded_at, person_id, account, address, act, 'request/2', result, detail, "
      "personal_data, sealing, hash FROM audit_record WHERE number = 4;");
  EXPECT_THAT(places(verify()), Contains(5));
}

TEST_P(Audit, ARewrittenChainIsFoundByAnEarlierSealOrByTheKey) {
  note("request/1", "the key");
  note("request/2", "the key");
  EXPECT_TRUE(verify("the key").intact());
  EXPECT_THAT(verify().problems.at(0).message.en, HasSubstr("verify again with the key"));
  EXPECT_THAT(places(verify("another key")), Contains(4));
  const AuditSeal seal = verify("the key").seal;
  // Somebody empties the trail and lets the program write another one, which it does without a fault.
  tamper("DELETE FROM audit_record; DELETE FROM audit_end;");
  for (int i = 0; i < 7; ++i) note("request/9");
  EXPECT_TRUE(verify().intact());
  EXPECT_FALSE(verify({}, seal).intact());
  EXPECT_FALSE(verify("the key").intact()) << "the new one is not sealed with the key";
}

TEST_P(Audit, AKeyedChainDoesNotGoOnWithoutTheKey) {
  note("request/1", "the key");
  note("request/2");
  EXPECT_FALSE(verify("the key").intact());
}

TEST_P(Audit, AnExportHoldsEveryRecordAndEndsWithTheSeal) {
  const Actor auditor = as("auditor", {{Role::AuditAdministrator, {}}});
  note("request/1");
  std::vector<std::string> lines;
  const auto seal = export_audit(store_, auditor, [&](std::string_view line) { lines.emplace_back(line); });
  ASSERT_TRUE(seal.ok());
  ASSERT_EQ(lines.size(), static_cast<std::size_t>(seal->number) + 1);
  EXPECT_THAT(lines.at(5), HasSubstr(R"("act":"request.read","object":"request/1","result":"done")"));
  EXPECT_THAT(lines.at(5), HasSubstr(R"("personal_data":true)"));
  EXPECT_THAT(lines.back(), HasSubstr(seal->hash));
  note("request/2");
  EXPECT_TRUE(verify({}, *seal).intact()) << "the seal holds for what came before it";
}

GONGKAI_ON_BOTH_DIALECTS(Audit);

}  // namespace
}  // namespace gongkai::agency
