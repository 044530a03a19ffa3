// The city of these pages does not exist.
#include "made_up.h"

namespace gongkai::portal::made_up {

using namespace publicview;

namespace {

CivilDay day(std::string_view iso) { return CivilDay::parse(iso).value(); }
Instant instant(std::string_view iso) { return Instant::parse(iso).value(); }

PublicColumn column(std::string code, std::string name, std::string type, std::int64_t items,
                    std::string description = {}, std::string legal_item_name = {}) {
  PublicColumn column;
  column.code = std::move(code);
  column.name = std::move(name);
  column.type = std::move(type);
  column.items = items;
  column.description = std::move(description);
  column.legal_item_name = std::move(legal_item_name);
  return column;
}

bool walk(const std::vector<PublicColumn>& columns, std::string_view code, std::vector<PublicColumn>& path) {
  for (const PublicColumn& candidate : columns) {
    path.push_back(candidate);
    path.back().children.clear();
    if (candidate.code == code || walk(candidate.children, code, path)) return true;
    path.pop_back();
  }
  return false;
}

}  // namespace

law::PortalWords words() { return law::PortalWords::load(law::LawSource::embedded()).value(); }

PublicSite site() {
  PublicSite site;
  site.name = "清河市人民政府";
  site.domain = "www.qinghe.example";
  site.address = "https://www.qinghe.example";
  site.site_id_code = "3205000001";
  site.icp_number = "苏ICP备00000001号";
  site.police_number = "苏公网安备 32050000000001号";
  site.sponsor = "清河市人民政府办公室";
  site.operator_name = "清河市大数据管理局";
  site.phone = "0512-58680001";
  site.is_demo = true;
  return site;
}

AgencyLink agency_link() { return {"kejiju", "清河市科学技术局", "市科技局"}; }

PublicAgency agency() {
  PublicAgency agency;
  agency.code = "kejiju";
  agency.name = "清河市科学技术局";
  agency.short_name = "市科技局";
  agency.kind = "department";
  agency.kind_name = "政府部门";
  agency.org_code = "014178678";
  agency.duties =
      "（一）贯彻执行国家、省、市科技创新工作的方针政策和法律法规，拟订全市科技发展规划并组织实施。\n"
      "（二）统筹推进全市科技创新体系建设，会同有关部门健全技术创新激励机制。\n"
      "（三）组织实施市级科技计划项目，负责科技经费的预决算和监督管理。\n"
      "（四）承办市委、市政府交办的其他事项。";
  agency.office_name = "办公室";
  agency.office_head = "陈明远";
  agency.address = "清河市人民中路86号行政中心3号楼";
  agency.postcode = "215600";
  agency.office_hours = "工作日 9:00—12:00，13:30—17:30";
  agency.phone = "0512-58681234";
  agency.fax = "0512-58681235";
  agency.email = "kjj@qinghe.example";
  agency.website = "https://kjj.qinghe.example/";
  agency.leaders = {{"周慧", "党组书记、局长", "主持全面工作"},
                    {"陈明远", "党组成员、副局长", "分管办公室、政策法规和政府信息公开工作"},
                    {"李若水", "副局长", "分管高新技术科、成果转化科"}};
  agency.units = {{"办公室", "负责机关日常运转、政务公开、信访和保密工作", "0512-58681234"},
                  {"高新技术科", "负责高新技术企业培育、重点研发计划组织实施", "0512-58681240"},
                  {"成果转化科", "负责技术市场、成果转化和产学研合作", "0512-58681245"}};
  agency.former_names = {{"清河市科学技术委员会", day("2001-06-30")}};
  agency.changed_at = instant("2022-03-08T10:20:00+08:00");
  return agency;
}

PublicAgency bare_agency() {
  PublicAgency agency;
  agency.code = "liangshiju";
  agency.name = "清河市粮食局";
  agency.short_name = "市粮食局";
  agency.kind = "department";
  agency.kind_name = "政府部门";
  agency.is_active = false;
  agency.abolished_on = day("2019-01-25");
  agency.successors = {{"fagaiwei", "清河市发展和改革委员会", "市发改委"}};
  agency.missing_of_guide = {"工作机构名称", "办公地址", "办公时间", "联系电话", "传真", "互联网联系方式"};
  return agency;
}

std::vector<PublicAgency> agencies() {
  const auto make = [](std::string code, std::string name, std::string kind, std::string kind_name) {
    PublicAgency made;
    made.code = std::move(code);
    made.name = std::move(name);
    made.kind = std::move(kind);
    made.kind_name = std::move(kind_name);
    return made;
  };
  std::vector<PublicAgency> all = {
      make("shizhengfu", "清河市人民政府", "government", "人民政府"),
      make("fagaiwei", "清河市发展和改革委员会", "department", "政府部门"),
      agency(),
      make("jiaoyuju", "清河市教育局", "department", "政府部门"),
      make("minzhengju", "清河市民政局", "department", "政府部门"),
      make("rensheju", "清河市人力资源和社会保障局", "department", "政府部门"),
      make("ziguiju", "清河市自然资源和规划局", "department", "政府部门"),
      make("zhujianju", "清河市住房和城乡建设局", "department", "政府部门"),
      make("shichangju", "清河市市场监督管理局（知识产权局）", "department", "政府部门"),
      make("shuiwuju", "国家税务总局清河市税务局", "vertical", "垂直管理部门"),
      make("gaoxinqu", "清河国家高新技术产业开发区管理委员会", "dispatched_body", "派出机关"),
      make("gongjijin", "清河市住房公积金管理中心", "authorised_org", "法律、法规授权的组织"),
      make("chengxijiedao", "城西街道办事处", "township", "乡镇、街道"),
      make("baitangzhen", "白塘镇人民政府", "township", "乡镇、街道")};
  all.push_back(bare_agency());
  return all;
}

std::vector<PublicColumn> columns() {
  PublicColumn statutory =
      column("fdzdgknr", "法定主动公开内容", "group", 1265, "条例要求各级行政机关主动公开的政府信息。");
  statutory.children = {
      column("jggk", "机构概况", "profile", 0, "机关职能、机构设置、办公地址、办公时间、联系方式和负责人。"),
      column("xzgfxwj", "行政规范性文件", "list", 86, "本机关制定的行政规范性文件及其有效性。", "条例第二十条第一项"),
      column("ghjh", "规划计划", "list", 24, "国民经济和社会发展规划、专项规划、区域规划及相关政策。"),
      column("tjxx", "统计信息", "list", 52, "国民经济和社会发展统计信息。"),
      column("xzxk", "行政许可和管理服务", "list", 318),
      column("xzcf", "行政处罚和行政强制", "list", 41),
      column("czyjs", "财政预决算", "list", 15),
      column("xzsyxsf", "行政事业性收费", "list", 3),
      column("zfjzcg", "政府集中采购", "list", 77),
      column("zdjsxm", "重大建设项目", "list", 0, "重大建设项目的批准和实施情况。", "条例第二十条第十项"),
      column("msgc", "民生", "group", 402),
      column("yjgl", "应急管理", "list", 19),
      column("jdjc", "监督检查", "list", 168),
      column("gwyzk", "公务员招考", "list", 8)};
  PublicColumn disclosure =
      column("zfxxgk", "政府信息公开", "group", 1301, "依照政府信息公开条例主动公开政府信息的专栏。");
  disclosure.children = {
      column("zfxxgkzn", "政府信息公开指南", "guide", 0,
             "政府信息的分类、编排体系、获取方式和公开工作机构的联系方式。"),
      column("zfxxgkzd", "政府信息公开制度", "list", 12, "政府信息公开的法律、法规、规章和本机关的公开制度。"),
      statutory, column("zfxxgknb", "政府信息公开年报", "reports", 15, "本机关历年政府信息公开工作年度报告。"),
      column("ysqgk", "依申请公开", "requests", 0, "申请获取政府信息的渠道、办法和在线申请入口。")};
  PublicColumn notices = column("tzgg", "通知公告", "list", 214, "本机关发布的通知、公告和公示。");
  notices.is_statutory = false;
  PublicColumn explained = column("zcjd", "政策解读", "list", 63, "对政策文件的文字解读，与文件相互关联。");
  explained.is_statutory = false;
  return {disclosure, notices, explained};
}

std::vector<PublicColumn> path_to(std::string_view code) {
  std::vector<PublicColumn> path;
  walk(columns(), code, path);
  return path;
}

PublicEntry entry(std::int64_t number) {
  static const std::vector<std::string> titles = {"清河市科学技术局关于印发《清河市科技计划项目管理办法》的通知",
                                                  "2022年度清河市重点研发计划（产业前瞻与关键技术）项目申报指南",
                                                  "关于公布2021年度清河市企业技术创新中心名单的通知",
                                                  "清河市科学技术局关于开展2022年度科技型中小企业评价、高新技术企业培育"
                                                  "入库以及省级以上研发机构绩效考核工作有关事项的通知",
                                                  "清河市“十四五”科技创新规划",
                                                  "关于组织参加第十一届全国创新创业大赛的通知",
                                                  "清河市科技局2021年度部门决算公开",
                                                  "清河市科学技术奖励办法（2012年修订）"};
  PublicEntry entry;
  const auto at = static_cast<std::size_t>(number) % titles.size();
  entry.item = 1040 + number;
  entry.title = titles[at];
  entry.summary = "明确市级科技计划项目的申报、评审、立项、经费管理和验收要求。";
  entry.index_no = "014178678/2022-000" + std::to_string(10 + number);
  if (at % 2 == 0) entry.document_no = "清科发〔2022〕" + std::to_string(3 + number) + "号";
  entry.genre = "通知";
  entry.theme = "科技、教育\\科技";
  entry.agency = agency_link();
  entry.column = "xzgfxwj";
  entry.column_name = "行政规范性文件";
  if (at == 7) {
    entry.validity = "repealed";
    entry.validity_name = "废止";
  } else if (at == 2) {
    entry.validity = "amended";
    entry.validity_name = "已修改";
  } else {
    entry.validity = "in_force";
    entry.validity_name = "有效";
  }
  entry.published_on = day("2022-03-18").plus_days(static_cast<int>(-6 * number));
  entry.created_on = entry.published_on.plus_days(-3);
  return entry;
}

ListPage list() {
  ListPage page;
  for (std::int64_t number = 0; number < 12; ++number) page.entries.push_back(entry(number));
  page.total = 86;
  page.next = "2022-01-11.1051";
  page.years = {{"2022", "2022年", 31}, {"2021", "2021年", 28}, {"2020", "2020年", 27}};
  page.themes = {{"科技", "科技", 61}, {"财政", "财政", 14}, {"政务公开", "政务公开", 11}};
  page.genres = {{"通知", "通知", 58}, {"意见", "意见", 16}, {"公告", "公告", 12}};
  page.validities = {{"in_force", "有效", 79}, {"repealed", "废止", 5}, {"expired", "失效", 2}};
  return page;
}

PublicItem bare_item() {
  PublicItem item;
  item.entry.item = 2001;
  item.entry.title = "关于春节期间值班安排的公告";
  item.entry.index_no = "014178678/2022-00004";
  item.entry.agency = agency_link();
  item.entry.column = "tzgg";
  item.entry.column_name = "通知公告";
  item.entry.published_on = day("2022-01-29");
  item.published_at = instant("2022-01-29T16:02:00+08:00");
  item.disclosure_name = "主动公开";
  item.body = "<p>春节期间，我局安排人员值班。值班电话见机构概况。</p>";
  item.text = "春节期间，我局安排人员值班。值班电话见机构概况。";
  item.agency = agency();
  item.column_path = path_to("tzgg");
  return item;
}

PublicItem full_item() {
  PublicItem item;
  item.entry = entry(0);
  item.entry.created_on = day("2022-03-15");
  item.issuing_agencies = {"清河市科学技术局", "清河市财政局"};
  item.category = "规范性文件";
  item.audience = "企业、科研机构";
  item.keywords = "科技计划，项目管理，经费";
  item.source = "清河市科学技术局";
  item.author = "政策法规科";
  item.disclosure_name = "主动公开";
  item.legal_item_name = "条例第二十条第一项";
  item.effective_on = day("2022-05-01");
  item.expires_on = day("2027-04-30");
  item.published_at = instant("2022-03-18T09:30:00+08:00");
  item.changed_at = instant("2022-03-25T15:10:00+08:00");
  item.body =
      "<p>各区镇科技管理部门，各有关单位：</p>"
      "<p>"
      "为规范和加强市级科技计划项目管理，保证科技计划的组织实施，现将《清河市科技计划项目管理办法》印发给你们，请认真贯"
      "彻执行。</p>"
      "<p class=\"right\">清河市科学技术局　清河市财政局</p><p class=\"right\">2022年3月15日</p>"
      "<p>（此件公开发布）</p>"
      "<h2 align=\"center\">清河市科技计划项目管理办法</h2><h3 align=\"center\">第一章　总则</h3>"
      "<p><b>第一条</"
      "b>　为规范市级科技计划项目管理，提高财政科技资金使用效益，根据国家和省有关规定，结合本市实际，制定本办法。</p>"
      "<p><b>第二条</"
      "b>"
      "　本办法所称市级科技计划项目，是指由市科学技术局组织实施、市级财政资金支持的科学研究、技术开发、成果转化和科技服"
      "务活动。</p>"
      "<p><b>第三条</"
      "b>"
      "　项目管理遵循公开、公平、公正的原则，实行申报、评审、公示、立项、验收全过程管理。各类项目的支持方式和额度如下表"
      "：</p>"
      "<table><tr><th>类别</th><th>支持方式</th><th>最高额度（万元）</th><th>实施期限</th><th>主管科室</th></tr>"
      "<tr><td>重点研发计划</td><td>前资助</td><td>100</td><td>不超过3年</td><td>高新技术科</td></tr>"
      "<tr><td>成果转化</td><td>后补助</td><td>50</td><td>不超过2年</td><td>成果转化科</td></tr>"
      "<tr><td>软科学研究</td><td>前资助</td><td>5</td><td>不超过1年</td><td>政策法规科</td></tr></table>"
      "<p><b>第四条</b>　申报单位应当在本市注册、具有独立法人资格，并对申报材料的真实性负责。</p>"
      "<p><b>第五条</b>　本办法自2022年5月1日起施行，有效期至2027年4月30日。</p>";
  item.text = "各区镇科技管理部门，各有关单位……";
  item.attachments = {
      {"清河市科技计划项目申报书（2022年版）.docx",
       "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 48'640, "/i/1040/files/1"},
      {"项目经费预算表.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 21'504,
       "/i/1040/files/2"},
      {"清河市科技计划项目管理办法（扫描件，含联合发文单位印章及全部附表，共三十六页）.pdf", "application/pdf",
       7'654'321, "/i/1040/files/3"}};
  PublicRelation explained{"interpreted_by", entry(1)};
  explained.entry.title = "《清河市科技计划项目管理办法》政策解读";
  PublicRelation pictured{"interpreted_by", entry(2)};
  pictured.entry.title = "一图读懂《清河市科技计划项目管理办法》";
  pictured.entry.validity.clear();
  PublicRelation repealed{"repeals", entry(7)};
  repealed.entry.title = "清河市科技计划项目管理暂行办法";
  item.relations = {explained, pictured, repealed, {"see_also", entry(4)}};
  item.editions = {{1, instant("2022-03-18T09:30:00+08:00"), ""},
                   {2, instant("2022-03-25T15:10:00+08:00"), "附件2中的一处合计数有误，已更正。"}};
  item.newer = entry(-1 + 8);
  item.older = entry(3);
  item.agency = agency();
  item.column_path = path_to("xzgfxwj");
  return item;
}

PublicItem hostile_item() {
  PublicItem item = bare_item();
  const std::string markup = "</title></script><script>alert('1')</script>\"onload=\"x";
  item.entry.item = 2002;
  item.entry.title = "标题" + markup;
  item.entry.summary = markup;
  item.entry.document_no = markup;
  item.entry.index_no = markup;
  item.keywords = markup;
  item.source = markup;
  item.author = markup;
  item.validity_reason = markup;
  item.entry.validity = "repealed";
  item.entry.validity_name = "废止";
  item.repealed_on = day("2022-02-01");
  item.attachments = {{"//evil.example/" + markup + ".exe", "text/html", 12, "//evil.example/" + markup}};
  item.older = item.entry;
  item.agency.name = "机构" + markup;
  return item;
}

PublicTombstone tombstone() {
  PublicTombstone tombstone;
  tombstone.item = 1999;
  tombstone.title = "关于2021年度科技项目验收结果的公示";
  tombstone.index_no = "014178678/2021-00087";
  tombstone.agency = agency_link();
  tombstone.reason = "公示期满，名单中含有个人信息，按规定撤下。";
  tombstone.withdrawn_at = instant("2022-02-10T11:00:00+08:00");
  return tombstone;
}

search::Answer answer() {
  search::Answer answer;
  answer.total = 43;
  for (std::int64_t number = 0; number < 6; ++number) {
    const PublicEntry found = entry(number);
    search::Hit hit;
    hit.id = found.item;
    hit.title = {{"清河市", false}, {"科技", true}, {"计划", false}, {"项目", true}, {"管理办法", false}};
    hit.snippet = {{"……为规范市级", false},
                   {"科技", true},
                   {"计划", false},
                   {"项目", true},
                   {"管理，提高财政资金使用效益，根据国家和省有关规定，结合本市实际，制定本办法。<b>……", false}};
    hit.document_no = found.document_no;
    hit.agency = "kejiju";
    hit.column = found.column;
    hit.validity = found.validity;
    hit.published_on = found.published_on;
    answer.hits.push_back(hit);
  }
  answer.agencies = {{"kejiju", 31}, {"fagaiwei", 9}, {"jiaoyuju", 3}};
  answer.years = {{"2022", 20}, {"2021", 16}, {"2020", 7}};
  answer.validities = {{"in_force", 40}, {"repealed", 3}};
  return answer;
}

}  // namespace gongkai::portal::made_up
