// Opens the store of an installation for commands that need no more than that.
#pragma once
#include <memory>

#include "base/result.h"
#include "cli/installation_options.h"
#include "store/store.h"

namespace gongkai::cli {

/// Fails as read_configuration and Store::open do, and with `cli.bad_argument` for --now.
Result<std::unique_ptr<store::Store>> open_store_of(const InstallationPlace& place);

/// The same for a command that only reads: while another process has the store, it is looked at beside that one.
Result<std::unique_ptr<store::Store>> open_store_to_read(const InstallationPlace& place);

}  // namespace gongkai::cli
