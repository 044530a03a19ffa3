"""One invented report: who, when, which figures, how each cell is printed, and what the truth is."""

import dataclasses

import checks
import figures
import labels

PLACES = ["云溪县", "青禾市", "北桥区", "平沙县", "东麓区", "石岭市白杨区", "南浦市", "长汀口区", "金渡县", "桂河市双塔区",
          "望海区", "河阳市古柳县", "㮾溪区", "大㙍县"]  # the last two: characters outside GB2312 and outside GBK
BUREAUS = [("科技局", "科学技术局"), ("财政局", "财政局"), ("住建局", "住房和城乡建设局"), ("人社局", "人力资源和社会保障局"),
           ("卫健委", "卫生健康委员会"), ("发改委", "发展和改革委员会"), ("教育局", "教育局"), ("自然资源局", "自然资源和规划局")]
TOWNS = ["三里街道办事处", "石门镇人民政府", "龙泉乡人民政府", "开发区管理委员会"]
UNSETTLED = "unsettled"  # the page prints a longer code that contains the organisation code: the truth does not say
NOTICE = {"F2021": ("国办公开办函", 2021, 30), "F2019": ("国办公开办函", 2019, 60), "S2014": ("国办发", 2014, 32)}


@dataclasses.dataclass
class Report:
    format: str
    year: int
    name: str                      # as in the title
    size: str
    full_name: str | None = None
    org_code: str | None = None
    index_no: str | None = None
    published_on: str | None = None
    period_year: int | None = None
    citation: str = ""
    values: dict = dataclasses.field(default_factory=dict)   # (table, row, column or None) -> number or None
    printed: dict = dataclasses.field(default_factory=dict)  # the same keys -> text where it is not the plain number
    without_section: int | None = None
    planted: list = dataclasses.field(default_factory=list)  # findings that do not follow from the figures
    optional: list = dataclasses.field(default_factory=list)
    lost: list = dataclasses.field(default_factory=list)     # keys of cells that the layout cannot show for certain

    @property
    def is_government(self):
        return self.name.endswith("人民政府")

    def text(self, key):
        return self.printed.get(key, number_text(self.values[key]))

    def rows(self, table):
        return list(dict.fromkeys(key[1] for key in self.values if key[0] == table))

    def table(self, table):
        """The table as the truth shows it: {row: {column: number}}, or {row: number} for bare numbers."""
        shown = {}
        for (where, row, column), value in self.values.items():
            if where == table and column is None:
                shown[row] = value
            elif where == table:
                shown.setdefault(row, {})[column] = value
        return shown or None

    def without_table(self, table):
        """Forgets the figures of a table that the layout does not show."""
        self.values = {key: value for key, value in self.values.items() if key[0] != table}


def number_text(value):
    return "" if value is None else str(value)


def org_code(rng):
    """An organisation code with its right check character."""
    body = "01" + "".join(rng.choice("0123456789") for _ in range(6))
    check = 11 - sum(int(digit) * weight for digit, weight in zip(body, (3, 7, 9, 10, 5, 8, 4, 2))) % 11
    return body + {10: "X", 11: "0"}.get(check, str(check))


def credit_code(rng, organisation):
    """A unified social credit code of a government organ around its organisation code."""
    symbols = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = "11" + str(rng.randint(320000, 370999)) + organisation
    rest = sum(symbols.index(symbol) * pow(3, place, 31) for place, symbol in enumerate(body)) % 31
    return body + symbols[(31 - rest) % 31]


def index_number(rng, code, year):
    """(the number as printed, whether it begins with the organisation code itself)"""
    serial = rng.randint(1, 400)
    form = rng.choice(["{}/{}-{:05d}", "{}/{}-{:05d}", "{}-{}-{:06d}", None])
    if form:
        return form.format(code, year, serial), True
    return f"{credit_code(rng, code)}/{year}01-{serial:05d}", False


