// What stands around the content of a page.
#include "page/frame.h"

#include "page/assets.h"

namespace gongkai::page {
namespace {

std::string root_classes(const Preferences& preferences) {
  std::string classes;
  const auto add = [&](std::string_view name) {
    if (!classes.empty()) classes += ' ';
    classes += name;
  };
  if (preferences.text_size == Preferences::TextSize::Small) add("text-small");
  if (preferences.text_size == Preferences::TextSize::Large) add("text-large");
  if (preferences.elder) add("elder");
  if (preferences.high_contrast) add("contrast");
  return classes;
}

void write_meta(Html& html, std::string_view name, std::string_view content) {
  if (!content.empty()) html("meta", {{"name", name}, {"content", content}});
}

void write_head(Html& html, const Frame& frame) {
  const SiteIdentity& site = frame.site;
  html("meta", {{"charset", "utf-8"}});
  html("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html("title", frame.title.empty() ? site.name : frame.title + " - " + site.name);
  write_meta(html, "description", frame.description);
  write_meta(html, "SiteName", site.name);
  write_meta(html, "SiteDomain", site.domain);
  write_meta(html, "SiteIDCode", site.site_id_code);
  for (const MetaTag& tag : frame.meta) write_meta(html, tag.name, tag.content);
  write_meta(html, "format-detection", "telephone=no");
  write_meta(html, "color-scheme", "light dark");
  if (frame.canonical.empty()) {
    write_meta(html, "robots", "noindex");
  } else if (const auto url = Url::absolute(absolute_address(site, frame.base, frame.canonical))) {
    html("link", {{"rel", "canonical"}, {"href", *url}});
  }
  html("link", {{"rel", "icon"}, {"type", "image/svg+xml"}, {"href", asset_url(frame.base, "mark.svg")}});
  html("link", {{"rel", "stylesheet"}, {"href", asset_url(frame.base, "portal.css")}});
  if (frame.feed) {
    html("link", {{"rel", "alternate"},
                  {"type", "application/atom+xml"},
                  {"title", frame.feed->name},
                  {"href", frame.feed->url}});
  }
  html.script(asset_url(frame.base, "portal.js"));
  for (const std::string& json : frame.json_ld) html.json_ld(json);
}

/// Links to /settings, which sets a cookie and leads back; the chosen one says so.
class ReadingAids {
 public:
  ReadingAids(Html& html, const Frame& frame) : html_(html), frame_(frame), chosen_(frame.preferences) {}

  void write() {
    html_("nav", {{"class", "aids"}, {"aria-label", "阅读辅助"}}, [&] {
      html_("ul", {{"class", "aids-list"}}, [&] {
        html_("li", {{"class", "aids-sizes"}}, [&] {
          html_("span", "字号");
          link("size", "small", "小", chosen_.text_size == Preferences::TextSize::Small, "小号字");
          link("size", "medium", "中", chosen_.text_size == Preferences::TextSize::Medium, "中号字");
          link("size", "large", "大", chosen_.text_size == Preferences::TextSize::Large, "大号字");
        });
        html_("li", [&] { toggle("elder", chosen_.elder, "长者模式", "退出长者模式"); });
        html_("li", [&] { toggle("contrast", chosen_.high_contrast, "高对比度", "恢复配色"); });
        html_("li", [&] {
          const bool on = chosen_.traditional;
          html_("a",
                {{"href", settings("script", on ? "simplified" : "traditional")},
                 {"rel", "nofollow"},
                 {"lang", on ? "zh-Hans" : "zh-Hant"}},
                on ? "简体" : "繁體");
        });
      });
    });
  }

 private:
  Url settings(std::string_view name, std::string_view value) const {
    return frame_.base.to({"settings"}).with(name, value).with("back", frame_.here);
  }
  void link(std::string_view name, std::string_view value, std::string_view text, bool is_chosen,
            std::string_view spoken) {
    html_("a",
          {{"href", settings(name, value)},
           {"rel", "nofollow"},
           {"aria-label", spoken},
           {"aria-current", "true", is_chosen}},
          text);
  }
  void toggle(std::string_view name, bool is_on, std::string_view turn_on, std::string_view turn_off) {
    html_("a", {{"href", settings(name, is_on ? "off" : "on")}, {"rel", "nofollow"}, {"aria-current", "true", is_on}},
          is_on ? turn_off : turn_on);
  }

  Html& html_;
  const Frame& frame_;
  const Preferences& chosen_;
};

void write_search_box(Html& html, const Frame& frame) {
  html("form", {{"class", "search-box"}, {"action", frame.base.to({"search"})}, {"method", "get"}, {"role", "search"}},
       [&] {
         html("label", {{"class", "hidden-visually"}, {"for", "banner-question"}}, "在本站查找");
         html("input", {{"type", "search"},
                        {"id", "banner-question"},
                        {"name", "q"},
                        {"value", frame.question},
                        {"placeholder", "标题、文号或关键词"},
                        {"maxlength", "200"},
                        {"autocomplete", "off"}});
         html("button", {{"type", "submit"}}, [&] {
           write_icon(html, frame.base, "search");
           html("span", {{"class", "hidden-visually"}}, "查找");
         });
       });
}

void write_links(Html& html, const std::vector<Link>& links, std::string_view current) {
  for (const Link& link : links) {
    html("li", [&] { html("a", {{"href", link.url}, {"aria-current", current, link.is_current}}, link.name); });
  }
}

void write_banner(Html& html, const Frame& frame) {
  html("header", {{"class", "banner"}}, [&] {
    if (frame.site.is_demo) html("p", {{"class", "demo-note"}}, "演示站点：机构、人员和文件都是虚构的。");
    if (!frame.site.header_fragment.empty()) html.markup(SanitisedMarkup::of_operator(frame.site.header_fragment));
    html("div", {{"class", "banner-top wide"}}, [&] {
      html("a", {{"class", "site-name"}, {"href", frame.base.folder({})}}, [&] {
        html("span", {{"class", "site-name-main"}}, frame.site.name);
        html("span", {{"class", "site-name-part"}}, "政府信息公开");
      });
      ReadingAids(html, frame).write();
      if (frame.has_search_box) write_search_box(html, frame);
    });
    if (frame.navigation.empty()) return;
    html("nav", {{"class", "main-navigation"}, {"aria-label", "主导航"}}, [&] {
      html("ul", {{"class", "wide"}}, [&] { write_links(html, frame.navigation, "true"); });
    });
  });
}

void write_breadcrumb(Html& html, const Frame& frame) {
  if (frame.breadcrumb.size() < 2) return;
  html("nav", {{"class", "breadcrumb wide"}, {"aria-label", "当前位置"}}, [&] {
    html("ol", [&] {
      for (std::size_t at = 0; at < frame.breadcrumb.size(); ++at) {
        const Link& link = frame.breadcrumb[at];
        const bool is_last = at + 1 == frame.breadcrumb.size();
        html("li", [&] { html("a", {{"href", link.url}, {"aria-current", "page", is_last}}, link.name); });
      }
    });
  });
}

void write_footer(Html& html, const Frame& frame) {
  const SiteIdentity& site = frame.site;
  const UrlBase& base = frame.base;
  html("footer", {{"class", "footer"}}, [&] {
    html("div", {{"class", "wide footer-inner"}}, [&] {
      html("ul", {{"class", "footer-links"}}, [&] {
        html("li", [&] { html("a", {{"href", base.to({"sitemap"})}}, "网站地图"); });
        html("li", [&] { html("a", {{"href", base.to({"agencies"})}}, "机构目录"); });
        html("li", [&] { html("a", {{"href", base.to({"catalogue"})}}, "公开目录"); });
        html("li", [&] { html("a", {{"href", base.to({"feedback"})}}, "我为政府网站找错"); });
      });
      html("ul", {{"class", "footer-facts"}}, [&] {
        const auto fact = [&](std::string_view label, std::string_view value) {
          if (value.empty()) return;
          html("li", [&] {
            html.text(label);
            html.text("：");
            html("span", value);
          });
        };
        fact("主办单位", site.sponsor);
        fact("承办单位", site.operator_name);
        fact("联系电话", site.phone);
        fact("网站标识码", site.site_id_code);
        fact("ICP备案号", site.icp_number);
        fact("公安备案号", site.police_number);
      });
      if (!site.footer_fragment.empty()) html.markup(SanitisedMarkup::of_operator(site.footer_fragment));
    });
  });
}

}  // namespace

void write_icon(Html& html, const UrlBase& base, std::string_view name) {
  html("svg", {{"class", "icon"}, {"viewBox", "0 0 24 24"}, {"aria-hidden", "true"}, {"focusable", "false"}}, [&] {
    html("use", {{"href", asset_url(base, "icons.svg").at(name)}}, "");
  });
}

std::string absolute_address(const SiteIdentity& site, const UrlBase& base, std::string_view path) {
  // The configured address holds the prefix already.
  return site.address.empty() ? base.path(path).text() : site.address + UrlBase().path(path).text();
}

std::string write_page(const Frame& frame, const std::function<void(Html&)>& content) {
  Html html;
  const std::string classes = root_classes(frame.preferences);
  html.doctype();
  html("html", {{"lang", frame.preferences.traditional ? "zh-Hant" : "zh-CN"}, {"class", classes, !classes.empty()}},
       [&] {
         html("head", [&] { write_head(html, frame); });
         html("body", {{"class", frame.body_class, !frame.body_class.empty()}}, [&] {
           html("a", {{"class", "skip"}, {"href", Url::fragment("content")}}, "跳到正文");
           write_banner(html, frame);
           write_breadcrumb(html, frame);
           html("main", {{"id", "content"}, {"class", "wide"}, {"tabindex", "-1"}}, [&] { content(html); });
           write_footer(html, frame);
           html("template", {{"id", "to-top"}}, [&] {
             html("button", {{"type", "button"}, {"class", "to-top"}, {"aria-label", "返回顶部"}},
                  [&] { write_icon(html, frame.base, "up"); });
           });
         });
       });
  return html.take();
}

}  // namespace gongkai::page
