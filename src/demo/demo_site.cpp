#include "demo/demo_site.h"

#include <utility>

namespace gongkai::demo {

publicview::PublicSite demo_site(std::string address) {
  publicview::PublicSite site;
  site.name = "青禾市人民政府";
  site.domain = "www.qinghe.example";
  site.address = std::move(address);
  site.site_id_code = "演示标识码";
  site.icp_number = "演示备案号";
  site.police_number = "演示公安备案号";
  site.sponsor = "青禾市人民政府办公室";
  site.operator_name = "青禾市大数据中心";
  site.phone = "0000-8600000";
  site.is_demo = true;
  return site;
}

}  // namespace gongkai::demo