def invent(rng, report_format, size=None, metadata=False, rare_characters=True):
    size = size or rng.choices(figures.SIZES, [3, 4, 3, 1])[0]
    place = rng.choice(PLACES if rare_characters else PLACES[:-2])
    short, full = rng.choice(BUREAUS)
    name, full_name = place + full, None
    if size == "city":
        name = rng.choice(["青禾市", "南浦市"]) + "人民政府"
    elif size == "county" and rng.random() < 0.5:
        name = place + "人民政府"
    elif rng.random() < 0.2:
        name = place + rng.choice(TOWNS)
    elif metadata and short != full:
        name, full_name = place + short, place + full
    year = {"F2021": rng.randint(2021, 2025), "F2019": rng.choice([2019, 2020]), "S2014": rng.randint(2014, 2018)}[report_format]
    report = Report(report_format, year, name, size, full_name, citation="%s〔%d〕%d号" % NOTICE[report_format])
    if metadata:
        code = org_code(rng)
        report.index_no, plain = index_number(rng, code, year + 1)
        report.org_code = code if plain else UNSETTLED
        report.published_on = f"{year + 1}-01-{rng.randint(5, 30):02d}"
    if rng.random() < 0.7:
        report.period_year = year
    if report_format == "S2014":
        report.values = {("2014", key, None): value for key, value in figures.stats(rng, size).items()}
        return report
    third = figures.table3(rng, report_format, size)
    fourth = figures.table4(rng, size, third["total"]["total"])
    second = figures.table2(rng, report_format, size, makes_rules=size == "city")
    for number, table in ((2, second), (3, third), (4, fourth)):
        for row, cells in table.items():
            for column, value in cells.items() if isinstance(cells, dict) else [(None, cells)]:
                report.values[number, row, column] = value
    return report


# --- defects -------------------------------------------------------------------------------------------------------

def _change(rng, report, key):
    report.values[key] += rng.choice([1, 2, 3, 10]) if not report.values[key] else rng.choice([1, 2, -1])


def _sum_of_years(rng, report):
    _change(rng, report, (3, "carried_out", rng.choice(labels.T3_COLUMNS[:-1])[0]))


def _result_sum(rng, report):
    _change(rng, report, (3, rng.choice(labels.t3_leaves(report.format)), rng.choice(labels.T3_COLUMNS[:-1])[0]))


def _row_total(rng, report):
    _change(rng, report, (3, rng.choice(report.rows(3)), "total"))


def _case_total(rng, report):
    _change(rng, report, (4, rng.choice(labels.T4_GROUPS)[0], "total"))
    report.optional += [{"rule": rule, "where": {}} for rule in ("T4-06", "T4-09")]


def _not_a_count(rng, report):
    key = (3, rng.choice(labels.t3_leaves(report.format)), rng.choice(labels.T3_COLUMNS[:-1])[0])
    report.values[key] = rng.choice([-1, -2, 0.5, 1.5])


def _old_notice(rng, report):
    if report.format == "F2021":
        report.citation = "国办公开办函〔2019〕60号"
        report.planted.append({"rule": "F-12", "where": {"doc": report.citation}})


def _bad_number(rng, report):
    body, year, serial = NOTICE[report.format]
    report.citation = rng.choice(["{}[{}]{}号", "{}（{}）{}号", "{}﹝{}{}号", "{}{}{}号"]).format(body, year, serial)
    report.planted.append({"rule": "F-13", "where": {}})


def _wrong_year(rng, report):
    report.period_year = report.year - 1
    report.planted.append({"rule": "F-04", "where": {}})
    report.optional.append({"rule": "F-05", "where": {}})


def _no_section(rng, report):
    report.without_section = rng.choice([1, 5, 6])
    report.planted.append({"rule": "F-01", "where": {"section": report.without_section}})
    report.optional += [{"rule": rule, "where": {}} for rule in ("F-06", "F-07", "F-08", "F-01")]


def _old_tables(rng, report):
    if report.format == "F2019":
        printed, report.year = report.year, rng.randint(2021, 2024)
        report.citation = "国办公开办函〔2021〕30号"
        report.planted = [planted for planted in report.planted if planted["rule"] != "F-13"]  # its number is gone
        report.period_year = report.period_year and report.period_year + report.year - printed
        if report.index_no:
            report.index_no = report.index_no.replace(f"/{printed + 1}", f"/{report.year + 1}").replace(f"-{printed + 1}-", f"-{report.year + 1}-")
            report.published_on = f"{report.year + 1}-01-17"
        report.planted.append({"rule": "F-09", "where": {}})


