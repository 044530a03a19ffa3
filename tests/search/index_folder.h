// A folder for one test's index, gone afterwards.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/hash.h"
#include "search/index.h"

namespace gongkai::search {

class IndexFolder {
 public:
  IndexFolder() : path_(std::filesystem::temp_directory_path() / ("gongkai-search-" + hex(random_bytes(8)))) {
    std::filesystem::create_directories(path_);
  }
  ~IndexFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  IndexFolder(const IndexFolder&) = delete;
  IndexFolder& operator=(const IndexFolder&) = delete;
  std::filesystem::path file() const { return path_ / "search.sqlite"; }
  std::unique_ptr<Index> open() const {
    auto index = Index::open(file());
    return index ? std::move(*index) : nullptr;
  }

 private:
  std::filesystem::path path_;
};

inline IndexDocument document(std::int64_t id, std::string title, std::string text, std::string day = "2022-02-22") {
  IndexDocument document;
  document.id = id;
  document.title = std::move(title);
  document.text = std::move(text);
  document.agency = "education";
  document.column = "policy";
  document.validity = "valid";
  document.published_on = *CivilDay::parse(day);
  return document;
}

inline Question asking(std::string words) {
  Question question;
  question.words = std::move(words);
  return question;
}

inline std::vector<std::int64_t> ids_of(const Result<Answer>& answer) {
  std::vector<std::int64_t> ids;
  if (answer)
    for (const Hit& hit : answer->hits) ids.push_back(hit.id);
  return ids;
}

/// "关于[政务]公开": matches in brackets.
inline std::string shown(const std::vector<Piece>& pieces) {
  std::string out;
  for (const Piece& piece : pieces) out += piece.is_match ? "[" + piece.text + "]" : piece.text;
  return out;
}

}  // namespace gongkai::search
