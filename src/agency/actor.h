// Who acts, from where, and with which key the audit trail is sealed. Given to every verb.
#pragma once
#include <string>

#include "agency/model.h"

namespace gongkai::agency {

struct Actor {
  Person person;            ///< as it is in the store now; without id: the system itself
  std::string address;      ///< network address, or "console"
  std::string audit_key{};  ///< seals the audit trail (HMAC); empty: the chain has no key

  /// The program itself or whoever may run it beside the data: command line, demo, scheduled work.
  static Actor system(std::string audit_key = {}) { return {{}, "console", std::move(audit_key)}; }

  bool is_system() const { return !person.id; }
  bool may_act_as(Role role, AgencyId agency = {}) const { return is_system() || person.may_act_as(role, agency); }
};

}  // namespace gongkai::agency
