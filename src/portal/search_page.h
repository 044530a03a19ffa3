// Search: the question, what was found, and how to narrow it or try otherwise. 条例 第二十四条
#pragma once
#include <string>
#include <vector>

#include "portal/visit.h"
#include "publicview/types.h"

#include "search/index.h"

namespace gongkai::portal {

/// What was asked, as it stands in the address; days as typed.
struct SearchFields {
  std::string words, agency, from, to;
  std::string sort;  ///< "relevance" or "newest"
  int page = 1;      ///< from 1
};
struct SearchContent {
  SearchFields fields;
  const search::Answer* answer = nullptr;  ///< null: nothing was asked yet, or it could not be asked
  int page_size = 20;
  std::string trouble{};  ///< what was wrong with the question, in words for the reader
  const std::vector<publicview::PublicAgency>& agencies;
  const std::vector<publicview::PublicColumn>& columns;  ///< for their names
};
std::string search_page(const Visit& visit, const SearchContent& content);

}  // namespace gongkai::portal
