// Folds every item and document again from the events and compares with the tables.
#include <algorithm>
#include <map>

#include "catalogue/events.h"
#include "catalogue/queries.h"
#include "catalogue/tables.h"

namespace gongkai::catalogue {
namespace {

using store::Connection;
using store::Event;

constexpr std::string_view kItems = "item/", kDocuments = "document/";

/// Events of one stream after the other, as each_event gives them, folded and handed over when the stream ends.
template <class State, class Fold, class Take>
void fold_streams(Connection& connection, std::string_view prefix, Fold fold, Take take) {
  State state;
  std::string stream;
  store::each_event(connection, prefix, [&](const Event& event) {
    if (event.stream != stream) {
      if (!stream.empty()) take(stream, state);
      stream = event.stream;
      state = {};
    }
    fold(state, event);
  });
  if (!stream.empty()) take(stream, state);
}

}  // namespace

std::vector<ReplayDifference> replay(Connection& connection, const CatalogueLaw&) {
  std::vector<ReplayDifference> differences;
  std::int64_t items = 0, documents = 0;
  fold_streams<Item>(
      connection, kItems,
      [&](Item& item, const Event& event) {
        const auto happened = item_event(event);
        if (!happened) {
          differences.push_back({event.stream, happened.error().where});
          return;
        }
        apply(item, *happened, event.at);
        item.version = event.version;
      },
      [&](const std::string& stream, Item& item) {
        item.id = item_of_stream(stream);
        ++items;
        const auto stored = tables::item(connection, item.id);
        if (!stored) {
          differences.push_back({stream, "is not in the tables"});
        } else if (*stored != item) {
          differences.push_back({stream, "the tables hold something else than its events say"});
        }
      });
  fold_streams<IssuedDocument>(
      connection, kDocuments,
      [&](IssuedDocument& document, const Event& event) {
        const auto happened = document_event(event);
        if (!happened) {
          differences.push_back({event.stream, happened.error().where});
          return;
        }
        apply(document, *happened);
        document.version = event.version;
      },
      [&](const std::string& stream, IssuedDocument& document) {
        document.id = std::stoll(stream.substr(kDocuments.size()));
        ++documents;
        const auto stored = tables::document(connection, document.id);
        if (!stored) {
          differences.push_back({stream, "is not in the tables"});
        } else if (*stored != document) {
          differences.push_back({stream, "the tables hold something else than its events say"});
        }
      });
  tables::each_item(connection, [&](const Item&) { --items; });
  tables::each_document(connection, [&](const IssuedDocument&) { --documents; });
  if (items != 0) differences.push_back({"item/", "the tables hold items without events"});
  if (documents != 0) differences.push_back({"document/", "the tables hold documents without events"});
  for (std::string& wrong : tables::wrong_counts(connection)) differences.push_back({"item_count", std::move(wrong)});
  return differences;
}

}  // namespace gongkai::catalogue
