"""The report as a list of blocks (title, headings, paragraphs, tables), before any file format."""

import dataclasses
from typing import Callable

import labels
import tables


@dataclasses.dataclass
class Title:
    lines: list


@dataclasses.dataclass
class Heading:
    text: str


@dataclasses.dataclass
class Paragraph:
    text: str


@dataclasses.dataclass
class Table:
    name: str           # t2, t3, t4, stats
    grid: list          # rows of tables.Cell
    caption: str = ""


@dataclasses.dataclass
class Look:
    """What the blocks look like, whatever the file format."""
    label: Callable = staticmethod(lambda text: text)  # changes every printed label of the tables
    label_columns: int = 3                              # of table 3
    note_outside: bool = False                          # the note of table 3 as a paragraph above it
    title_style: str = "plain"
    rebuild: Callable = staticmethod(lambda blocks: blocks)  # splits, joins or changes tables


def build(report, rng, look=Look()):
    title = title_lines(report, look.title_style, rng)
    blocks = [Title(title), Paragraph(preface(report, rng))]
    for number, heading in section_headings(report):
        if number == report.without_section:
            continue
        blocks.append(Heading(heading))
        blocks += [Paragraph(text) for text in narrative(report, number, rng)]
        if report.format == "S2014":
            if number == 6:
                blocks += [Paragraph(f"附件：政府信息公开情况统计表（{report.year}年度）"),
                           Table("stats", tables.stats(report, look.label))]
        elif number == 2:
            blocks.append(Table("t2", tables.table2(report, look.label)))
        elif number == 3:
            if look.note_outside:
                blocks.append(Paragraph(labels.T3_NOTE))
            blocks.append(Table("t3", tables.table3(report, look.label, look.label_columns, not look.note_outside)))
        elif number == 4 and report.rows(4):
            blocks.append(Table("t4", tables.table4(report, look.label)))
    if report.without_section == 6 and report.format == "S2014":
        blocks.append(Table("stats", tables.stats(report, look.label)))
    return look.rebuild(blocks)


def han_year(year):
    return "".join(labels.HAN[int(digit)] for digit in str(year))


def title_lines(report, style, rng):
    name, year = report.name, report.year
    variants = {
        "plain": [f"{name}{year}年政府信息公开工作年度报告"],
        "two_lines": [name, f"{year}年政府信息公开工作年度报告"],
        "yearly": [f"{name}{year}年度政府信息公开工作年度报告"],
        "short": [f"{name}{year}年度政府信息公开工作报告"],
        "about": [f"关于{name}{year}年政府信息公开工作的年度报告"],
        "han": [f"{name}{han_year(year)}年政府信息公开工作年度报告"],
        "year_first": [f"{year}年{name}政府信息公开工作年度报告"],
        "spaced": [f"{name} {year} 年政府信息公开", "工作年度报告"],
    }
    return variants[style]


def preface(report, rng):
    text = f"根据《中华人民共和国政府信息公开条例》和有关通知（{report.citation}）的规定，{report.name}编写了这份报告，"
    text += rng.choice(["向社会公布。", "现予公布，接受监督。", "请公众查阅。"])
    if report.period_year:
        year = report.period_year
        text += rng.choice([f"所列数据的统计期限为{year}年1月1日至{year}年12月31日。", f"数据自{year}年1月1日起，至12月31日止。"])
    return text


def section_headings(report):
    if report.format == "S2014":
        titles = ["概述", "主动公开情况", "依申请公开情况", "复议和诉讼情况", "存在的主要问题及改进情况", "其他需要报告的事项"]
        return [(number, f"{labels.HAN[number]}、{title}") for number, title in enumerate(titles, 1)]
    titles = dict(labels.SECTIONS)
    if report.format == "F2019":
        titles[5] = "政府信息公开工作存在的主要问题及改进情况"
    return [(number, f"{labels.HAN[number]}、{title}") for number, title in titles.items()]


def narrative(report, number, rng):
    """Sentences whose numbers agree with the tables, next to other numbers that have no cell."""
    year = report.year
    if number == 1:
        texts = [f"{year}年，全年共更新栏目{rng.randint(3, 60)}个，发布各类信息{rng.randint(30, 3000)}条。",
                 f"（一）主动公开。通过网站公布信息{rng.randint(20, 900)}条，微信公众号推送{rng.randint(5, 400)}期。",
                 requests(report),
                 f"（三）政府信息管理。清理过期页面{rng.randint(1, 90)}处，信息上网前均经过审核。",
                 f"（四）平台建设。改造页面{rng.randint(1, 9)}个，更换服务器2台。",
                 f"（五）监督保障。办班{rng.randint(1, 6)}期，听课{rng.randint(10, 300)}人次。"]
        if report.is_government:
            texts.append("公开工作列入工作考核，并开展了社会评议；全年没有需要责任追究的情形。")
        return texts
    if number == 5:
        return ["主要问题：一是解读的形式比较单一；二是个别栏目更新偏慢。",
                "改进措施：1.多用图表和短片解读；2.每季度检查一次栏目；3.加强人员培训。"]
    if number == 6:
        return [rng.choice(["本年度没有收取信息处理费。没有其他需要报告的事项。", "本机关本年度未发出收费通知，未收取信息处理费。"])]
    if report.format == "S2014":
        return [{2: "主动公开的主要渠道是网站。", 3: "申请均已登记并答复。", 4: "相关数字见附表。"}[number]]
    return []


def requests(report):
    if report.format == "S2014":
        return "（二）依申请公开。申请均按规定办理。"
    phrases = [("received", "全年收到申请{}件"), ("carried_in", "上年结转{}件"), ("total", "办结{}件"), ("carried_out", "结转下年度{}件")]
    known = [(report.values[3, row, "total"], phrase) for row, phrase in phrases]
    said = [phrase.format(value) for value, phrase in known if value is not None]
    return "（二）依申请公开。" + ("，".join(said) if said else "全年没有收到申请") + "。"
