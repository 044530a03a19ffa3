// What tables a database has: for backup and restore, which know no room.
#pragma once
#include <string>
#include <vector>

#include "store/connection.h"

namespace gongkai::store {

struct TableShape {
  std::string name;
  std::vector<std::string> columns;  ///< in the order of their declaration
  std::vector<std::string> key;      ///< columns of the primary key
};

/// Sorted by name; also the table `migration`.
std::vector<TableShape> tables_of(Connection& connection);

/// The last number that an {identity} column gave, 0 when none.
struct IdentityState {
  std::string table;
  std::string column;
  std::int64_t last = 0;
};
std::vector<IdentityState> identities_of(Connection& connection);
void set_identity(Connection& connection, const IdentityState& state);

/// Names come from the database itself; they are quoted all the same.
std::string quoted(const std::string& name);

}  // namespace gongkai::store
