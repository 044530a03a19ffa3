// Title, facts, what explains it, its text, its files, and how to be sure of it.
#include "portal/item_page.h"

#include <algorithm>
#include <string_view>

#include "base/json_writer.h"
#include "page/qr.h"
#include "portal/parts.h"

namespace gongkai::portal {

using page::Html;
using publicview::PublicEntry;
using publicview::PublicItem;
using publicview::PublicRelation;

namespace {

/// What a relation is called seen from this item; the group's heading.
struct RelationWords {
  std::string_view kind, heading;
};
constexpr RelationWords kRelationWords[] = {{"repealed_by", "废止本文件的文件"},
                                            {"replaced_by", "替代本文件的文件"},
                                            {"amended_by", "修改本文件的文件"},
                                            {"repeals", "本文件废止的文件"},
                                            {"replaces", "本文件替代的文件"},
                                            {"amends", "本文件修改的文件"},
                                            {"see_also", "相关文件"}};

std::string path_of(const PublicItem& item) { return "/i/" + std::to_string(item.entry.item); }

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) {
    if (!all.empty()) all += "、";
    all += text;
  }
  return all;
}

std::string publishers(const PublicItem& item) {
  return item.issuing_agencies.empty() ? item.entry.agency.name : joined(item.issuing_agencies);
}

/// First of the relations of one kind; null when there is none.
const PublicRelation* first_relation(const PublicItem& item, std::string_view kind) {
  const auto found = std::find_if(item.relations.begin(), item.relations.end(),
                                  [&](const PublicRelation& relation) { return relation.kind == kind; });
  return found == item.relations.end() ? nullptr : &*found;
}

/// One window of the page; each writes one part.
class ItemPage {
 public:
  ItemPage(Html& html, const Visit& visit, const PublicItem& item)
      : html_(html), visit_(visit), to_(visit.addresses), item_(item), entry_(item.entry) {}

  void write() {
    html_("article", {{"class", "item"}}, [&] {
      html_("header", {{"class", "item-head"}}, [&] {
        html_("h1", {{"class", "item-title"}}, entry_.title);
        write_byline();
      });
      write_validity_note();
      write_facts();
      html_("div", {{"class", "item-columns"}}, [&] {
        html_("div", {{"class", "item-main"}}, [&] {
          write_interpretations();
          html_("div", {{"class", "document"}},
                [&] { html_.markup(page::SanitisedMarkup::sanitised_when_stored(item_.body)); });
          write_attachments();
          write_relations();
          write_editions();
        });
        html_("aside", {{"class", "item-aside"}, {"aria-label", "关于本页"}}, [&] {
          write_tools();
          write_qr_code();
          write_authenticity();
        });
      });
      write_neighbours();
    });
  }

 private:
  void write_byline() {
    html_("p", {{"class", "byline"}}, [&] {
      html_("span", [&] {
        html_.text("发布日期：");
        html_("time", {{"datetime", item_.published_at.iso()}}, entry_.published_on.iso());
      });
      html_("span", [&] {
        html_.text("来源：");
        html_.text(item_.source.empty() ? entry_.agency.name : item_.source);
      });
    });
  }

  void write_validity_note() {
    const bool has_ended = entry_.validity == "repealed" || entry_.validity == "expired";
    if (!has_ended && entry_.validity != "amended") return;
    write_note(html_, has_ended ? "bad" : "warn", [&] {
      html_("p", [&] {
        html_("strong", "本文件" +
                            (entry_.validity == "repealed"  ? std::string("已废止")
                             : entry_.validity == "expired" ? std::string("已失效")
                                                            : std::string("已修改")) +
                            (item_.repealed_on && has_ended ? "（" + item_.repealed_on->chinese() + "起）。" : "。"));
        html_.text(item_.validity_reason);
      });
      for (const std::string_view kind : {"repealed_by", "replaced_by", "amended_by"}) {
        const PublicRelation* relation = first_relation(item_, kind);
        if (!relation) continue;
        html_("p", [&] {
          html_.text("请看：");
          html_("a", {{"href", to_.item(relation->entry.item)}}, relation->entry.title);
        });
        break;
      }
    });
  }

