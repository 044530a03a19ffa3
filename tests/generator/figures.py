"""Invents the figures of a report: every identity that the tables must satisfy holds."""

import labels

SIZES = ("zero", "few", "county", "city")
_SCALE = {"zero": 0, "few": 6, "county": 180, "city": 4200}


def share(rng, amount, weights):
    """Splits a whole number at random along weights; the parts add up to it."""
    parts = [0] * len(weights)
    if amount > 300:  # most of it in proportion, the rest by lot
        whole = sum(weights)
        parts = [int(amount * 0.9 * weight / whole) for weight in weights]
    for index in rng.choices(range(len(weights)), weights, k=amount - sum(parts)):
        parts[index] += 1
    return parts


def about(rng, scale):
    """A whole number around scale; 0 stays 0."""
    return rng.randint(scale // 2, scale + scale // 2) if scale else 0


def table3(rng, report_format, size):
    columns = [key for key, _ in labels.T3_COLUMNS[:-1]]
    leaves = labels.t3_leaves(report_format)
    weights = [12 if key in ("granted", "unable_not_held") else 4 if key == "partial" else rng.choice([0, 0, 1, 1, 2])
               for key in leaves]
    received = about(rng, _SCALE[size])
    if size == "few":
        received = max(received, 1)
    carried_in = rng.randint(0, max(1, received // 10)) if received else 0
    carried_out = rng.randint(0, max(1, received // 10)) if received else 0
    applicants = [30, 5, 1, 1, 2, 1]
    table = {key: {} for key, _ in labels.t3_rows(report_format)}
    new, old = share(rng, received, applicants), share(rng, carried_in, applicants)
    open_left = carried_out
    for index, column in enumerate(columns):
        known = new[index] + old[index]
        still_open = min(known, open_left if index == 0 else rng.randint(0, open_left) if open_left else 0)
        open_left -= still_open
        table["received"][column], table["carried_in"][column] = new[index], old[index]
        table["carried_out"][column], table["total"][column] = still_open, known - still_open
        for key, part in zip(leaves, share(rng, known - still_open, weights)):
            table[key][column] = part
    for row in table.values():
        row["total"] = sum(row[column] for column in columns)
    return table


def table4(rng, size, handled):
    """Cases before review bodies and courts; never more than the requests handled."""
    most = {"zero": 0, "few": 1, "county": 12, "city": 160}[size]
    total = min(rng.randint(0, most), handled // 2)
    review = share(rng, total, [6, 2, 2, 1])
    finished = total - review[3]
    direct = share(rng, min(rng.randint(0, most), handled // 4), [6, 2, 2, 1])
    after = share(rng, rng.randint(0, finished), [6, 1, 1, 2])
    keys = [key for key, _ in labels.T4_COLUMNS]
    return {name: dict(zip(keys, parts + [sum(parts)]))
            for (name, _), parts in zip(labels.T4_GROUPS, (review, direct, after))}


def table2(rng, report_format, size, makes_rules):
    scale = {"zero": 0, "few": 3, "county": 40, "city": 900}[size]
    decisions = {"zero": 0, "few": 20, "county": 1800, "city": 260000}[size]

    def stock():
        made, repealed = rng.randint(0, scale // 3), rng.randint(0, scale // 6)
        return made, repealed, made + rng.randint(0, scale)

    if report_format == "F2021":
        row = lambda: dict(zip(("made", "repealed", "valid"), stock()))
        return {"admin_rule": row() if makes_rules else dict(made=0, repealed=0, valid=0), "normative_doc": row(),
                "licence": about(rng, decisions), "penalty": about(rng, decisions // 3),
                "compulsion": about(rng, decisions // 40), "admin_fee_wan": amount_wan(rng, size)}

    def document():
        made, _, valid = stock()
        return dict(made=made, disclosed=made, disclosed_total=valid)

    def items():
        return dict(previous_items=about(rng, scale), change=rng.randint(-(scale // 4), scale // 4),
                    decisions=about(rng, decisions))

    none = dict(made=0, disclosed=0, disclosed_total=0)
    return {"admin_rule": document() if makes_rules else none, "normative_doc": document(), "licence": items(),
            "other_service": items(), "penalty": items(), "compulsion": items(),
            "admin_fee": dict(previous_items=about(rng, scale // 3), change=rng.randint(-(scale // 9), scale // 9)),
            "procurement": dict(projects=about(rng, scale // 2), amount_yuan=about(rng, scale) * 12300)}


def amount_wan(rng, size):
    """A sum in units of ten thousand yuan: none, a whole number, or with decimals."""
    if size == "zero":
        return 0
    whole = rng.randint(0, {"few": 30, "county": 4000, "city": 90000}[size])
    return rng.choice([0, whole, round(whole + rng.randint(1, 99) / 100, 2), round(whole + rng.randint(1, 999999) / 1e6, 6)])


def stats(rng, size):
    """The statistics table of 2014–2018."""
    base = {"zero": 0, "few": 40, "county": 2500, "city": 60000}[size]
    row = {key: about(rng, base // 200) for _, _, _, key in labels.STATS_ROWS if key}
    row["proactive_total"] = about(rng, base)
    row["normative_issued"] = about(rng, base // 100)
    row["proactive_normative"] = rng.randint(0, row["normative_issued"])
    for key, part in zip(("gazette", "website", "weibo", "wechat", "other"),
                         share(rng, row["proactive_total"], [1, 8, 2, 3, 1])):
        row["channel_" + key] = part
    for key in ("press_conf", "interview"):
        row[key + "_chief"] = rng.randint(0, row[key])
    row["received"] = row["closed"] = row["answered"] = about(rng, base // 40)
    row["review"], row["suit"] = rng.randint(0, base // 900 + 1) if base else 0, rng.randint(0, base // 900)
    row["fee_wan"] = rng.choice([0, 0, 0.35]) if base else 0
    row["budget_wan"] = rng.choice([0, 5, 12.5, 30]) if base else 0
    row["staff"] = 1 + about(rng, base // 100)
    row["staff_full"] = rng.randint(0, row["staff"])
    row["staff_part"] = row["staff"] - row["staff_full"]
    for key in ("received", "closed", "answered", "ans_denied", "review", "suit"):
        parts = labels.STATS_SUMS[key]
        for part_key, part in zip(parts, share(rng, row[key], [5, 1, 3, 2, 1, 2, 1, 2][:len(parts)])):
            row[part_key] = part
    return row
