// Lives through the three years: agencies, publications, corrections, ends.
#include "demo/build.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "agency/queries.h"
#include "agency/verbs.h"
#include "catalogue/catalogue_law.h"
#include "catalogue/verbs.h"
#include "demo/city.h"
#include "demo/logins.h"
#include "store/store.h"

namespace gongkai::demo {
namespace {

using agency::Actor;
using agency::Agency;
using store::Writing;

constexpr std::string_view kAgencyOfClerks = "kjj";
constexpr std::string_view kSupervising = "szfb";
constexpr int kMostActsTogether = 400;  // in one commit

Instant opening_of(CivilDay day) { return Instant::start_of(day).plus_seconds(9 * 3600 + 30 * 60); }

/// What the demo city has become in the store so far.
class Builder {
 public:
  Builder(store::Store& store, Clock clock, const DemoCity& city, const catalogue::CatalogueLaw& law)
      : store_(store),
        clock_(std::move(clock)),
        city_(city),
        law_(law),
        ids_(city.agencies().size()),
        agencies_(city.agencies().size()) {}

  Failure found_the_first();
  /// Acts of one day at a time, each day in one commit.
  Failure live();
  AgencyId agency(std::string_view code) const {
    for (std::size_t at = 0; at < ids_.size(); ++at)
      if (city_.agencies()[at].code == code) return ids_[at];
    return {};
  }

 private:
  /// An act with its slow work done before the writer is taken.
  struct Ready {
    const DemoAct* act = nullptr;
    DemoItem item;
    catalogue::PreparedContent content;
  };

  Failure found(Writing& writing, std::size_t at);
  Failure end(Writing& writing, std::size_t at);
  Failure rename(Writing& writing, std::size_t at);
  Failure publish(Writing& writing, Ready& ready);
  Failure end_earlier_documents(Writing& writing, const Ready& ready, ItemId published);
  Failure correct(Writing& writing, Ready& ready);
  Failure perform(Writing& writing, Ready& ready);
  Failure let_documents_expire(Writing& writing, CivilDay day);
  Ready prepare(const DemoAct& act) const;
  Failure refresh(Writing& writing, std::size_t at);

