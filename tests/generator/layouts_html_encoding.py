"""HTML layouts: encodings and what the page says about them."""

import codecs

from document import Look, build
from html_writer import Html, office_site, office_site_end
from layout import layout

CHARSET = '<meta charset="{}">'
HTTP_EQUIV = '<meta http-equiv="Content-Type" content="text/html; charset={}">'


class InSite(Html):
    """The clean page inside a government site, so that there is text before the report too."""

    def before(self):
        return office_site(self.report)

    def after(self):
        return office_site_end(self.report)


def encoded(report, rng, head, encoding, mark=b""):
    page = Html(report, rng) if not report.index_no else InSite(report, rng)
    page.head = head
    return mark + page.page(build(report, rng, Look())).encode(encoding)


@layout("html", "UTF-8, declared")
def html_utf8(report, rng):
    return encoded(report, rng, CHARSET.format("utf-8"), "utf-8")


@layout("html", "UTF-8 with a byte order mark, nothing declared")
def html_utf8_bom_undeclared(report, rng):
    return encoded(report, rng, "", "utf-8", codecs.BOM_UTF8)


@layout("html", "UTF-8, nothing declared and no byte order mark")
def html_utf8_undeclared(report, rng):
    return encoded(report, rng, "", "utf-8")


@layout("html", "declared gb2312, bytes are GB18030 with characters outside GB2312", metadata=True)
def html_gb2312_declared_gb18030(report, rng):
    return encoded(report, rng, CHARSET.format("gb2312"), "gb18030")


@layout("html", "GBK bytes declared as utf-8", rare_characters=False)
def html_gbk_declared_utf8(report, rng):
    return encoded(report, rng, CHARSET.format("utf-8"), "gbk")


@layout("html", "UTF-8 bytes declared as gb2312", metadata=True)
def html_utf8_declared_gb2312(report, rng):
    return encoded(report, rng, HTTP_EQUIV.format("gb2312"), "utf-8")


@layout("html", "GB18030, nothing declared")
def html_gb18030_undeclared(report, rng):
    return encoded(report, rng, "", "gb18030")


@layout("html", "GBK declared by http-equiv after 2,000 bytes of comment", rare_characters=False)
def html_gbk_http_equiv_late(report, rng):
    comment = "<!-- " + "样式与脚本 " * 200 + "-->\n"
    return encoded(report, rng, comment + HTTP_EQUIV.format("GBK"), "gbk")


@layout("html", "UTF-16, little endian, with byte order mark")
def html_utf16le(report, rng):
    return encoded(report, rng, HTTP_EQUIV.format("unicode"), "utf-16-le", codecs.BOM_UTF16_LE)


@layout("html", "UTF-16, big endian, with byte order mark")
def html_utf16be(report, rng):
    return encoded(report, rng, "", "utf-16-be", codecs.BOM_UTF16_BE)


@layout("html", "UTF-8 page whose byte order mark stands after a blank line")
def html_utf8_stray_bom(report, rng):
    return b"\n\n" + encoded(report, rng, HTTP_EQUIV.format("utf-8"), "utf-8", codecs.BOM_UTF8)