  void write_facts() {
    html_("details", {{"class", "facts-fold"}, {"open", ""}}, [&] {
      html_("summary", "文件信息");
      html_("dl", {{"class", "facts"}}, [&] {
        Facts facts(html_);
        facts.row("名称", entry_.title, true);
        facts.row("索引号", entry_.index_no);
        facts.row("文号", entry_.document_no);
        facts.row("发布机构", publishers(item_));
        facts.row("有效性", entry_.validity_name);
        facts.row("成文日期", entry_.created_on);
        facts.row("发布日期", entry_.published_on);
        facts.row("实施日期", item_.effective_on);
        facts.row("有效期至", item_.expires_on);
        facts.row("废止日期", item_.repealed_on);
        facts.row("主题分类", entry_.theme);
        facts.row("体裁分类", entry_.genre);
        facts.row("信息分类", item_.category);
        if (!item_.column_path.empty()) facts.row("所属栏目", item_.column_path.back().name);
        facts.row("服务对象", item_.audience);
        facts.row("公开方式", item_.disclosure_name);
        facts.row("公开依据", item_.legal_item_name);
        facts.row("来源", item_.source);
        facts.row("作者", item_.author);
        facts.row("关键词", item_.keywords, true);
        facts.row("内容概述", entry_.summary, true);
      });
    });
  }

  void write_links(std::string_view kind) {
    html_("ul", {{"class", "related"}}, [&] {
      for (const PublicRelation& relation : item_.relations) {
        if (relation.kind != kind) continue;
        html_("li", [&] {
          html_("a", {{"href", to_.item(relation.entry.item)}}, relation.entry.title);
          write_validity_badge(html_, relation.entry.validity, relation.entry.validity_name);
          html_("span", {{"class", "quiet"}}, [&] { write_day(html_, relation.entry.published_on); });
        });
      }
    });
  }

  // 谁起草、谁解读: the explanation stands above the text, and leads back to it.
  void write_interpretations() {
    for (const auto& [kind, heading] : {std::pair<std::string_view, std::string_view>{"interpreted_by", "政策解读"},
                                        {"interprets", "本文解读的文件"}}) {
      if (!first_relation(item_, kind)) continue;
      html_("section", {{"class", "interpretations"}}, [&] {
        html_("h2", heading);
        write_links(kind);
      });
    }
  }

  void write_attachments() {
    if (item_.attachments.empty()) return;
    html_("section", {{"class", "attachments"}}, [&] {
      html_("h2", "附件");
      html_("ol", [&] {
        for (const publicview::PublicAttachment& attachment : item_.attachments) {
          html_("li", [&] {
            const std::string kind = kind_of_file(attachment);
            const std::string size = size_in_words(attachment.size);
            html_("a", {{"href", to_.base().path(attachment.address)}, {"download", ""}}, attachment.name);
            html_("span", {{"class", "quiet"}}, (kind.empty() ? size : kind + "，" + size));
          });
        }
      });
    });
  }

  void write_relations() {
    if (!std::any_of(std::begin(kRelationWords), std::end(kRelationWords),
                     [&](const RelationWords& words) { return first_relation(item_, words.kind) != nullptr; }))
      return;
    html_("section", {{"class", "relations"}}, [&] {
      html_("h2", "关联文件");
      for (const RelationWords& words : kRelationWords) {
        if (!first_relation(item_, words.kind)) continue;
        html_("h3", words.heading);
        write_links(words.kind);
      }
    });
  }

  void write_editions() {
    if (item_.editions.size() < 2) return;
    html_("section", {{"class", "editions"}}, [&] {
      html_("h2", "更正记录");
      html_("ol", {{"class", "timeline"}}, [&] {
        for (const publicview::PublicEditionNote& edition : item_.editions) {
          html_("li", [&] {
            html_("time", {{"datetime", edition.at.iso()}}, edition.at.to_the_minute());
            html_("span", "第" + std::to_string(edition.number) + "版：" +
                              (edition.reason.empty() ? std::string("首次公开") : edition.reason));
          });
        }
      });
    });
  }