  store::Store& store_;
  Clock clock_;
  const DemoCity& city_;
  const catalogue::CatalogueLaw& law_;
  const Actor actor_ = Actor::system();
  std::vector<AgencyId> ids_;
  std::vector<std::optional<Agency>> agencies_;  ///< as they are in the store
  std::map<DemoNumber, ItemId> items_;
  std::multimap<CivilDay, ItemId> expiring_;
};

Agency agency_of(const DemoAgency& from, AgencyId parent, int position) {
  Agency to;
  to.code = from.code, to.name = from.name, to.short_name = from.short_name;
  to.kind = agency::agency_kind(from.kind).value_or(agency::AgencyKind::Department);
  to.org_code = from.org_code, to.division = from.division, to.parent = parent, to.duties = from.duties;
  to.contact = {from.office_name, from.office_head, from.address, from.postcode, from.office_hours,
                from.phone,       from.fax,         from.email,   from.website};
  for (const DemoLeader& leader : from.leaders)
    to.leaders.push_back({leader.name, leader.post, leader.duties, static_cast<int>(to.leaders.size()) + 1});
  for (const DemoUnit& unit : from.units)
    to.units.push_back({{}, unit.name, unit.duties, unit.phone, static_cast<int>(to.units.size()) + 1});
  to.site_id_code = from.site_id_code, to.icp_number = from.icp_number, to.police_number = from.police_number;
  to.index_no_template = "{code}/{year}-{serial:05}";
  to.founded_on = from.founded_on;
  to.position = position;
  return to;
}

Failure Builder::refresh(Writing& writing, std::size_t at) {
  agencies_[at] = agency::find_agency(writing.connection(), ids_[at]);
  return {};
}

Failure Builder::found(Writing& writing, std::size_t at) {
  const DemoAgency& body = city_.agencies()[at];
  const auto id =
      agency::create_agency(writing, actor_, agency_of(body, agency(body.parent), static_cast<int>(at) + 1));
  if (!id) return id.error();
  ids_[at] = *id;
  return refresh(writing, at);
}

Failure Builder::found_the_first() {
  const auto done = store_.write([&](Writing& writing) -> Result<bool> {
    for (std::size_t at = 0; at < ids_.size(); ++at)
      if (!city_.agencies()[at].founded_on)
        if (const Failure failure = found(writing, at)) return *failure;
    return true;
  });
  return done ? Failure{} : Failure(done.error());
}

Failure Builder::rename(Writing& writing, std::size_t at) {
  const auto& renaming = *city_.agencies()[at].renaming;
  if (const auto done =
          agency::rename_agency(writing, actor_, ids_[at], {renaming.name, renaming.short_name, renaming.on});
      !done)
    return done.error();
  return refresh(writing, at);
}

Failure Builder::end(Writing& writing, std::size_t at) {
  const DemoAgency& body = city_.agencies()[at];
  std::vector<AgencyId> successors;
  for (const std::string& code : body.successors) successors.push_back(agency(code));
  const std::string basis = "机构改革（演示）";
  const bool is_merged = std::any_of(city_.agencies().begin(), city_.agencies().end(), [&](const DemoAgency& other) {
    return other.code != body.code && other.abolished_on == body.abolished_on && other.successors == body.successors &&
           successors.size() == 1;
  });
  const auto done =
      successors.size() > 1 ? agency::split_agency(writing, actor_, ids_[at], successors, *body.abolished_on, basis)
      : is_merged ? agency::merge_agencies(writing, actor_, {ids_[at]}, successors.front(), *body.abolished_on, basis)
                  : agency::abolish_agency(writing, actor_, ids_[at], successors, *body.abolished_on, basis);
  if (!done) return done.error();
  return refresh(writing, at);
}

Builder::Ready Builder::prepare(const DemoAct& act) const {
  Ready ready;
  ready.act = &act;
  if (act.kind != DemoActKind::Publish && act.kind != DemoActKind::Correct) return ready;
  ready.item = act.kind == DemoActKind::Publish ? city_.item(act.item) : city_.corrected(act.item);
  DemoItem& item = ready.item;
  catalogue::Content content;
  catalogue::Edition& edition = content.edition;
  edition.title = item.title, edition.summary = item.summary, edition.created_on = item.created_on;
  edition.issuing_agencies = item.issuing_agencies;
  edition.document_no = edition.document_no_as_given = item.document_no;
  edition.effective_on = item.effective_on, edition.expires_on = item.expires_on;
  edition.theme = item.theme, edition.genre = item.genre, edition.audience = item.audience;
  edition.keywords = item.keywords, edition.source = item.source, edition.author = item.author;
  content.html = std::move(item.html);
  for (DemoAttachment& file : item.attachments)
    content.attachments.push_back({std::move(file.name), std::move(file.media_type), std::move(file.bytes), {}, 0});
  ready.content = catalogue::prepare(std::move(content), law_);
  return ready;
}

/// The document that ends others takes effect the day it says. 条例 第二十条第一项
Failure Builder::end_earlier_documents(Writing& writing, const Ready& ready, ItemId published) {
  const DemoItem& item = ready.item;
  if (item.repeals) {
    const auto done = catalogue::repeal_item(writing, law_, actor_, items_.at(*item.repeals), item.created_on,
                                             published, item.repeal_reason);
    if (!done) return done.error();
    std::erase_if(expiring_, [&](const auto& entry) { return entry.second == items_.at(*item.repeals); });
  }
  if (!item.amends) return {};
  const auto done = catalogue::set_validity(writing, law_, actor_, items_.at(*item.amends),
                                            catalogue::Validity::Amended, "已由" + item.title + "修改");
  return done ? Failure{} : Failure(done.error());
}

Failure Builder::publish(Writing& writing, Ready& ready) {
  const DemoItem& item = ready.item;
  catalogue::NewItem fresh;
  fresh.agency = ids_[item.agency];
  fresh.column = item.column;
  fresh.published_at = item.published_at;
  if (item.is_in_force) fresh.validity = catalogue::Validity::InForce;
  using enum catalogue::RelationKind;
  if (item.interprets) fresh.relations.push_back({Interprets, items_.at(*item.interprets)});
  if (item.amends) fresh.relations.push_back({Amends, items_.at(*item.amends)});
  if (item.replaces) fresh.relations.push_back({Replaces, items_.at(*item.replaces)});
  const auto published = catalogue::publish_item_of(writing, store_.blobs(), law_, actor_, *agencies_[item.agency],
                                                    std::move(fresh), std::move(ready.content));
  if (!published) return published.error();
  items_.emplace(ready.act->item, published->id);
  if (item.expires_on) expiring_.emplace(*item.expires_on, published->id);
  return end_earlier_documents(writing, ready, published->id);
}

Failure Builder::correct(Writing& writing, Ready& ready) {
  const auto done = catalogue::correct_item(writing, store_.blobs(), law_, actor_, items_.at(ready.act->item),
                                            std::move(ready.content), ready.act->reason);
  return done ? Failure{} : Failure(done.error());
}

Failure Builder::perform(Writing& writing, Ready& ready) {
  const DemoAct& act = *ready.act;
  switch (act.kind) {
    case DemoActKind::Found: return found(writing, act.agency);
    case DemoActKind::Rename: return rename(writing, act.agency);
    case DemoActKind::Abolish: return end(writing, act.agency);
    case DemoActKind::Publish: return publish(writing, ready);
    case DemoActKind::Correct: return correct(writing, ready);
    case DemoActKind::Withdraw: {
      const auto done = catalogue::withdraw_item(writing, law_, actor_, items_.at(act.item), act.reason);
      return done ? Failure{} : Failure(done.error());
    }
  }
  return {};
}

Failure Builder::let_documents_expire(Writing& writing, CivilDay day) {
  while (!expiring_.empty() && expiring_.begin()->first < day) {
    const auto done = catalogue::set_validity(writing, law_, actor_, expiring_.begin()->second,
                                              catalogue::Validity::Expired, "有效期届满");
    if (!done) return done.error();
    expiring_.erase(expiring_.begin());
  }
  return {};
}

Failure Builder::live() {
  const std::vector<DemoAct>& acts = city_.acts();
  for (std::size_t begin = 0; begin < acts.size();) {
    const CivilDay day = acts[begin].at.day();
    std::vector<Ready> ready;
    while (begin < acts.size() && acts[begin].at.day() == day && ready.size() < kMostActsTogether)
      ready.push_back(prepare(acts[begin++]));
    clock_.advance_to(std::max(clock_.now(), ready.back().act->at));
    const auto done = store_.write([&](Writing& writing) -> Result<bool> {
      if (const Failure failure = let_documents_expire(writing, day)) return *failure;
      for (Ready& one : ready)
        if (const Failure failure = perform(writing, one))
          return Error{failure->code, failure->message, failure->where + " " + one.item.title};
      return true;
    });
    if (!done) return done.error();
  }
  return {};
}

Error other_data(const std::string& folder) {
  return {"demo.other_data",
          {"数据文件夹中已有别的数据，没有改动；请另选一个空文件夹，或删除旧的演示",
           "the data folder holds other data, which were left alone; choose an empty folder or remove the old demo"},
          folder};
}

/// The finished city that is there, nothing when the store is empty, or why neither.
Result<std::optional<DemoBuilt>> look_for_city(store::Store& store, CivilDay today) {
  const std::filesystem::path& folder = store.place().data_folder;
  const auto note = read_note(folder);
  if (note && note->version == kDemoVersion && note->today == today.iso()) {
    if (note->is_complete) {
      DemoBuilt built = note->built;
      built.was_there = true;
      return std::optional(std::move(built));
    }
    return Error{"demo.half_built",
                 {"上次建立演示城市时中断了；请删除这个文件夹后重来",
                  "building the demo city was interrupted last time; remove the folder and begin again"},
                 folder.string()};
  }
  const auto agencies =
      store.read([](store::Connection& connection) { return agency::list_agencies(connection, false).size(); });
  if (!agencies) return agencies.error();
  if (note || *agencies != 0) return other_data(folder.string());
  return std::optional<DemoBuilt>{};
}

}  // namespace

Instant begin_of_demo() { return Instant::start_of(*CivilDay::of(2023, 1, 3)).plus_seconds(9 * 3600); }

Result<DemoBuilt> build_demo(store::Store& store, Clock clock, const law::LawSource& law, CivilDay today) {
  if (!clock.is_frozen())
    return Error{"demo.needs_frozen_clock",
                 {"建立演示城市要用可以拨动的时钟", "the demo city is built with a clock that can be moved"},
                 ""};
  auto there = look_for_city(store, today);
  if (!there) return there.error();
  if (*there) {
    clock.advance_to(opening_of(today));
    return std::move(**there);
  }
  const auto city = DemoCity::build(law, today);
  if (!city) return city.error();
  const auto catalogue_law = catalogue::CatalogueLaw::load(law);
  if (!catalogue_law) return catalogue_law.error();
  DemoNote note;
  note.version = kDemoVersion, note.today = today.iso();
  const std::filesystem::path folder = store.place().data_folder;
  if (const Failure failure = write_note(folder, note)) return *failure;

  clock.advance_to(begin_of_demo());
  Builder builder(store, clock, *city, *catalogue_law);
  if (const Failure failure = builder.found_the_first()) return *failure;
  auto logins = make_logins(store, builder.agency(kAgencyOfClerks), builder.agency(kSupervising));
  if (!logins) return logins.error();
  if (const Failure failure = builder.live()) return *failure;
  clock.advance_to(opening_of(today));

  note.is_complete = true;
  note.built = {false, city->agencies().size(), city->item_count(), city->acts().size(), std::move(*logins)};
  if (const Failure failure = write_note(folder, note)) return *failure;
  return note.built;
}

}  // namespace gongkai::demo
