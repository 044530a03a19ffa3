#include <algorithm>

#include "catalogue/catalogue_law.h"
#include "catalogue/queries.h"
#include "publicview/agency_book.h"
#include "publicview/open_views.h"
#include "publicview/public_item.h"
#include "store/store.h"

namespace gongkai::publicview {
namespace {

using catalogue::CatalogueLaw;
using store::Connection;

/// An inner failure (a blob that is gone) of a read that itself went well.
template <class T>
Result<T> flat(Result<Result<T>> answer) {
  if (!answer) return answer.error();
  return std::move(*answer);
}

std::optional<catalogue::Validity> validity_wanted(const std::string& text) {
  return text.empty() ? std::nullopt : catalogue::validity(text);
}

class StoreViews final : public Views {
 public:
  StoreViews(store::Store& store, CatalogueLaw law) : store_(store), law_(std::move(law)) {}

  Result<std::vector<PublicAgency>> agencies() const override {
    return store_.read([this](Connection& connection) {
      const auto book = shelf_.book(connection);
      std::vector<PublicAgency> forms;
      for (const AgencyId id : book->in_order) forms.push_back(public_form(*book->find(id), book->by_id));
      return forms;
    });
  }

  Result<std::optional<PublicAgency>> agency(std::string_view code) const override {
    return store_.read([&](Connection& connection) -> std::optional<PublicAgency> {
      const auto book = shelf_.book(connection);
      const agency::Agency* found = book->find(code);
      if (found == nullptr) return std::nullopt;
      return public_form(*found, book->by_id);
    });
  }

  Result<std::vector<PublicColumn>> columns(std::string_view agency) const override {
    return store_.read([&](Connection& connection) -> std::vector<PublicColumn> {
      const auto book = shelf_.book(connection);
      const agency::Agency* of = agency.empty() ? nullptr : book->find(agency);
      if (of == nullptr && !agency.empty()) return {};
      const std::string_view kind = of == nullptr ? std::string_view() : name_of(of->kind);
      return column_trees(ItemForms(law_, *book), law_.columns, kind,
                          catalogue::column_counts(connection, of == nullptr ? AgencyId{} : of->id));
    });
  }

  Result<std::vector<PublicColumn>> column_path(std::string_view column) const override {
    return ItemForms(law_, AgencyBook{}).path(column);
  }

  Result<ListPage> list(const ListQuestion& question) const override {
    return store_.read([&](Connection& connection) { return list_in(connection, question); });
  }

  Result<std::optional<ItemOrTombstone>> item(std::int64_t id) const override {
    return flat(store_.read([&](Connection& connection) { return item_in(connection, ItemId{id}); }));
  }

  Result<std::optional<std::int64_t>> item_of_old_address(std::string_view address) const override {
    return store_.read([&](Connection& connection) -> std::optional<std::int64_t> {
      const auto found = catalogue::item_of_old_address(connection, address);
      return found ? std::optional(found->number) : std::nullopt;
    });
  }

  Result<std::optional<PublicFile>> file(std::int64_t item, int number) const override {
    return store_.read([&](Connection& connection) -> std::optional<PublicFile> {
      const auto found = catalogue::find_item(connection, ItemId{item});
      if (!found || found->state != catalogue::ItemState::Published) return std::nullopt;
      const auto& files = found->edition.attachments;
      if (number < 1 || static_cast<std::size_t>(number) > files.size()) return std::nullopt;
      const catalogue::Attachment& file = files[static_cast<std::size_t>(number - 1)];
      return PublicFile{file.name, file.media_type, file.size, file.bytes.text};
    });
  }

  Result<std::string> file_bytes(const PublicFile& file, std::uint64_t from, std::uint64_t count) const override {
    return flat(store_.read([&](Connection& connection) {
      return store_.blobs().get_range(connection, {file.address_of_bytes}, from, count);
    }));
  }

  Result<std::vector<SitemapEntry>> sitemap(std::int64_t after, int limit) const override {
    return store_.read([&](Connection& connection) {
      std::vector<SitemapEntry> entries;
      for (const catalogue::MapEntry& entry : catalogue::site_map(connection, ItemId{after}, limit))
        entries.push_back({entry.id.number, entry.changed_at});
      return entries;
    });
  }

