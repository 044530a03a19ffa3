// A document as one stream of labels and figures in reading order, for reports whose tables lost their structure:
// one cell a line, cells parted by blanks, paragraphs in place of cells.
#pragma once
#include <string>
#include <vector>

#include "document/document.h"
#include "report/model.h"
#include "report/vocabulary.h"

namespace gongkai::report {

struct Token {
  std::string_view text;  ///< into Document::text
  document::Place place;
  bool is_value = false;
  bool alone = false;  ///< the only token of its line
  const Meanings* meanings =
      nullptr;     ///< of the label that ends with this token, joined over lines where it was broken
  CellPlace cell;  ///< where it came from a grid
};

std::vector<Token> tokens_of(const document::Document& document, const Vocabulary& vocabulary);

/// Each returns the table as far as the order of labels and figures is certain, or empty.
std::optional<ReportTable> stream_table2(const std::vector<Token>&, const law::TableLayout&, std::size_t format,
                                         std::vector<Doubt>&);
std::optional<ReportTable> stream_table3(const std::vector<Token>&, const law::TableLayout&, std::size_t format,
                                         std::vector<Doubt>&);
std::optional<ReportTable> stream_table4(const std::vector<Token>&, const law::TableLayout&, std::size_t format,
                                         std::vector<Doubt>&);
std::optional<ReportTable> stream_statistics(const std::vector<Token>&, const law::TableLayout&, std::size_t format,
                                             std::vector<Doubt>&);

}  // namespace gongkai::report
