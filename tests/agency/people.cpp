// People and their roles: accounts, the three administrators, handing over, closing.
#include <map>

#include "city.h"

namespace gongkai::agency {
namespace {

using store::Connection;
using store::Writing;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class People : public City {
 protected:
  Result<PersonId> try_create(const PersonCreated& created, const Actor& actor = Actor::system()) {
    return write([&](Writing& writing) { return create_person(writing, actor, created); });
  }
  Result<Person> try_grant(const Actor& actor, PersonId id, const RoleGrant& grant) {
    return write([&](Writing& writing) { return grant_role(writing, actor, id, grant); });
  }
  Result<Person> try_withdraw(const Actor& actor, PersonId id, const RoleGrant& grant) {
    return write([&](Writing& writing) { return withdraw_role(writing, actor, id, grant, "调整"); });
  }
  Result<Person> try_deactivate(const Actor& actor, PersonId id, OpenWorks works = {}) {
    return write([&](Writing& writing) { return deactivate_person(writing, actor, id, "离职", works); });
  }
};

/// Work kept in memory, as a room would keep it in its tables.
class Drafts : public OpenWork {
 public:
  std::string_view kind() const override { return "draft"; }
  std::vector<OpenPiece> open_work_of(Connection&, PersonId person) const override {
    std::vector<OpenPiece> pieces;
    for (const auto& [name, owner] : owners_) {
      if (owner == person) pieces.push_back({name, "草稿 " + name, {}});
    }
    return pieces;
  }
  Reasons why_not_take(Connection&, const OpenPiece& piece, const Person& to) const override {
    Reasons reasons;
    if (!to.has(Role::Clerk)) reasons.add("draft.needs_clerk", {"须由经办人接收", "a clerk must take it"}, piece.name);
    return reasons;
  }
  Failure hand_over(Writing&, const OpenPiece& piece, const Person&, const Person& to, PersonId) const override {
    owners_[piece.name] = to.id;
    return std::nullopt;
  }
  mutable std::map<std::string, PersonId> owners_;
};

TEST_P(People, AnAccountIsFoundHoweverItIsTyped) {
  const PersonId id = hire("li.ming", {{Role::Clerk, science_}}, science_);
  read([&](Connection& connection) {
    EXPECT_EQ(find_person(connection, "  Li.Ming ")->id, id);
    EXPECT_EQ(people_of(connection, science_).size(), 1u);
    EXPECT_EQ(people_with_role(connection, Role::Clerk, science_).size(), 1u);
    EXPECT_THAT(people_with_role(connection, Role::Clerk, industry_), IsEmpty());
    return 0;
  });
  EXPECT_TRUE(person(id).may_act_as(Role::Clerk, science_));
  EXPECT_FALSE(person(id).may_act_as(Role::Clerk, industry_));
}

TEST_P(People, EveryReasonAgainstAnAccountIsTold) {
  EXPECT_THAT(codes_of(try_create({"Li Ming", "", AgencyId{99}, UnitId{5}, "", "a\nb"})),
              UnorderedElementsAre("person.bad_account", "person.name_missing", "person.unknown_agency",
                                   "person.unknown_unit", "agency.bad_text"));
  const PersonId gone = hire("wang");
  ASSERT_TRUE(try_deactivate(system_, gone).ok());
  EXPECT_THAT(codes_of(try_create({"wang", "王", {}, {}, "", ""})), ElementsAre("person.account_taken"));
  const Actor clerk = as("clerk", {{Role::Clerk, science_}});
  EXPECT_THAT(codes_of(try_create({"zhao", "赵", {}, {}, "", ""}, clerk)), ElementsAre("person.not_allowed"));
}

TEST_P(People, TheFirstAdministratorAppointsTheSecurityAdministratorAndNobodyElse) {
  const PersonId first = hire("first", {{Role::SystemAdministrator, {}}});
  const Actor administrator = as(first);
  const PersonId security = *try_create({"security", "安全", {}, {}, "", ""}, administrator);
  const PersonId other = *try_create({"other", "他人", {}, {}, "", ""}, administrator);
  EXPECT_THAT(codes_of(try_grant(administrator, other, {Role::Clerk, science_})), ElementsAre("person.not_allowed"));
  EXPECT_THAT(codes_of(try_grant(administrator, other, {Role::AuditAdministrator, {}})),
              ElementsAre("person.not_allowed"));
  EXPECT_THAT(codes_of(try_grant(administrator, first, {Role::SecurityAdministrator, {}})),
              UnorderedElementsAre("person.role_of_oneself", "person.roles_exclude_each_other"));
  ASSERT_TRUE(try_grant(administrator, security, {Role::SecurityAdministrator, {}}).ok());
  EXPECT_THAT(codes_of(try_grant(administrator, other, {Role::SecurityAdministrator, {}})),
              ElementsAre("person.not_allowed"))
      << "once there is one, only that one grants";
  EXPECT_TRUE(try_grant(as(security), other, {Role::AuditAdministrator, {}}).ok());
}

TEST_P(People, AnAdministratorHoldsNoOtherRole) {
  const Actor security = as("security", {{Role::SecurityAdministrator, {}}});
  const PersonId clerk = hire("clerk", {{Role::Clerk, science_}});
  for (const Role role : {Role::SystemAdministrator, Role::SecurityAdministrator, Role::AuditAdministrator}) {
    EXPECT_THAT(codes_of(try_grant(security, clerk, {role, {}})), ElementsAre("person.roles_exclude_each_other"));
  }
  const PersonId auditor = hire("auditor", {{Role::AuditAdministrator, {}}});
  EXPECT_THAT(codes_of(try_grant(security, auditor, {Role::Clerk, science_})),
              ElementsAre("person.roles_exclude_each_other"));
  EXPECT_THAT(codes_of(try_grant(security, auditor, {Role::SystemAdministrator, {}})),
              ElementsAre("person.roles_exclude_each_other"));
  EXPECT_TRUE(try_grant(security, clerk, {Role::Reviewer, science_}).ok()) << "content roles go together";
}

TEST_P(People, RolesHaveTheirScope) {
  const Actor security = as("security", {{Role::SecurityAdministrator, {}}});
  const PersonId one = hire("one");
  EXPECT_THAT(codes_of(try_grant(security, one, {Role::CitySupervisor, science_})),
              ElementsAre("person.role_citywide"));
  EXPECT_THAT(codes_of(try_grant(security, one, {Role::AuditAdministrator, science_})),
              ElementsAre("person.role_citywide"));
  EXPECT_THAT(codes_of(try_grant(security, one, {Role::Clerk, AgencyId{99}})), ElementsAre("person.unknown_agency"));
  ASSERT_TRUE(try_grant(security, one, {Role::Clerk, science_}).ok());
  EXPECT_THAT(codes_of(try_grant(security, one, {Role::Clerk, science_})), ElementsAre("person.role_held"));
  EXPECT_TRUE(try_grant(security, one, {Role::Clerk, industry_}).ok());
  EXPECT_THAT(codes_of(try_withdraw(security, one, {Role::Reviewer, science_})), ElementsAre("person.role_not_held"));
  ASSERT_TRUE(try_withdraw(security, one, {Role::Clerk, science_}).ok());
  EXPECT_EQ(person(one).roles, (std::vector<RoleGrant>{{Role::Clerk, industry_}}));
  EXPECT_THAT(codes_of(try_grant(as("clerk", {{Role::Clerk, {}}}), one, {Role::Reviewer, science_})),
              ElementsAre("person.not_allowed"));
  EXPECT_THAT(replay_all(), IsEmpty());
}

TEST_P(People, TheLastAdministratorOfAKindStays) {
  const PersonId security = hire("security", {{Role::SecurityAdministrator, {}}});
  const PersonId auditor = hire("auditor", {{Role::AuditAdministrator, {}}});
  const Actor administrator = as("sysadmin", {{Role::SystemAdministrator, {}}});
  EXPECT_THAT(codes_of(try_withdraw(as(security), auditor, {Role::AuditAdministrator, {}})),
              ElementsAre("person.last_administrator"));
  EXPECT_THAT(codes_of(try_deactivate(administrator, security)), ElementsAre("person.last_administrator"));
  EXPECT_THAT(codes_of(try_withdraw(as(security), security, {Role::SecurityAdministrator, {}})),
              UnorderedElementsAre("person.role_of_oneself", "person.last_administrator"));
  hire("auditor2", {{Role::AuditAdministrator, {}}});
  EXPECT_TRUE(try_withdraw(as(security), auditor, {Role::AuditAdministrator, {}}).ok());
}

TEST_P(People, OpenWorkIsHandedOverWholeBeforeAnAccountCloses) {
  const PersonId leaving = hire("leaving", {{Role::Clerk, science_}}, science_);
  const PersonId taker = hire("taker", {{Role::Clerk, science_}}, science_);
  const PersonId reviewer = hire("reviewer", {{Role::Reviewer, science_}}, science_);
  const Actor head = as("head", {{Role::HeadOfOgiOffice, science_}}, science_);
  const Actor stranger = as("stranger", {{Role::HeadOfOgiOffice, industry_}}, industry_);
  const Actor administrator = as("sysadmin", {{Role::SystemAdministrator, {}}});
  Drafts drafts;
  drafts.owners_ = {{"item/1", leaving}, {"item/2", leaving}, {"item/3", taker}};
  const OpenWork* const all[] = {&drafts};
  const auto hand = [&](const Actor& actor, PersonId to) {
    return write([&](Writing& writing) { return hand_over_work(writing, actor, leaving, to, "调离", all); });
  };

  EXPECT_THAT(codes_of(try_deactivate(administrator, leaving, all)), ElementsAre("person.has_open_work"));
  EXPECT_THAT(codes_of(hand(stranger, taker)), ElementsAre("person.not_allowed"));
  EXPECT_THAT(codes_of(hand(head, reviewer)), ElementsAre("draft.needs_clerk", "draft.needs_clerk"));
  EXPECT_THAT(codes_of(hand(head, leaving)), ElementsAre("person.oneself"));
  EXPECT_EQ(*hand(head, taker), 2);
  EXPECT_EQ(drafts.owners_["item/1"], taker);
  EXPECT_THAT(codes_of(hand(head, taker)), ElementsAre("person.no_open_work"));
  EXPECT_TRUE(try_deactivate(administrator, leaving, all).ok());
  read([&](Connection& connection) {
    const auto history = history_of(connection, leaving);
    const auto& handed = std::get<WorkHandedOver>(history.at(history.size() - 2).event);
    EXPECT_EQ(handed.to, taker);
    EXPECT_EQ(handed.work.size(), 2u);
    return 0;
  });
  EXPECT_THAT(codes_of(hand(head, taker)), ElementsAre("person.no_open_work"));
  EXPECT_THAT(replay_all(), IsEmpty());
}

TEST_P(People, AClosedAccountLosesItsRolesAndComesBackWithoutThem) {
  const Actor administrator = as("sysadmin", {{Role::SystemAdministrator, {}}});
  const PersonId one = hire("one", {{Role::Clerk, science_}}, science_);
  EXPECT_THAT(codes_of(try_deactivate(administrator, administrator.person.id)),
              UnorderedElementsAre("person.oneself", "person.last_administrator"));
  ASSERT_TRUE(try_deactivate(administrator, one).ok());
  EXPECT_THAT(codes_of(try_deactivate(administrator, one)), ElementsAre("person.inactive"));
  EXPECT_FALSE(person(one).may_act_as(Role::Clerk, science_));
  EXPECT_THAT(codes_of(try_grant(system_, one, {Role::Clerk, science_})), ElementsAre("person.inactive"));
  ASSERT_TRUE(write([&](Writing& writing) { return reactivate_person(writing, administrator, one, "回来"); }).ok());
  EXPECT_TRUE(person(one).is_active);
  EXPECT_THAT(person(one).roles, IsEmpty());
}

TEST_P(People, EverybodyChangesTheirOwnContactAndNoMore) {
  const PersonId one = hire("one", {{Role::Clerk, science_}}, science_);
  const Actor self = as(one);
  PersonChange contact;
  contact.phone = "0319-1";
  EXPECT_EQ(write([&](Writing& writing) { return change_person(writing, self, one, contact); })->phone, "0319-1");
  contact.agency = industry_;
  EXPECT_THAT(codes_of(write([&](Writing& writing) { return change_person(writing, self, one, contact); })),
              ElementsAre("person.not_allowed"));
}

GONGKAI_ON_BOTH_DIALECTS(People);

}  // namespace
}  // namespace gongkai::agency
