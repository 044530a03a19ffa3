"""The register of layouts: a layout is a function that renders one report to bytes."""

import dataclasses
from typing import Callable

LAYOUTS = {}
USUAL = ("F2021", "F2021", "F2021", "F2019")


@dataclasses.dataclass
class Layout:
    name: str
    extension: str
    purpose: str
    render: Callable            # (report, rng) -> bytes; may add to report.lost and report.optional
    formats: tuple = USUAL
    cells: str = "plain"        # how figures are printed, see report.print_cells
    metadata: bool = False      # index number, publisher and date are printed
    sizes: tuple | None = None
    may_report: tuple = ()      # rules that the layout itself may set off
    rare_characters: bool = True


def layout(extension, purpose, **options):
    def register(render):
        may_report = options.pop("may_report", ())
        LAYOUTS[render.__name__] = Layout(render.__name__, extension, purpose, render, may_report=may_report, **options)
        return render
    return register


LABELS_CHANGED = ("T3-07", "F-14")
