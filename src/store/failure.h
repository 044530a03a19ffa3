// The store's errors, as sentences for people. Connections map the codes of SQLite and libpq to them.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace gongkai::store {

Error disk_full(std::string_view where);
Error read_only(std::string_view where);
Error busy(std::string_view where);
Error constraint_broken(std::string_view detail);
Error connection_lost(std::string_view detail);
/// A database that cannot be used: damaged file, failing disk, wrong statement. `detail` is the database's own
/// sentence.
Error broken(std::string_view detail, std::string_view where = {});
Error wrong_type(std::string_view wanted, std::size_t column);
/// Text that PostgreSQL would not take: no UTF-8, or with a zero byte.
Error bad_text();

/// From errno of a failed file operation: disk_full, read_only or broken.
Error file_failure(int error_number, std::string_view path);

}  // namespace gongkai::store
