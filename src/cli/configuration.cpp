#include "cli/configuration.h"

#include <fmt/format.h>

#include <charconv>

#include "base/file.h"
#include "law/yaml_reader.h"

namespace gongkai::cli {
namespace {

constexpr std::uint64_t kLargestFile = 256 * 1024;

Error bad_file(Error error) {
  error.code = "configuration.bad_file";
  return error;
}

/// "/zfxxgk" from "zfxxgk/", "/zfxxgk" and the like; "" for the root.
std::string normal_prefix(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '/') prefix.pop_back();
  if (!prefix.empty() && prefix.front() != '/') prefix.insert(prefix.begin(), '/');
  return prefix;
}

/// As a double-quoted YAML scalar.
std::string yaml_quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return out + '"';
}

bool is_plain_path(std::string_view prefix) {
  return prefix.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_/.") ==
         std::string_view::npos;
}

void read_site(const law::YamlValue& site, publicview::PublicSite& into) {
  if (!site.is_present()) return;
  into.name = site.text("name");
  into.domain = site.optional_text("domain").value_or("");
  into.address = site.optional_text("address").value_or("");
  while (!into.address.empty() && into.address.back() == '/') into.address.pop_back();
  into.site_id_code = site.optional_text("site_id_code").value_or("");
  into.icp_number = site.optional_text("icp_number").value_or("");
  into.police_number = site.optional_text("police_number").value_or("");
  into.sponsor = site.optional_text("sponsor").value_or("");
  into.operator_name = site.optional_text("operator").value_or("");
  into.phone = site.optional_text("phone").value_or("");
}

/// The city's own header or footer: trusted HTML from a file beside the configuration.
Result<std::string> read_fragment(const std::optional<std::string>& name, const std::filesystem::path& folder) {
  if (!name) return std::string();
  return read_file(folder / *name, kLargestFile);
}

void read_server(const law::YamlValue& root, const std::filesystem::path& folder, Configuration& into) {
  if (const auto listen = root.optional_text("listen")) {
    if (const auto parsed = parse_listen_address(*listen)) {
      into.address = parsed->address;
      into.port = parsed->port;
    } else {
      root.at("listen").note_problem({"listen 应写成 127.0.0.1:8080 的形式", "listen should look like 127.0.0.1:8080"});
    }
  }
  into.path_prefix = normal_prefix(root.optional_text("path_prefix").value_or(""));
  if (!is_plain_path(into.path_prefix))
    root.at("path_prefix")
        .note_problem({"path_prefix 只能含字母、数字、- _ . /", "path_prefix may hold letters, digits, - _ . / only"});
  into.io_threads = static_cast<int>(root.optional_integer("io_threads", 1, 64).value_or(into.io_threads));
  into.handler_threads =
      static_cast<int>(root.optional_integer("handler_threads", 1, 256).value_or(into.handler_threads));
  if (const auto log = root.optional_text("access_log"))
    into.access_log = *log == "-" ? *log : (folder / *log).string();
  into.trusted_proxies = root.optional_texts("trusted_proxies");
}

}  // namespace

Result<Configuration> read_configuration(const std::filesystem::path& file, bool is_required) {
  Configuration configuration;
  std::error_code ignored;
  if (!is_required && !std::filesystem::exists(file, ignored)) return configuration;
  const auto text = read_file(file, kLargestFile);
  if (!text) return text.error();
  const auto yaml = law::YamlFile::parse(file.string(), *text);
  if (!yaml) return bad_file(yaml.error());
  const law::YamlValue root = yaml->root();
  if (!root.is_present()) return configuration;
  const std::filesystem::path folder = file.parent_path();
  const law::YamlValue site = root.at("site");
  read_site(site, configuration.site);
  const auto header = site.is_present() ? site.optional_text("header_fragment") : std::nullopt;
  const auto footer = site.is_present() ? site.optional_text("footer_fragment") : std::nullopt;
  read_server(root, folder, configuration);
  configuration.postgresql = root.optional_text("postgresql").value_or("");
  if (const auto key = root.optional_text("master_key")) configuration.master_key = folder / *key;
  if (const auto backups = root.optional_text("backup_folder")) configuration.backup_folder = folder / *backups;
  if (const Failure failure = yaml->finish()) return bad_file(*failure);
  auto header_text = read_fragment(header, folder);
  if (!header_text) return header_text.error();
  auto footer_text = read_fragment(footer, folder);
  if (!footer_text) return footer_text.error();
  configuration.site.header_fragment = std::move(*header_text);
  configuration.site.footer_fragment = std::move(*footer_text);
  return configuration;
}

std::string configuration_template(const std::string& site_name, const std::filesystem::path& master_key,
                                   const std::string& postgresql) {
  return fmt::format(
      "# 公开 gongkai 的设置。改后重新启动生效；每一项的说明见 docs/configuration.md\n"
      "site:\n"
      "  name: {}\n"
      "  domain: null              # 网站域名，写入页面的 SiteDomain\n"
      "  address: null             # 对外网址，如 https://www.example.gov.cn，用于订阅源和网站地图\n"
      "  site_id_code: null        # 网站标识码\n"
      "  icp_number: null          # ICP 备案号\n"
      "  police_number: null       # 公安备案号\n"
      "  sponsor: null             # 主办单位\n"
      "  operator: null            # 承办单位\n"
      "  phone: null\n"
      "listen: 127.0.0.1:8080\n"
      "path_prefix: null           # 放在本站某一路径下时填写，如 /zfxxgk\n"
      "access_log: access.log\n"
      "postgresql: {}             # 不写则用数据文件夹中的 SQLite\n"
      "master_key: {}\n"
      "backup_folder: null         # 备份所在的文件夹，doctor 据此检查备份的新旧\n",
      yaml_quoted(site_name), postgresql.empty() ? "null" : yaml_quoted(postgresql), yaml_quoted(master_key.string()));
}

bool ListenAddress::is_loopback() const {
  return address == "::1" || address == "localhost" || address.starts_with("127.");
}

std::optional<ListenAddress> parse_listen_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string_view host = text.substr(0, colon);
  const std::string_view port = text.substr(colon + 1);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return std::nullopt;
  }
  unsigned number = 0;
  const auto read = std::from_chars(port.data(), port.data() + port.size(), number);
  if (read.ec != std::errc() || read.ptr != port.data() + port.size() || number > 65535) return std::nullopt;
  return ListenAddress{host.empty() ? "0.0.0.0" : std::string(host), static_cast<unsigned short>(number)};
}

}  // namespace gongkai::cli