  void write_tools() {
    // Only a script can print, share or keep a page: without one the buttons are absent, not dead.
    html_("template", {{"id", "item-tools"}}, [&] {
      html_("ul", {{"class", "tools"}}, [&] {
        tool("print", "打印");
        tool("share", "分享", "地址已复制");
        tool("favourite", "收藏", "已收藏");
        tool("close", "关闭");
      });
    });
  }

  void tool(std::string_view name, std::string_view text, std::string_view done = {}) {
    html_("li", {{"data-tool-place", name}}, [&] {
      html_("button", {{"type", "button"}, {"data-tool", name}, {"data-done", done, !done.empty()}}, [&] {
        page::write_icon(html_, to_.base(), name);
        html_("span", text);
      });
    });
  }

  void write_qr_code() {
    html_("figure", {{"class", "qr-code"}}, [&] {
      page::write_qr(html_, absolute_address(visit_, path_of(item_)), "本页地址的二维码");
      html_("figcaption", "扫一扫，在手机上打开本页");
    });
  }

  void write_authenticity() {
    html_("section", {{"class", "authenticity"}}, [&] {
      html_("h2", "核对真伪");
      html_("p", "打印件或转载内容与本页不一致的，以本页为准。");
      html_("dl", [&] {
        if (!entry_.index_no.empty()) {
          html_("dt", "索引号");
          html_("dd", entry_.index_no);
        }
        html_("dt", "本页地址");
        html_("dd", {{"class", "address"}}, absolute_address(visit_, path_of(item_)));
      });
    });
  }

  void write_neighbours() {
    if (!item_.newer && !item_.older) return;
    html_("nav", {{"class", "neighbours"}, {"aria-label", "同栏目的前后文件"}}, [&] {
      const auto neighbour = [&](std::string_view label, const std::optional<PublicEntry>& other) {
        if (!other) return;
        html_("p", [&] {
          html_("span", {{"class", "quiet"}}, label);
          html_("a", {{"href", to_.item(other->item)}}, other->title);
        });
      };
      neighbour("上一篇", item_.newer);
      neighbour("下一篇", item_.older);
    });
  }

  Html& html_;
  const Visit& visit_;
  const Addresses& to_;
  const PublicItem& item_;
  const PublicEntry& entry_;
};

std::string structured_data(const Visit& visit, const PublicItem& item) {
  JsonWriter json;
  json.begin_object().member("@context", "https://schema.org").member("@type", "Article");
  json.member("headline", item.entry.title).member("inLanguage", "zh-CN");
  json.member("url", absolute_address(visit, path_of(item)));
  if (!item.entry.index_no.empty()) json.member("identifier", item.entry.index_no);
  json.member("datePublished", item.published_at.iso());
  if (item.changed_at) json.member("dateModified", item.changed_at->iso());
  if (!item.entry.summary.empty()) json.member("description", item.entry.summary);
  if (!item.keywords.empty()) json.member("keywords", item.keywords);
  json.key("publisher").begin_object().member("@type", "GovernmentOrganization");
  json.member("name", item.entry.agency.name).end_object();
  json.end_object();
  return json.take();
}

}  // namespace

std::string item_page(const Visit& visit, const PublicItem& item) {
  PageHead head;
  head.title = item.entry.title;
  head.description = item.entry.summary;
  head.canonical = path_of(item);
  head.section = Section::Disclosure;
  head.body_class = "page-item";
  head.breadcrumb = column_breadcrumb(visit, &item.agency, item.column_path);
  head.breadcrumb.push_back({"正文", visit.addresses.item(item.entry.item)});
  head.meta = {{"ArticleTitle", item.entry.title},
               {"PubDate", item.published_at.to_the_minute()},
               {"ContentSource", item.source.empty() ? item.entry.agency.name : item.source},
               {"Keywords", item.keywords},
               {"Author", item.author},
               {"Description", item.entry.summary},
               {"Url", absolute_address(visit, path_of(item))}};
  if (!item.column_path.empty()) {
    head.meta.push_back({"ColumnName", item.column_path.back().name});
    head.meta.push_back({"ColumnType", item.column_path.back().name});
  }
  head.json_ld = {structured_data(visit, item)};
  return write_portal_page(visit, head, [&](Html& html) { ItemPage(html, visit, item).write(); });
}

}  // namespace gongkai::portal
