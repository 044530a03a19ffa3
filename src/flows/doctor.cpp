#include "flows/doctor.h"

#include <fmt/format.h>
#include <sys/statvfs.h>

#include <algorithm>

#include "agency/queries.h"
#include "base/file.h"
#include "catalogue/catalogue_law.h"
#include "catalogue/queries.h"
#include "law/calendar.h"
#include "store/backup_manifest.h"
#include "store/keys.h"
#include "store/store.h"

namespace gongkai::flows {
namespace {

constexpr std::uint64_t kLittleSpace = std::uint64_t{2} << 30;
constexpr std::uint64_t kNoSpace = std::uint64_t{200} << 20;
constexpr int kOldBackupDays = 2;
constexpr std::uint64_t kLargestManifest = 64u << 20;
/// 放假安排 of the next year usually comes out in October or November: from then on somebody should look for it.
constexpr unsigned kCalendarDueMonth = 11;

Check calendar_check(const law::LawSource& law, CivilDay today) {
  Check check{"calendar", Health::Good, {}, {}};
  const auto calendar = law::Calendar::load(law);
  if (!calendar) {
    check.health = Health::Bad;
    check.finding = calendar.error().message;
    return check;
  }
  auto knows = [&](int year) {
    const auto last = CivilDay::of(year, 12, 31);
    return last && calendar->is_working_day(*last).has_value();
  };
  const int year = today.year();
  if (!knows(year)) {
    check.health = Health::Bad;
    check.finding = {fmt::format("没有 {} 年的工作日历，期限无法计算", year),
                     fmt::format("no calendar for {}: deadlines cannot be computed", year)};
  } else if (!knows(year + 1) && today.month() >= kCalendarDueMonth) {
    check.health = Health::Warning;
    check.finding = {fmt::format("还没有 {} 年的工作日历", year + 1), fmt::format("no calendar for {} yet", year + 1)};
  } else {
    check.finding = {fmt::format("工作日历已装到 {} 年", knows(year + 1) ? year + 1 : year),
                     fmt::format("the calendar reaches to {}", knows(year + 1) ? year + 1 : year)};
    return check;
  }
  check.advice = {"放假安排公布后，把该年的文件放进 law/calendar/，用 --law 指定",
                  "when the notice is out, add the year's file to law/calendar/ and name the folder with --law"};
  return check;
}

Check disk_check(const std::filesystem::path& folder) {
  Check check{"disk", Health::Good, {}, {}};
  struct statvfs disk {};
  if (::statvfs(folder.c_str(), &disk) != 0) {
    check.health = Health::Bad;
    check.finding = {"数据文件夹读不到：" + folder.string(), "the data folder cannot be reached: " + folder.string()};
    check.advice = {"请检查文件夹和权限", "check the folder and its permissions"};
    return check;
  }
  const std::uint64_t free_bytes = std::uint64_t{disk.f_bavail} * disk.f_frsize;
  check.finding = {fmt::format("数据盘还剩 {:.1f} GB", static_cast<double>(free_bytes) / 1e9),
                   fmt::format("{:.1f} GB left on the data disk", static_cast<double>(free_bytes) / 1e9)};
  if (free_bytes < kLittleSpace) {
    check.health = free_bytes < kNoSpace ? Health::Bad : Health::Warning;
    check.advice = {"请清理或扩大磁盘；写满后一切写入都会被拒绝", "free or add space: a full disk refuses every act"};
  }
  return check;
}

Check key_check(const DoctorOptions& options) {
  Check check{"master_key", Health::Good, {"主密钥可用", "the master key can be read"}, {}};
  if (options.master_key.empty()) {
    check.health = Health::Warning;
    check.finding = {"没有设置主密钥，不能保存申请人的个人信息", "no master key: applicants' data cannot be kept"};
    check.advice = {"用 gongkai init 生成，或在 gongkai.yaml 中写明 master_key",
                    "let gongkai init make one, or set master_key in gongkai.yaml"};
    return check;
  }
  if (const auto key = store::MasterKey::load(options.master_key, options.data_folder); !key) {
    check.health = Health::Bad;
    check.finding = key.error().message;
    check.advice = {"主密钥丢失后，个人信息无法再读：请从保管处取回",
                    "without it personal data stay closed: fetch the copy"};
  }
  return check;
}

/// The newest folder with a manifest; its own modification time would lie after copying, so the manifest's is read.
Check backup_check(CivilDay today, const std::filesystem::path& folder) {
  Check check{"backup",
              Health::Warning,
              {},
              {"每天运行 gongkai backup，并把备份放到另一台机器上",
               "run gongkai backup every day and keep the backup on another machine"}};
  if (folder.empty()) {
    check.finding = {"没有设置备份文件夹（backup_folder），不知道备份的新旧",
                     "no backup_folder is set: the age of the last backup is not known"};
    return check;
  }
  std::optional<Instant> newest;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    const auto text = read_file(entry.path() / "manifest.json", kLargestManifest);
    if (!text) continue;  // something else that lies there
    const auto manifest = store::manifest_of_json(*text, entry.path().string());
    if (manifest && (!newest || manifest->made_at > *newest)) newest = manifest->made_at;
  }
  if (!newest) {
    check.health = Health::Bad;
    check.finding = {"还没有任何备份", "there is no backup yet"};
    return check;
  }
  const int days = today.days_since(newest->day());
  check.finding = {fmt::format("最近一次备份是 {}", newest->to_the_minute()),
                   fmt::format("the last backup is of {}", newest->to_the_minute())};
  if (days <= kOldBackupDays) {
    check.health = Health::Good;
    check.advice = {};
  }
  return check;
}

/// Any Chinese font serves for letters; Noto is what documents are tried with.
Check font_check() {
  Check check{"fonts",
              Health::Warning,
              {"没有找到中文字体，文书的 PDF 将缺字", "no Chinese font: letters as PDF would lack characters"},
              {"安装 fonts-noto-cjk", "install fonts-noto-cjk"}};
  std::error_code ignored;
  for (const char* folder : {"/usr/share/fonts", "/usr/local/share/fonts"}) {
    for (std::filesystem::recursive_directory_iterator at(folder, ignored), end; at != end; at.increment(ignored)) {
      const std::string name = at->path().filename().string();
      if (name.find("CJK") == std::string::npos && name.find("SourceHan") == std::string::npos) continue;
      return {"fonts", Health::Good, {"中文字体已安装", "a Chinese font is installed"}, {}};
    }
  }
  return check;
}

Check agencies_check(store::Store& store) {
  Check check{"guides", Health::Good, {"各机关的公开指南都完整", "the guides of all agencies are complete"}, {}};
  const auto agencies = store.read([](store::Connection& connection) { return agency::list_agencies(connection); });
  if (!agencies) return {"guides", Health::Bad, agencies.error().message, {}};
  std::string names;
  int incomplete = 0;
  for (const agency::Agency& agency : *agencies) {
    if (missing_of_guide(agency).empty()) continue;
    if (++incomplete <= 3) names += (names.empty() ? "" : "、") + agency.name;
  }
  if (incomplete == 0) return check;
  check.health = Health::Warning;
  check.finding = {
      fmt::format("{} 个机关的公开指南缺少必备的联系方式：{}{}", incomplete, names, incomplete > 3 ? "等" : ""),
      fmt::format("the guides of {} agencies lack contact data: {}", incomplete, names)};
  check.advice = {"补全后指南才算有效", "the guide is not valid until they are complete"};
  return check;
}

Check index_check(Installation& installation) {
  if (installation.wait_until_followed(10))
    return {"search", Health::Good, {"检索索引是最新的", "the index is current"}, {}};
  return {"search",
          Health::Bad,
          {"检索索引没有跟上", "the index has fallen behind"},
          {"重新启动；仍不行时删除数据文件夹中的 search.sqlite，会自动重建",
           "restart; if that does not help delete search.sqlite, it is built anew"}};
}

Check replay_check(store::Store& store, const law::LawSource& source) {
  const auto law = catalogue::CatalogueLaw::load(source);
  if (!law) return {"replay", Health::Bad, law.error().message, {}};
  const auto wrong = store.read([&](store::Connection& connection) {
    std::vector<std::string> streams;
    for (const auto& difference : agency::replay(connection)) streams.push_back(difference.stream);
    for (const auto& difference : catalogue::replay(connection, *law)) streams.push_back(difference.stream);
    return streams;
  });
  if (!wrong) return {"replay", Health::Bad, wrong.error().message, {}};
  if (wrong->empty())
    return {"replay", Health::Good, {"所有状态都与事件一致", "every state is what its events make of it"}, {}};
  return {"replay",
          Health::Bad,
          {fmt::format("{} 处状态与事件不一致，首先是 {}", wrong->size(), wrong->front()),
           fmt::format("{} states differ from their events, first of all {}", wrong->size(), wrong->front())},
          {"数据被程序之外的手段改动过：请从备份恢复，并查明原因",
           "something else changed the data: restore a backup and find out why"}};
}

std::vector<Check> all_checks(store::Store& store, const law::LawSource& law, const DoctorOptions& options,
                              Check index) {
  const CivilDay today = store.clock().today();
  std::vector<Check> checks{calendar_check(law, today),
                            disk_check(options.data_folder),
                            key_check(options),
                            backup_check(today, options.backup_folder),
                            font_check(),
                            agencies_check(store),
                            std::move(index)};
  checks.push_back(
      {"mail", Health::Good, {"没有设置邮件；本版本不发邮件", "mail is not set up; this version sends none"}, {}});
  if (options.replay) checks.push_back(replay_check(store, law));
  return checks;
}

}  // namespace

std::vector<Check> examine(Installation& installation, const DoctorOptions& options) {
  return all_checks(installation.store(), installation.law(), options, index_check(installation));
}

std::vector<Check> examine_beside(store::Store& store, const law::LawSource& law, const DoctorOptions& options) {
  return all_checks(store, law, options,
                    {"search",
                     Health::Good,
                     {"另一个进程正在使用这个安装，检索索引由它更新，这里没有检查",
                      "another process has this installation; it keeps the index, which was not looked at here"},
                     {}});
}

}  // namespace gongkai::flows