 private:
  ListPage list_in(Connection& connection, const ListQuestion& question) const {
    const auto book = shelf_.book(connection);
    const agency::Agency* agency = question.agency.empty() ? nullptr : book->find(question.agency);
    const auto validity = validity_wanted(question.validity);
    // What does not exist has no entries: never the whole city instead.
    if ((agency == nullptr && !question.agency.empty()) || (!validity && !question.validity.empty())) return {};
    catalogue::ListQuestion wanted;
    if (agency != nullptr) wanted.agency = agency->id;
    wanted.column = question.column;
    wanted.year = question.year;
    wanted.theme = question.theme;
    wanted.genre = question.genre;
    wanted.validity = validity;
    wanted.after = catalogue::Cursor::parse(question.after);
    if (!wanted.after) wanted.before = catalogue::Cursor::parse(question.before);
    wanted.limit = std::max(1, question.limit);
    const catalogue::List found = catalogue::list_items(connection, law_, wanted);
    const ItemForms forms(law_, *book);
    ListPage page;
    page.total = found.total;
    for (const catalogue::Entry& entry : found.entries) page.entries.push_back(forms.entry(entry));
    auto cursor = [](const catalogue::Entry& entry) { return catalogue::Cursor{entry.published_at, entry.id}.text(); };
    if (found.has_older && !found.entries.empty()) page.next = cursor(found.entries.back());
    if (found.has_newer && !found.entries.empty()) page.previous = cursor(found.entries.front());
    if (question.with_choices) add_choices(page, catalogue::list_choices(connection, law_, wanted), forms);
    return page;
  }

  static void add_choices(ListPage& page, const catalogue::ListChoices& choices, const ItemForms& forms) {
    auto copy = [](const std::vector<catalogue::ValueCount>& from, std::vector<FilterChoice>& into, const auto& name) {
      for (const catalogue::ValueCount& count : from) into.push_back({count.value, name(count.value), count.items});
    };
    const auto as_it_is = [](const std::string& value) { return value; };
    copy(choices.years, page.years, [](const std::string& year) { return year + "年"; });
    copy(choices.themes, page.themes, as_it_is);
    copy(choices.genres, page.genres, as_it_is);
    copy(choices.validities, page.validities, [&forms](const std::string& value) {
      const auto validity = catalogue::validity(value);
      return validity ? forms.name_of_validity(*validity) : value;
    });
  }

  Result<std::optional<ItemOrTombstone>> item_in(Connection& connection, ItemId id) const {
    const auto found = catalogue::find_item(connection, id);
    if (!found || found->state == catalogue::ItemState::Draft) return std::optional<ItemOrTombstone>();
    const auto book = shelf_.book(connection);
    const ItemForms forms(law_, *book);
    if (found->state == catalogue::ItemState::Withdrawn) return std::optional<ItemOrTombstone>(forms.tombstone(*found));
    PublicItem item = forms.item(*found);
    auto body = text_of(connection, found->edition.body);
    if (!body) return body.error();
    auto text = text_of(connection, found->edition.body_text);
    if (!text) return text.error();
    item.body = std::move(*body);
    item.text = std::move(*text);
    for (const catalogue::RelatedEntry& related : catalogue::related_items(connection, id))
      item.relations.push_back(forms.relation(related));
    for (const catalogue::EditionNote& note : catalogue::editions_of(connection, id))
      item.editions.push_back({note.number, note.at, note.reason});
    const catalogue::Neighbours neighbours = catalogue::neighbours_of(connection, *found);
    if (neighbours.newer) item.newer = forms.entry(*neighbours.newer);
    if (neighbours.older) item.older = forms.entry(*neighbours.older);
    return std::optional<ItemOrTombstone>(std::move(item));
  }

  Result<std::string> text_of(Connection& connection, const store::BlobAddress& address) const {
    if (address.text.empty()) return std::string();
    return store_.blobs().get(connection, address);
  }

  store::Store& store_;
  CatalogueLaw law_;
  AgencyShelf shelf_;
};

}  // namespace

Result<std::unique_ptr<Views>> open_views(store::Store& store, const law::LawSource& law) {
  auto catalogue_law = CatalogueLaw::load(law);
  if (!catalogue_law) return catalogue_law.error();
  return std::unique_ptr<Views>(std::make_unique<StoreViews>(store, std::move(*catalogue_law)));
}

}  // namespace gongkai::publicview
