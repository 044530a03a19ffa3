// What the operator sets: gongkai.yaml in the data folder, or the file named by --config. docs/configuration.md tells
// each key.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "publicview/types.h"

namespace gongkai::cli {

struct Configuration {
  publicview::PublicSite site;
  std::string address = "127.0.0.1";  ///< to listen on
  unsigned short port = 8080;
  std::string path_prefix;
  std::string postgresql;
  std::filesystem::path master_key;     ///< outside the data folder
  std::filesystem::path backup_folder;  ///< where backups are put, for their age
  std::string access_log;
  std::vector<std::string> trusted_proxies;
  int io_threads = 1;
  int handler_threads = 4;
};

/// Reads the file; relative paths in it are relative to it. A missing file is an error only when `is_required`.
/// Fails with `configuration.bad_file`, which names file and line, and `file.not_readable`.
Result<Configuration> read_configuration(const std::filesystem::path& file, bool is_required);

/// What `gongkai init` writes: every key, with a comment.
std::string configuration_template(const std::string& site_name, const std::filesystem::path& master_key,
                                   const std::string& postgresql);

/// "127.0.0.1:8080", "[::1]:8080" or ":8080"; empty when it is none of these.
struct ListenAddress {
  std::string address;
  unsigned short port = 0;
  bool is_loopback() const;
};
std::optional<ListenAddress> parse_listen_address(std::string_view text);

}  // namespace gongkai::cli
