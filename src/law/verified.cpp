#include "law/verified.h"

#include "law/yaml_reader.h"

namespace gongkai::law {

std::string_view mark_of(Verified verified) {
  switch (verified) {
    case Verified::Read: return "V";
    case Verified::FromMemory: return "M";
    case Verified::Convention: return "C";
  }
  return "";
}

Wording wording_of(Verified verified) {
  switch (verified) {
    case Verified::Read: return {"已读原文或转载", "read in the text or a reprint"};
    case Verified::FromMemory: return {"凭记忆，未核实", "from memory, unverified"};
    case Verified::Convention: return {"本系统的约定", "a convention of this project"};
  }
  return {};
}

Verified read_verified(const YamlValue& entry) {
  switch (entry.one_of("verified", {"V", "M", "C"})) {
    case 0: return Verified::Read;
    case 1: return Verified::FromMemory;
    default: return Verified::Convention;
  }
}

}  // namespace gongkai::law
