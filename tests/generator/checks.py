"""Which identities of the tables a report breaks: computed from its figures, so that consequences are never forgotten."""

import labels


def findings(report):
    """(findings that must be reported, findings that may be), each {"rule", "where"}."""
    must, may = [], []
    lost = set(report.lost)

    def judge(rule, where, left, right):
        """left and right are lists of keys whose sums should agree."""
        values = [report.values[key] for key in left + right]
        fails = _total(report, left) != _total(report, right)
        blank_total = any(report.values[key] is None for key in left)
        not_counts = any(value is not None and not _is_count(value) for value in values)
        unsure = None in values or not_counts or not lost.isdisjoint(left + right)
        entry = {"rule": rule, "where": where}
        if fails and not unsure:
            must.append(entry)
        elif fails or blank_total or not_counts:
            may.append(entry)

    if report.format == "S2014":
        for whole, parts in labels.STATS_SUMS.items():
            judge("S-01", {"table": "2014", "row": whole}, [("2014", whole, None)], [("2014", part, None) for part in parts])
        return must, may

    columns = [key for key, _ in labels.T3_COLUMNS]
    leaves = labels.t3_leaves(report.format)
    for (table, row, column), value in report.values.items():
        if table == 3 and value is not None and not _is_count(value):
            chosen = may if (table, row, column) in lost else must
            chosen.append({"rule": "T3-04", "where": {"table": 3, "row": row, "col": column}})
    for column in columns:
        where = {"table": 3, "col": column}
        judge("T3-01", where, [(3, "total", column), (3, "carried_out", column)],
              [(3, "received", column), (3, "carried_in", column)])
        judge("T3-02", where, [(3, "total", column)], [(3, row, column) for row in leaves])
    for row in report.rows(3):
        judge("T3-03", {"table": 3, "row": row}, [(3, row, "total")], [(3, row, column) for column in columns[:-1]])
    for rule, (row, _) in zip(("T4-01", "T4-02", "T4-03"), labels.T4_GROUPS if report.rows(4) else []):
        judge(rule, {"table": 4, "row": row}, [(4, row, "total")], [(4, row, key) for key, _ in labels.T4_COLUMNS[:-1]])
    return must, may


def _total(report, keys):
    return sum(report.values[key] or 0 for key in keys)


def _is_count(value):
    return value >= 0 and value == int(value)
