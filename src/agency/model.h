// Agencies, their units, leaders and people, as the other rooms know them.
// 条例 第三条、第四条、第十二条、第二十条第二项、第五十四条
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_day.h"
#include "base/id.h"

namespace gongkai::agency {

using UnitId = Id<struct UnitTag>;

/// What kind of body discloses; decides checklists, remedies and the date of its annual report.
/// 条例 第三条、第五十四条
enum class AgencyKind {
  Government,      ///< government              人民政府
  Department,      ///< department              政府部门
  Vertical,        ///< vertical                垂直管理部门
  DispatchedBody,  ///< dispatched_body         派出机关
  AuthorisedOrg,   ///< authorised_org          法律、法规授权的组织
  Township,        ///< township                乡镇人民政府、街道办事处
};
std::string_view name_of(AgencyKind kind);  ///< the identifier of the comment, as stored and as on the command line
std::optional<AgencyKind> agency_kind(std::string_view name);

/// 分工: who leads the agency and what each is in charge of. 条例 第二十条第二项
struct Leader {
  std::string name;
  std::string post;
  std::string duties;  ///< 分管工作
  int position = 0;    ///< order in which they are listed
  bool operator==(const Leader&) const = default;
};

/// 内设机构 (科室)
struct Unit {
  UnitId id{};
  std::string name;
  std::string duties;
  std::string phone;
  int position = 0;
  bool operator==(const Unit&) const = default;
};

/// How the public reaches the OGI office (政府信息公开工作机构). All fields are required of a valid guide. 条例
/// 第十二条第二款
struct Contact {
  std::string office_name;  ///< of the OGI office, e.g. 办公室
  std::string office_head;  ///< 政府信息公开工作机构负责人
  std::string address;
  std::string postcode;
  std::string office_hours;
  std::string phone;
  std::string fax;
  std::string email;    ///< internet contact
  std::string website;  ///< own address, may be empty
  bool operator==(const Contact&) const = default;
};

enum class AgencyState { Active, Abolished };

struct Agency {
  AgencyId id{};
  std::string code;        ///< ASCII, in addresses: "kejiju"; never changes, never used twice
  std::string name;        ///< in full: 清河市科学技术局
  std::string short_name;  ///< 市科技局
  AgencyKind kind = AgencyKind::Department;
  std::string org_code;                  ///< GB 11714 or the 18 characters of GB 32100, for index numbers
  std::string division;                  ///< administrative division code
  AgencyId parent{};                     ///< the government it belongs to; none for the city's own government
  AgencyId supervising_ogi_authority{};  ///< 政府信息公开工作主管部门. 条例 第三条
  std::string duties;                    ///< 主要职责
  Contact contact;
  std::vector<Leader> leaders;
  std::vector<Unit> units;
  std::string site_id_code;       ///< 网站标识码
  std::string icp_number;         ///< ICP备案号
  std::string police_number;      ///< 公安备案号
  std::string index_no_template;  ///< "{code}/{year}-{serial:05}"
  AgencyState state = AgencyState::Active;
  std::optional<CivilDay> founded_on, abolished_on;
  std::vector<AgencyId> successors;  ///< after merging, splitting or abolition
  /// Earlier names, each with the first day on which it was no longer the name; pages of that time keep the old name.
  struct FormerName {
    std::string name;
    CivilDay until{};
  };
  std::vector<FormerName> former_names;  ///< oldest first
  int position = 0;
  std::int64_t version = 0;  ///< of its event stream

  bool is_active() const { return state == AgencyState::Active; }
  /// As it was called on that day.
  const std::string& name_on(CivilDay day) const;
};

/// What is missing for a guide that 条例 第十二条第二款 asks for; field names as in Contact. Empty: complete.
std::vector<std::string> missing_of_guide(const Agency& agency);

// ---- people

/// What a person may do, within an agency or, where noted, in the whole city.
enum class Role {
  Clerk,            ///< clerk                 经办人
  Reviewer,         ///< reviewer              内容审核人
  SecrecyReviewer,  ///< secrecy_reviewer      保密审查人
  LegalReviewer,    ///< legal_reviewer        合法性审核人
  Leader,           ///< leader                分管领导
  HeadOfOgiOffice,  ///< head_of_ogi_office    政府信息公开工作机构负责人 (条例 第四条、第三十三条)
  CitySupervisor,         ///< city_supervisor       主管部门工作人员; reads over all agencies
  SystemAdministrator,    ///< system_administrator  系统管理员: sees no content
  SecurityAdministrator,  ///< security_administrator 安全管理员: grants roles, sees no content
  AuditAdministrator,     ///< audit_administrator   审计管理员: reads the audit trail, nothing else
};
std::string_view name_of(Role role);
std::optional<Role> role(std::string_view name);
/// 三员: one of the three administrators, who hold no other role and see no content (docs/decisions/0014).
bool is_administrator(Role role);
/// Given for the whole city only: the administrators and the city supervisor.
bool is_citywide(Role role);

struct RoleGrant {
  Role role = Role::Clerk;
  AgencyId agency{};  ///< none: the whole city
  bool operator==(const RoleGrant&) const = default;
};

struct Person {
  PersonId id{};
  std::string account;  ///< for signing in, lower case
  std::string name;
  AgencyId agency{};
  UnitId unit{};
  std::string phone, email;
  bool is_active = true;
  bool has_second_factor = false;
  std::vector<RoleGrant> roles;
  std::int64_t version = 0;  ///< of its event stream

  /// Has the role for this agency, or for the whole city.
  bool may_act_as(Role role, AgencyId agency) const;
  /// Has the role somewhere.
  bool has(Role role) const;
};

}  // namespace gongkai::agency
