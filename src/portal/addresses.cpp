// Addresses that take more than a line.
#include "portal/addresses.h"

namespace gongkai::portal {

page::Url Addresses::list(const publicview::ListQuestion& question) const {
  return column(question.agency, question.column)
      .with("year", question.year)
      .with("theme", question.theme)
      .with("genre", question.genre)
      .with("validity", question.validity);
}

}  // namespace gongkai::portal
