#include "flows/search_feed.h"

#include <map>
#include <vector>

#include "agency/queries.h"
#include "catalogue/queries.h"
#include "store/store.h"

namespace gongkai::flows {
namespace {

/// Events looked at in one step: what lies between two writes of the index is lost work when the program stops.
constexpr int kStep = 2000;

struct Step {
  std::vector<search::IndexDocument> put;
  std::vector<std::int64_t> remove;
  std::int64_t through = 0;
  bool is_all = false;
  bool changes_pages = false;
};

/// Agency codes by id, read when first needed.
class AgencyCodes {
 public:
  explicit AgencyCodes(store::Connection& connection) : connection_(connection) {}
  const std::string& code(AgencyId id) {
    const auto [place, is_new] = codes_.try_emplace(id);
    if (is_new) {
      if (const auto agency = agency::find_agency(connection_, id)) place->second = agency->code;
    }
    return place->second;
  }

 private:
  store::Connection& connection_;
  std::map<AgencyId, std::string> codes_;
};

/// A text that can no longer be read leaves the item findable by its title.
std::string text_at(store::Store& store, store::Connection& connection, const store::BlobAddress& address) {
  if (address.text.empty()) return {};
  auto text = store.blobs().get(connection, address);
  return text ? std::move(*text) : std::string();
}

search::IndexDocument document_of(store::Store& store, store::Connection& connection, const catalogue::Item& item,
                                  AgencyCodes& agencies) {
  const catalogue::Edition& edition = item.edition;
  search::IndexDocument document;
  document.id = item.id.number;
  document.title = edition.title;
  document.text = text_at(store, connection, edition.body_text);
  for (const catalogue::Attachment& file : edition.attachments)
    document.attachments += file.name + '\n' + text_at(store, connection, file.text) + '\n';
  document.document_no = edition.document_no;
  document.index_no = item.index_no;
  document.agency = agencies.code(item.agency);
  document.column = item.column;
  document.theme = edition.theme;
  document.genre = edition.genre;
  document.validity = name_of(item.validity);
  document.published_on = item.published_at.value_or(Instant{}).day();
  return document;
}

Step step_after(store::Store& store, store::Connection& connection, std::int64_t sequence) {
  Step step;
  const catalogue::ItemChanges changes = catalogue::changed_items(connection, sequence, kStep);
  step.through = changes.through;
  step.is_all = changes.is_all;
  step.changes_pages = changes.through > sequence;
  AgencyCodes agencies(connection);
  for (const ItemId id : changes.items) {
    const auto item = catalogue::find_item(connection, id);
    if (item && item->state == catalogue::ItemState::Published) {
      step.put.push_back(document_of(store, connection, *item, agencies));
    } else {
      step.remove.push_back(id.number);
    }
  }
  return step;
}

}  // namespace

Result<bool> follow_changes(store::Store& store, search::Index& index) {
  bool has_changed = false;
  while (true) {
    const std::int64_t sequence = index.applied_sequence();
    auto step = store.read([&](store::Connection& connection) { return step_after(store, connection, sequence); });
    if (!step) return step.error();
    if (step->through > sequence) {
      if (const Failure failure = index.apply(step->put, step->remove, step->through)) return *failure;
    }
    has_changed = has_changed || step->changes_pages;
    if (step->is_all) return has_changed;
  }
}

}  // namespace gongkai::flows
