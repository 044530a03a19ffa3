// The accounts of the demo city, and the note in the data folder that says what was built there.
#pragma once
#include <filesystem>
#include <optional>

#include "agency/model.h"
#include "demo/build.h"
#include "store/store.h"

namespace gongkai::demo {

/// Makes an account for each role, in the agency where roles are held for one. Passwords come from the system's
/// generator.
Result<std::vector<DemoLogin>> make_logins(store::Store& store, AgencyId agency, AgencyId supervising);

/// What demo.txt says.
struct DemoNote {
  int version = 0;
  std::string today;
  bool is_complete = false;
  DemoBuilt built;
};
/// Empty when there is none.
std::optional<DemoNote> read_note(const std::filesystem::path& data_folder);
/// Fails as files do.
Failure write_note(const std::filesystem::path& data_folder, const DemoNote& note);

}  // namespace gongkai::demo