DEFECTS = [_sum_of_years, _result_sum, _row_total, _case_total, _not_a_count, _old_notice, _bad_number, _wrong_year,
           _no_section, _old_tables]


def _wrong_statistics_sum(rng, report):
    key = rng.choice(list(labels.STATS_SUMS))
    _change(rng, report, ("2014", key, None))


def plant_defects(rng, report):
    """None in half of the reports, else one or two different kinds."""
    kinds = DEFECTS if report.format != "S2014" else [_wrong_statistics_sum, _bad_number]
    for defect in rng.sample(kinds, rng.choice([0, 0, 1, 2])):
        if {_old_notice, _bad_number} & {defect} and report.planted:
            continue  # one defect of the cited number at most
        defect(rng, report)


# --- how cells are printed -----------------------------------------------------------------------------------------

WIDE = str.maketrans("0123456789-.", "０１２３４５６７８９－．")
NULL_MARKS = ["—", "-", "/", "无", "——", "／", "－", ""]


def print_cells(rng, report, style):
    """Decides the printed text of each cell; a mark for 'nothing' makes its value null."""
    mark = rng.choice(NULL_MARKS[:-1])
    for key, value in list(report.values.items()):
        text, null = _printed(rng, report, key, value, style, mark)
        if null:
            report.values[key] = None
        if text != number_text(value):
            report.printed[key] = text


def _printed(rng, report, key, value, style, mark):
    plain = number_text(value)
    unit = "万元" if "wan" in key[1] else "" if key[2] == "amount_yuan" else "件"
    if key[2] == "amount_yuan" and style != "plain":
        return _amount(rng, value), False
    if key[2] == "change" and style in ("varied", "signs") and value > 0:
        return f"+{value}", False
    if style == "signs" and value < 0:
        return rng.choice(["－", "-"]) + str(-value), False
    if style == "zero_marks" and value == 0:
        return mark, True
    if style == "zero_blanks" and value == 0:
        return "", True
    if style == "blank_totals" and key[0] == 3 and key[2] == "total" and key[1] in labels.t3_leaves(report.format):
        return "", True
    if style == "thousands":
        return f"{value:,}", False
    if style == "wide":
        return plain.translate(WIDE), False
    if style == "units":
        return plain + unit, False
    if style == "varied":
        chance = rng.random()
        if value == 0 and chance < 0.15:
            return rng.choice(NULL_MARKS), True
        if chance < 0.25:
            return plain.translate(WIDE), False
        if chance < 0.35:
            return plain + unit, False
        if chance < 0.6 and value >= 1000:
            return f"{value:,}", False
    return plain, False


def _amount(rng, yuan):
    forms = [f"{yuan}元", f"{yuan:,}元", f"{yuan:,}.00", f"{yuan / 10000:.2f}万元", f"{yuan // 100 / 100:g} 万元", f"{yuan}"]
    return rng.choice(forms)


# --- truth ---------------------------------------------------------------------------------------------------------

def truth(report):
    found, doubtful = checks.findings(report)
    period = report.period_year and [f"{report.period_year}-01-01", f"{report.period_year}-12-31"]
    shown = {"format": report.format, "year": report.year, "agency": {"name": report.name}}
    if report.org_code != UNSETTLED:
        shown["agency"]["org_code"] = report.org_code
    if report.full_name:
        shown["agency"]["full_name"] = report.full_name
        report.optional.append({"rule": "F-15", "where": {}})
    for name, value in (("index_no", report.index_no), ("published_on", report.published_on), ("period", period)):
        if value:
            shown[name] = value
    for name, table in (("table2", 2), ("table3", 3), ("table4", 4), ("stats", "2014")):
        shown[name] = report.table(table)
    shown["findings"] = found + report.planted
    shown["findings_optional"] = doubtful + report.optional
    if report.lost:
        shown["may_be_missing"] = [dict(table=table, row=row, **({"col": column} if column else {}))
                                   for table, row, column in report.lost]
    return shown
