// What somebody hands in for publication becomes what is stored: texts checked and normalised, the body sanitised, its
// plain text and the texts of attachments read, a summary made where there is none. All of it without the store, so
// that slow files do not keep the writer waiting. 条例 第十二条第三款
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "catalogue/catalogue_law.h"
#include "catalogue/model.h"
#include "store/store.h"

namespace gongkai::catalogue {

// Lengths in characters. They keep out what can be no title and no summary (docs/limits.md).
constexpr std::size_t kLongestTitle = 500;
constexpr std::size_t kLongestSummary = 2'000;
constexpr std::size_t kLongestLine = 500;       ///< every other field
constexpr std::size_t kLongestBody = 8u << 20;  ///< bytes
constexpr std::size_t kMostAttachments = 200;
constexpr std::uint64_t kLargestRead = 32u << 20;  ///< bytes of an attachment whose text is read

struct NewAttachment {
  std::string name;
  std::string media_type{};  ///< empty: by the name
  std::string bytes{};
  /// In place of bytes: where they were stored already (Blobs::begin). Their text is not read.
  store::BlobAddress stored{};
  std::uint64_t stored_size = 0;
};

/// An edition as it is handed in. `edition.attachments` are those kept from an earlier edition; new ones follow them.
struct Content {
  Edition edition{};
  std::string html{};  ///< the body; or
  std::string text{};  ///< as plain text, a paragraph a line. Neither: the body that `edition` names stays
  std::vector<NewAttachment> attachments{};
};

/// Checked and ready to be stored. May be made by any thread.
struct PreparedContent {
  Edition edition;
  bool has_body = false;
  std::string body, body_text;
  struct File {
    std::string bytes, text;
    bool is_stored = false;
  };
  std::vector<File> files;  ///< of the last attachments of the edition, in their order
  Reasons not_possible;     ///< what keeps it from being published, as far as it shows here
};

/// Codes in not_possible: catalogue.title_missing, .created_on_missing, .body_missing, .text_too_long, .bad_text,
/// .body_too_large, .too_many_attachments, .attachment_without_name, .unknown_theme, .unknown_genre,
/// .unknown_legal_item, .not_proactive, .impossible_day.
PreparedContent prepare(Content content, const CatalogueLaw& law);

/// Stores bodies and files and puts their addresses into the edition.
void store_content(store::Writing& writing, store::Blobs& blobs, PreparedContent& content);

/// A line of text for a message or a field: UTF-8, no control characters, not longer than `longest` characters.
void check_line(Reasons& not_possible, std::string_view field, std::string_view text,
                std::size_t longest = kLongestLine);

}  // namespace gongkai::catalogue
