// Accounts with passwords, and demo.txt.
#include "demo/logins.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <array>
#include <charconv>
#include <sstream>

#include "agency/sign_in.h"
#include "agency/verbs.h"
#include "base/file.h"
#include "base/hash.h"

namespace gongkai::demo {
namespace {

enum class Where { Agency, City };

struct DemoAccount {
  agency::Role role;
  std::string_view account;
  Wording name;
  Where where;
};

const std::array<DemoAccount, 10>& accounts() {
  static const std::array<DemoAccount, 10> all{{
      {agency::Role::Clerk, "clerk", {"经办人（演示）", "clerk"}, Where::Agency},
      {agency::Role::Reviewer, "reviewer", {"内容审核人（演示）", "reviewer"}, Where::Agency},
      {agency::Role::SecrecyReviewer, "secrecy", {"保密审查人（演示）", "secrecy reviewer"}, Where::Agency},
      {agency::Role::LegalReviewer, "legal", {"合法性审核人（演示）", "legal reviewer"}, Where::Agency},
      {agency::Role::Leader, "leader", {"分管领导（演示）", "leader"}, Where::Agency},
      {agency::Role::HeadOfOgiOffice, "head", {"公开工作机构负责人（演示）", "head of the OGI office"}, Where::Agency},
      {agency::Role::CitySupervisor, "supervisor", {"主管部门工作人员（演示）", "city supervisor"}, Where::City},
      {agency::Role::SystemAdministrator, "system", {"系统管理员（演示）", "system administrator"}, Where::City},
      {agency::Role::SecurityAdministrator, "security", {"安全管理员（演示）", "security administrator"}, Where::City},
      {agency::Role::AuditAdministrator, "audit", {"审计管理员（演示）", "audit administrator"}, Where::City},
  }};
  return all;
}

std::string drawn_password() {
  const std::string digits = base64url(random_bytes(12));
  return fmt::format("{}.{}.{}", digits.substr(0, 5), digits.substr(5, 5), digits.substr(10, 6));
}

Result<PersonId> make_person(store::Store& store, const DemoAccount& account, AgencyId of) {
  const agency::Actor system = agency::Actor::system();
  return store.write([&](store::Writing& writing) -> Result<PersonId> {
    agency::PersonCreated created;
    created.account = account.account;
    created.name = account.name.zh;
    created.agency = of;
    auto person = agency::create_person(writing, system, created);
    if (!person) return person;
    const AgencyId scope = account.where == Where::Agency ? of : AgencyId{};
    if (const auto granted = agency::grant_role(writing, system, *person, {account.role, scope}); !granted)
      return granted.error();
    return person;
  });
}

/// The visitor of a demo is not asked for a new password first.
Result<std::string> make_password(agency::SignIn& sign_in, PersonId person, const std::string& account) {
  const std::string first = drawn_password(), second = drawn_password();
  if (const Failure failure = sign_in.set_password(agency::Actor::system(), person, first)) return *failure;
  const auto signed_in = sign_in.sign_in({account, first, {}, "console", {}});
  if (!signed_in) return signed_in.error();
  if (const Failure failure = sign_in.change_password(signed_in->token, first, second)) return *failure;
  if (const Failure failure = sign_in.sign_out(signed_in->token)) return *failure;
  return second;
}

std::filesystem::path note_file(const std::filesystem::path& data_folder) { return data_folder / "demo.txt"; }

std::size_t number_in(const std::string& text) {
  std::size_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

Result<std::vector<DemoLogin>> make_logins(store::Store& store, AgencyId agency_of_clerks, AgencyId supervising) {
  agency::SignInRules rules;
  rules.cost = {8 * 1024, 1, 1};  // thirty hashes at full cost would take as long as the city; signing in renews them
  agency::SignIn sign_in(store, nullptr, rules);
  std::vector<DemoLogin> logins;
  for (const DemoAccount& account : accounts()) {
    const auto person = make_person(store, account, account.where == Where::Agency ? agency_of_clerks : supervising);
    if (!person) return person.error();
    auto password = make_password(sign_in, *person, std::string(account.account));
    if (!password) return password.error();
    logins.push_back(
        {std::string(agency::name_of(account.role)), std::string(account.account), std::move(*password), account.name});
  }
  return logins;
}

std::optional<DemoNote> read_note(const std::filesystem::path& data_folder) {
  const auto text = read_file(note_file(data_folder).string(), 64 * 1024);
  if (!text) return {};
  DemoNote note;
  std::istringstream lines(*text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string key, a, b, c;
    words >> key >> a >> b >> c;
    if (key == "version") note.version = static_cast<int>(number_in(a));
    if (key == "today") note.today = a;
    if (key == "complete")
      note.is_complete = true, note.built.agencies = number_in(a), note.built.items = number_in(b),
      note.built.acts = number_in(c);
    if (key != "login") continue;
    DemoLogin login{a, b, c, {}};
    for (const DemoAccount& account : accounts())
      if (account.account == b) login.post = account.name;
    note.built.logins.push_back(std::move(login));
  }
  return note;
}

Failure write_note(const std::filesystem::path& data_folder, const DemoNote& note) {
  std::string text = fmt::format("version {}\ntoday {}\n", note.version, note.today);
  for (const DemoLogin& login : note.built.logins)
    text += fmt::format("login {} {} {}\n", login.role, login.account, login.password);
  if (note.is_complete)
    text += fmt::format("complete {} {} {}\n", note.built.agencies, note.built.items, note.built.acts);
  const mode_t before = ::umask(0077);
  const Failure failure = write_file(note_file(data_folder).string(), text);
  ::umask(before);
  return failure;
}

}  // namespace gongkai::demo
