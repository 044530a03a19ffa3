// What an installation lacks, and what will be missed soon: for `gongkai doctor` and the staff's start page.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/wording.h"
#include "flows/installation.h"

namespace gongkai::flows {

enum class Health { Good, Warning, Bad };

struct Check {
  std::string id;  ///< stable: "calendar", "disk", "backup", …
  Health health = Health::Good;
  Wording finding;
  Wording advice{};  ///< what to do; empty when all is well
};

struct DoctorOptions {
  std::filesystem::path data_folder;
  std::filesystem::path master_key{};     ///< empty: none is configured
  std::filesystem::path backup_folder{};  ///< where backups are put; empty: not configured
  bool replay = false;                    ///< folds every agency and item again and compares: takes its time
};

/// In a fixed order. Looks, and changes nothing.
std::vector<Check> examine(Installation& installation, const DoctorOptions& options);

/// The same while another process has the installation; its index is not looked at.
std::vector<Check> examine_beside(store::Store& store, const law::LawSource& law, const DoctorOptions& options);

}  // namespace gongkai::flows
