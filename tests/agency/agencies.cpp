// Agencies through their lives: founded, changed, renamed, merged, split, abolished; what is refused, and history.
#include "city.h"
#include "store/event.h"

namespace gongkai::agency {
namespace {

using store::Connection;
using store::Writing;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class Agencies : public City {
 protected:
  Result<AgencyId> try_create(const Agency& agency, const Actor& actor = Actor::system()) {
    return write([&](Writing& writing) { return create_agency(writing, actor, agency); });
  }
  Result<Agency> try_change(AgencyId id, const AgencyChange& change, const Actor& actor = Actor::system()) {
    return write([&](Writing& writing) { return change_agency(writing, actor, id, change); });
  }
  Result<Agency> try_rename(AgencyId id, const AgencyRenamed& renamed, const Actor& actor = Actor::system()) {
    return write([&](Writing& writing) { return rename_agency(writing, actor, id, renamed); });
  }
  Result<bool> try_abolish(AgencyId id, const std::vector<AgencyId>& successors, std::string_view on,
                           std::string_view basis = "机构改革方案") {
    return write([&](Writing& writing) { return abolish_agency(writing, system_, id, successors, day(on), basis); });
  }
};

TEST_P(Agencies, AnAgencyIsFoundByIdCodeAndNameWithAllThatWasGiven) {
  Agency given = described("minzhengju", "清河市民政局", AgencyKind::Department, government_);
  given.short_name = "市民政局";
  given.org_code = "014178678";
  given.division = "130500";
  given.duties = "主管社会救助。\n主管社会组织。";
  given.contact = {"办公室",
                   "李明",
                   "清河市人民路1号",
                   "054800",
                   "周一至周五 9:00–17:00",
                   "0319-1234567",
                   "0319-1234568",
                   "mzj@example.gov.cn",
                   "https://mzj.example.gov.cn"};
  given.leaders = {{"王强", "局长", "主持全面工作", 1}, {"赵敏", "副局长", "分管社会救助", 2}};
  given.units = {{{}, "办公室", "综合", "0319-1", 1}, {{}, "社会救助科", "低保", "0319-2", 2}};
  given.site_id_code = "1305340001";
  given.icp_number = "冀ICP备00000000号";
  given.police_number = "冀公网安备00000000000000号";
  given.index_no_template = "{code}/{year}-{serial:05}";
  given.position = 3;
  const AgencyId id = *try_create(given);

  const Agency kept = agency(id);
  EXPECT_EQ(kept.contact, given.contact);
  EXPECT_EQ(kept.leaders, given.leaders);
  EXPECT_EQ(kept.duties, given.duties);
  EXPECT_EQ(kept.founded_on, given.founded_on);
  EXPECT_EQ(kept.icp_number, given.icp_number);
  ASSERT_EQ(kept.units.size(), 2u);
  EXPECT_TRUE(kept.units[0].id && kept.units[1].id && kept.units[0].id != kept.units[1].id);
  EXPECT_EQ(kept.version, 1);
  read([&](Connection& connection) {
    EXPECT_EQ(json_of(*find_agency(connection, "minzhengju")), json_of(kept));
    const auto named = find_agencies_named(connection, "清河市民政局");
    EXPECT_EQ(named.size(), 1u);
    EXPECT_EQ(named.at(0).agency.id, id);
    EXPECT_FALSE(named.at(0).is_former_name);
    EXPECT_FALSE(find_agency(connection, "nobody").has_value());
    return 0;
  });
}

TEST_P(Agencies, EveryReasonIsToldAtOnce) {
  Agency wrong = described("Ke Ji", " ", AgencyKind::Department);
  wrong.division = "12";
  wrong.contact.website = "javascript:alert(1)";
  wrong.founded_on = day("2024-03-02");
  wrong.leaders = {{"", "局长", "", 1}};
  wrong.units = {{{}, "", "", "", 1}};
  wrong.duties = std::string("坏\x01");
  wrong.supervising_ogi_authority = AgencyId{999};
  EXPECT_THAT(
      codes_of(try_create(wrong)),
      UnorderedElementsAre("agency.bad_code", "agency.name_missing", "agency.parent_missing",
                           "agency.unknown_authority", "agency.bad_division", "agency.bad_text", "agency.bad_address",
                           "agency.leader_without_name", "agency.unit_without_name", "agency.day_ahead"));
  EXPECT_TRUE(replay_all().empty());
}

TEST_P(Agencies, ACodeIsNeverUsedTwiceNotEvenAfterTheEnd) {
  EXPECT_THAT(codes_of(try_create(described("kejiju", "清河市知识产权局", AgencyKind::Department, government_))),
              ElementsAre("agency.code_taken"));
  ASSERT_TRUE(try_abolish(science_, {industry_}, "2024-01-15").ok());
  EXPECT_THAT(codes_of(try_create(described("kejiju", "清河市科学技术局", AgencyKind::Department, government_))),
              ElementsAre("agency.code_taken"));
  EXPECT_TRUE(try_create(described("kejiju-2", "清河市科学技术局", AgencyKind::Department, government_)).ok())
      << "the name is free again, the code is not";
}

TEST_P(Agencies, TwoActiveAgenciesDoNotShareAName) {
  EXPECT_THAT(codes_of(try_create(described("kjj", "清河市科学技术局", AgencyKind::Department, government_))),
              ElementsAre("agency.name_taken"));
}

TEST_P(Agencies, TheAuthorityIsTheGovernmentUnlessAnotherIsNamed) {
  EXPECT_EQ(agency(science_).supervising_ogi_authority, government_);
  EXPECT_EQ(agency(government_).supervising_ogi_authority, government_);
  const AgencyId tax = create(described("shuiwuju", "清河市税务局", AgencyKind::Vertical, government_));
  EXPECT_EQ(agency(tax).supervising_ogi_authority, tax);
  Agency hall = described("fuwudating", "清河市政务服务中心", AgencyKind::AuthorisedOrg, government_);
  hall.supervising_ogi_authority = science_;
  const AgencyId centre = create(hall);
  EXPECT_EQ(agency(centre).supervising_ogi_authority, science_);
  read([&](Connection& connection) {
    EXPECT_EQ(supervised_by(connection, science_).size(), 1u);
    EXPECT_EQ(supervised_by(connection, government_).size(), 3u);
    EXPECT_EQ(children_of(connection, government_).size(), 4u);
    return 0;
  });
}

TEST_P(Agencies, AChangeTouchesOnlyWhatItNames) {
  AgencyChange change;
  change.contact = Contact{"办公室", "李明", "", "", "", "0319-7", "", "", ""};
  const Agency changed = *try_change(science_, change);
  EXPECT_EQ(changed.contact.phone, "0319-7");
  EXPECT_EQ(changed.name, "清河市科学技术局");
  EXPECT_EQ(changed.version, 2);
  EXPECT_EQ(try_change(science_, change)->version, 2) << "the same again is no event";
  EXPECT_THAT(missing_of_guide(changed), ElementsAre("address", "postcode", "office_hours", "fax", "email"));
}

TEST_P(Agencies, UnitsKeepTheirIdsAndForeignOnesAreRefused) {
  AgencyChange change;
  change.units = std::vector<Unit>{{{}, "办公室", "", "", 1}};
  const UnitId office = try_change(science_, change)->units[0].id;
  change.units = std::vector<Unit>{{office, "综合办公室", "", "", 1}, {{}, "高新技术科", "", "", 2}};
  const Agency changed = *try_change(science_, change);
  EXPECT_EQ(changed.units[0].id, office);
  EXPECT_THAT(codes_of(try_change(industry_, change)), ElementsAre("agency.unknown_unit"));
  change.units = std::vector<Unit>{{office, "甲", "", "", 1}, {office, "乙", "", "", 2}};
  EXPECT_THAT(codes_of(try_change(science_, change)), ElementsAre("agency.unknown_unit"));
}

TEST_P(Agencies, AnAgencyNeverBelongsToItselfOrBelow) {
  const AgencyId district = create(described("hedong", "河东区人民政府", AgencyKind::Government, government_));
  AgencyChange change;
  change.parent = district;
  EXPECT_THAT(codes_of(try_change(government_, change)), ElementsAre("agency.own_parent"));
  change.parent = government_;
  EXPECT_THAT(codes_of(try_change(government_, change)), ElementsAre("agency.own_parent"));
}

TEST_P(Agencies, TheOldNameIsKeptWithItsLastDayAndFound) {
  ASSERT_TRUE(try_rename(science_, {"清河市科技创新局", "市科创局", day("2024-02-01")}).ok());
  const Agency renamed = agency(science_);
  EXPECT_EQ(renamed.name_on(day("2024-01-31")), "清河市科学技术局");
  EXPECT_EQ(renamed.name_on(day("2024-02-01")), "清河市科技创新局");
  read([&](Connection& connection) {
    const auto named = find_agencies_named(connection, "清河市科学技术局");
    EXPECT_EQ(named.size(), 1u);
    EXPECT_TRUE(named.at(0).is_former_name);
    return 0;
  });
  EXPECT_THAT(codes_of(try_rename(science_, {"清河市科技创新局", "", day("2024-01-20")})),
              UnorderedElementsAre("agency.same_name", "agency.day_too_early"));
  EXPECT_THAT(codes_of(try_rename(science_, {"清河市工业和信息化局", "", day("2024-03-02")})),
              UnorderedElementsAre("agency.name_taken", "agency.day_ahead"));
  EXPECT_THAT(codes_of(try_rename(AgencyId{99}, {"甲局", "", day("2024-02-01")})), ElementsAre("agency.unknown"));
}

TEST_P(Agencies, MergedAgenciesEndAndTheOneThatGoesOnKnowsThem) {
  const AgencyId merged = create(described("kgj", "清河市科技和工业信息化局", AgencyKind::Department, government_));
  const auto done = write([&](Writing& writing) {
    return merge_agencies(writing, system_, {science_, industry_}, merged, day("2024-02-20"), "机构改革方案");
  });
  ASSERT_TRUE(done.ok()) << done.error().message.en;
  EXPECT_EQ(agency(science_).state, AgencyState::Abolished);
  EXPECT_EQ(agency(science_).abolished_on, day("2024-02-20"));
  EXPECT_THAT(agency(industry_).successors, ElementsAre(merged));
  read([&](Connection& connection) {
    const auto history = history_of(connection, merged);
    EXPECT_THAT(std::get<AgencySucceeded>(history.back().event).predecessors, ElementsAre(science_, industry_));
    EXPECT_EQ(answers_today(connection, science_).at(0).id, merged);
    EXPECT_EQ(list_agencies(connection).size(), 2u);
    EXPECT_EQ(list_agencies(connection, false).size(), 4u);
    return 0;
  });
  AgencyChange change;
  change.duties = "不再变更";
  EXPECT_THAT(codes_of(try_change(science_, change)), ElementsAre("agency.abolished"));
  EXPECT_THAT(codes_of(try_rename(science_, {"甲局", "", day("2024-02-25")})), ElementsAre("agency.abolished"));
  EXPECT_THAT(codes_of(try_abolish(science_, {merged}, "2024-02-25")), ElementsAre("agency.abolished"));
  EXPECT_TRUE(replay_all().empty());
}

TEST_P(Agencies, OfTwoThatEndTogetherNoneEndsWhenOneIsRefused) {
  const auto done = write([&](Writing& writing) {
    return merge_agencies(writing, system_, {science_, government_}, industry_, day("2024-02-20"), "");
  });
  EXPECT_THAT(codes_of(done), Contains("agency.has_children"));
  EXPECT_TRUE(agency(science_).is_active());
}

TEST_P(Agencies, ASplitNeedsTwoSuccessorsAndAnEndWithoutAnyABasis) {
  const auto split = write([&](Writing& writing) {
    return split_agency(writing, system_, science_, {industry_, industry_}, day("2024-02-20"), "方案");
  });
  EXPECT_THAT(codes_of(split), UnorderedElementsAre("agency.successor_twice", "agency.successors_missing"));
  EXPECT_THAT(codes_of(try_abolish(science_, {}, "2024-02-20", " ")), ElementsAre("agency.basis_missing"));
  EXPECT_THAT(codes_of(try_abolish(science_, {science_, AgencyId{99}}, "2024-03-20")),
              UnorderedElementsAre("agency.own_successor", "agency.unknown_successor", "agency.day_ahead"));
  EXPECT_THAT(codes_of(try_abolish(government_, {}, "2024-02-20")),
              UnorderedElementsAre("agency.has_children", "agency.still_supervises"));
  EXPECT_TRUE(try_abolish(science_, {}, "2024-02-20", "职能由市政府办公室承接").ok());
}

TEST_P(Agencies, WhoAnswersTodayIsFoundThroughAllSuccessors) {
  const AgencyId third = create(described("third", "第三局", AgencyKind::Department, government_));
  const AgencyId fourth = create(described("fourth", "第四局", AgencyKind::Department, government_));
  ASSERT_TRUE(try_abolish(science_, {industry_}, "2024-01-10").ok());
  ASSERT_TRUE(write([&](Writing& writing) {
                return split_agency(writing, system_, industry_, {third, fourth}, day("2024-02-10"), "方案");
              }).ok());
  read([&](Connection& connection) {
    std::vector<AgencyId> ids;
    for (const Agency& each : answers_today(connection, science_)) ids.push_back(each.id);
    EXPECT_THAT(ids, ElementsAre(third, fourth));
    return 0;
  });
}

TEST_P(Agencies, AnEarlierDayShowsTheAgencyAsItWasThen) {
  AgencyChange change;
  change.duties = "新职责";
  ASSERT_TRUE(try_change(science_, change).ok());  // recorded on 2024-03-01
  ASSERT_TRUE(try_rename(science_, {"清河市科技创新局", "市科创局", day("2024-02-01")}).ok());
  under_test_.clock().advance_to(*Instant::parse("2024-05-06T09:00:00+08:00"));
  ASSERT_TRUE(try_abolish(science_, {industry_}, "2024-05-06").ok());
  read([&](Connection& connection) {
    EXPECT_FALSE(agency_on(connection, science_, day("2009-12-31")).has_value());
    const Agency january = agency_on(connection, science_, day("2024-01-31")).value();
    EXPECT_EQ(january.name, "清河市科学技术局");
    EXPECT_EQ(january.duties, "");
    const Agency february = agency_on(connection, science_, day("2024-02-01")).value();
    EXPECT_EQ(february.name, "清河市科技创新局");
    EXPECT_EQ(february.duties, "");
    const Agency april = agency_on(connection, science_, day("2024-04-01")).value();
    EXPECT_EQ(april.duties, "新职责");
    EXPECT_TRUE(april.is_active());
    EXPECT_FALSE(agency_on(connection, science_, day("2024-05-06"))->is_active());
    return 0;
  });
}

TEST_P(Agencies, TheDirectoryBeginsWithGovernmentsAndFollowsPositions) {
  AgencyChange first;
  first.position = 1;
  AgencyChange second;
  second.position = 2;
  ASSERT_TRUE(try_change(industry_, first).ok());
  ASSERT_TRUE(try_change(science_, second).ok());
  create(described("chengguan", "城关镇人民政府", AgencyKind::Township, government_));
  read([&](Connection& connection) {
    std::vector<std::string> codes;
    for (const Agency& each : list_agencies(connection)) codes.push_back(each.code);
    EXPECT_THAT(codes, ElementsAre("qinghe", "gxj", "kejiju", "chengguan"));
    return 0;
  });
}

TEST_P(Agencies, WhoMayShapeAndWhoMayDescribe) {
  const Actor clerk = as("clerk", {{Role::Clerk, science_}}, science_);
  const Actor supervisor = as("supervisor", {{Role::CitySupervisor, {}}});
  const Actor administrator = as("sysadmin", {{Role::SystemAdministrator, {}}});
  const Agency one = described("one", "甲局", AgencyKind::Department, government_);
  EXPECT_THAT(codes_of(try_create(one, clerk)), ElementsAre("agency.not_allowed"));
  EXPECT_TRUE(try_create(one, supervisor).ok());
  EXPECT_TRUE(try_create(described("two", "乙局", AgencyKind::Department, government_), administrator).ok());
  AgencyChange describes;
  describes.duties = "职责";
  EXPECT_TRUE(try_change(science_, describes, clerk).ok());
  EXPECT_THAT(codes_of(try_change(industry_, describes, clerk)), ElementsAre("agency.not_allowed"));
  describes.org_code = "014178678";
  EXPECT_THAT(codes_of(try_change(science_, describes, clerk)), ElementsAre("agency.not_allowed"));
  EXPECT_THAT(codes_of(try_rename(science_, {"丙局", "", day("2024-02-01")}, clerk)),
              ElementsAre("agency.not_allowed"));
}

TEST_P(Agencies, AWrongOrganisationCodeIsDoubtedNotRefused) {
  const auto identifiers = law::Identifiers::load(law::LawSource::embedded());
  ASSERT_TRUE(identifiers.ok());
  Agency wrong = described("one", "甲局", AgencyKind::Department, government_);
  wrong.org_code = "014178677";
  EXPECT_TRUE(try_create(wrong).ok());
  EXPECT_EQ(doubts_about(wrong, *identifiers).size(), 1u);
  wrong.org_code = "014178678";
  EXPECT_THAT(doubts_about(wrong, *identifiers), IsEmpty());
}

TEST_P(Agencies, ReplayFindsAStateThatIsNotWhatItsEventsMakeOfIt) {
  ASSERT_TRUE(try_rename(science_, {"清河市科技创新局", "市科创局", day("2024-02-01")}).ok());
  EXPECT_TRUE(replay_all().empty());
  ASSERT_TRUE(write([&](Writing& writing) -> Result<bool> {
                writing.connection().execute("UPDATE agency SET position = 9 WHERE id = $1", {industry_});
                writing.connection().execute("UPDATE agency_former_name SET name = '他局' WHERE agency_id = $1",
                                             {science_});
                writing.append({"agency/77", "agency.changed", "{}", {}});
                return true;
              }).ok());
  std::vector<std::string> streams;
  for (const ReplayDifference& each : replay_all()) streams.push_back(each.stream);
  EXPECT_THAT(streams, UnorderedElementsAre(stream_of(science_), stream_of(industry_), "agency/77"));
}

TEST(AgencyEvents, ABodyReadsBackAsTheSameEventAndUnknownOnesAreRefused) {
  const AgencyEvent ended = AgencyEnded{EndKind::Split, day("2024-02-20"), {AgencyId{3}, AgencyId{4}}, "方案"};
  const auto again = read_agency_event(kind_of(ended), body_of(ended));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(body_of(*again), body_of(ended));
  EXPECT_EQ(body_of(ended), R"({"how":"split","on":"2024-02-20","successors":[3,4],"basis":"方案"})");
  EXPECT_EQ(read_agency_event("agency.flew_away", "{}").error().code, "agency.unreadable_event");
  EXPECT_EQ(read_agency_event("agency.renamed", R"({"name":"x","on":"2024-02-31"})").error().code,
            "agency.unreadable_event");
  EXPECT_EQ(read_agency_event("agency.changed", "[").error().code, "agency.unreadable_event");
}

GONGKAI_ON_BOTH_DIALECTS(Agencies);

}  // namespace
}  // namespace gongkai::agency
