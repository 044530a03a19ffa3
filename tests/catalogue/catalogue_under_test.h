// A catalogue with two agencies on a store of its own, and short ways to publish in it.
#pragma once
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "agency/queries.h"
#include "agency/verbs.h"
#include "catalogue/catalogue_law.h"
#include "catalogue/queries.h"
#include "catalogue/verbs.h"
#include "store_under_test.h"

namespace gongkai::catalogue::test {

inline const CatalogueLaw& catalogue_law() {
  static const CatalogueLaw loaded = [] {
    auto read = CatalogueLaw::load(law::LawSource::embedded());
    if (!read) throw store::StoreFailure(read.error());
    return std::move(*read);
  }();
  return loaded;
}

inline CivilDay day(std::string_view iso) { return CivilDay::parse(iso).value_or(CivilDay()); }

/// The codes of a refusal, in their order.
template <class T>
std::vector<std::string> codes(const Result<T>& result) {
  std::vector<std::string> found;
  if (result.ok()) return found;
  for (const Reason& reason : result.error().reasons) found.push_back(reason.code);
  if (found.empty()) found.push_back(result.error().code);
  return found;
}

class CatalogueTest : public testing::TestWithParam<store::Dialect> {
 protected:
  CatalogueTest() {
    city_ = found("qinghe", "清河市人民政府", agency::AgencyKind::Government, "014000001", {});
    bureau_ = found("kejiju", "清河市科学技术局", agency::AgencyKind::Department, "014178678", city_);
  }

  AgencyId found(std::string code, std::string name, agency::AgencyKind kind, std::string org_code, AgencyId parent) {
    agency::Agency agency;
    agency.code = std::move(code);
    agency.name = std::move(name);
    agency.kind = kind;
    agency.org_code = std::move(org_code);
    agency.parent = parent;
    auto made =
        under_test_->write([&](store::Writing& writing) { return agency::create_agency(writing, actor_, agency); });
    EXPECT_TRUE(made.ok()) << (made.ok() ? "" : made.error().message.en);
    return made.ok() ? *made : AgencyId{};
  }

  /// A content that nothing is wrong with.
  static Content content(std::string title = "关于组织申报2024年度科技计划项目的通知") {
    Content made;
    made.edition.title = std::move(title);
    made.edition.created_on = day("2024-02-20");
    made.text = "各县区科技局：\n现将有关事项通知如下。\n一、申报条件";
    return made;
  }

  Result<Item> publish(NewItem item, Content made) {
    return under_test_->write([&](store::Writing& writing) {
      return publish_item(writing, under_test_->blobs(), catalogue_law(), actor_, item,
                          prepare(std::move(made), catalogue_law()));
    });
  }
  Item published(std::string column = "tzgg", Content made = content()) {
    auto item = publish({.agency = bureau_, .column = std::move(column)}, std::move(made));
    EXPECT_TRUE(item.ok()) << (item.ok() ? "" : item.error().message.zh);
    return item.ok() ? *item : Item{};
  }
  Result<Item> correct(ItemId id, Content made, std::string_view reason) {
    return under_test_->write([&](store::Writing& writing) {
      return correct_item(writing, under_test_->blobs(), catalogue_law(), actor_, id,
                          prepare(std::move(made), catalogue_law()), reason);
    });
  }
  /// An act with the usual first parameters.
  template <class Verb, class... Arguments>
  auto act(Verb verb, Arguments... arguments) {
    return under_test_->write(
        [&](store::Writing& writing) { return verb(writing, catalogue_law(), actor_, arguments...); });
  }

  template <class Look>
  auto read(Look look) {
    auto found = under_test_->read(look);
    EXPECT_TRUE(found.ok()) << (found.ok() ? "" : found.error().message.zh + found.error().where);
    return std::move(found.value());
  }
  Item stored(ItemId id) {
    return read([&](store::Connection& connection) { return find_item(connection, id); }).value_or(Item{});
  }
  std::string bytes(const store::BlobAddress& address) {
    return read([&](store::Connection& connection) {
      const auto got = under_test_->blobs().get(connection, address);
      return got.ok() ? *got : "FAILED " + got.error().code;
    });
  }
  List list(const ListQuestion& question) {
    return read([&](store::Connection& connection) { return list_items(connection, catalogue_law(), question); });
  }
  void expect_replay_agrees() {
    const auto differences = read([](store::Connection& connection) { return replay(connection, catalogue_law()); });
    for (const ReplayDifference& each : differences) ADD_FAILURE() << each.stream << ": " << each.what;
  }

  store::StoreUnderTest under_test_{GetParam()};
  agency::Actor actor_ = agency::Actor::system();
  AgencyId city_{}, bureau_{};
};

}  // namespace gongkai::catalogue::test
