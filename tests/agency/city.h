// A small city to act in: its government with an office and two departments, and people in their roles.
#pragma once
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "agency/queries.h"
#include "agency/verbs.h"
#include "store_under_test.h"

namespace gongkai::agency {

/// The codes of all reasons of a refusal.
inline std::vector<std::string> codes_of(const Error& error) {
  std::vector<std::string> codes;
  for (const Reason& reason : error.reasons) codes.push_back(reason.code);
  if (codes.empty()) codes.push_back(error.code);
  return codes;
}

template <class T>
std::vector<std::string> codes_of(const Result<T>& result) {
  if (result.ok()) return {};
  return codes_of(result.error());
}

inline CivilDay day(std::string_view iso) { return CivilDay::parse(iso).value(); }

inline Agency described(std::string code, std::string name, AgencyKind kind, AgencyId parent = {}) {
  Agency agency;
  agency.code = std::move(code);
  agency.name = std::move(name);
  agency.kind = kind;
  agency.parent = parent;
  agency.founded_on = day("2010-01-04");
  return agency;
}

class City : public testing::TestWithParam<store::Dialect> {
 protected:
  City() {
    government_ = create(described("qinghe", "清河市人民政府", AgencyKind::Government));
    science_ = create(described("kejiju", "清河市科学技术局", AgencyKind::Department, government_));
    industry_ = create(described("gxj", "清河市工业和信息化局", AgencyKind::Department, government_));
  }

  template <class Act>
  auto write(Act&& act) {
    return store_.write([&](store::Writing& writing) { return act(writing); });
  }
  template <class Look>
  auto read(Look&& look) {
    auto answer = store_.read(look);
    if (!answer) throw store::StoreFailure(answer.error());
    return std::move(answer).value();
  }
  AgencyId create(const Agency& agency) {
    const auto id = write([&](store::Writing& writing) { return create_agency(writing, system_, agency); });
    if (!id) throw store::StoreFailure(id.error());
    return *id;
  }
  Agency agency(AgencyId id) {
    return read([&](store::Connection& connection) { return find_agency(connection, id).value(); });
  }
  Person person(PersonId id) {
    return read([&](store::Connection& connection) { return find_person(connection, id).value(); });
  }
  PersonId hire(const std::string& account, const std::vector<RoleGrant>& roles = {}, AgencyId at = {}) {
    const auto id = write([&](store::Writing& writing) -> Result<PersonId> {
      auto person = create_person(writing, system_, {account, "姓名" + account, at, {}, {}, {}});
      if (!person) return person.error();
      for (const RoleGrant& grant : roles) {
        if (auto granted = grant_role(writing, system_, *person, grant); !granted) return granted.error();
      }
      return *person;
    });
    if (!id) throw store::StoreFailure(id.error());
    return *id;
  }
  Actor as(PersonId id) { return {person(id), "192.0.2.7"}; }
  Actor as(const std::string& account, const std::vector<RoleGrant>& roles, AgencyId at = {}) {
    return as(hire(account, roles, at));
  }
  std::vector<ReplayDifference> replay_all() {
    return read([](store::Connection& connection) { return replay(connection); });
  }

  store::StoreUnderTest under_test_{GetParam()};
  store::Store& store_ = under_test_.store();
  const Actor system_ = Actor::system();
  AgencyId government_, science_, industry_;
};

}  // namespace gongkai::agency
