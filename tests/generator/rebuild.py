"""Changes to the list of blocks that do not depend on the file format: tables split, joined, unmerged, replaced."""

import copy
import dataclasses

import tables
from document import Heading, Paragraph, Table


def each_table(change, only=None):
    """A rebuild that applies change(grid) -> grid to each table (or to the one named)."""
    def rebuild(blocks):
        return [dataclasses.replace(block, grid=change(block.grid)) if isinstance(block, Table) and only in (None, block.name)
                else block for block in blocks]
    return rebuild


def replace_table(name, make):
    """A rebuild that puts the blocks make(grid) in place of the named table."""
    def rebuild(blocks):
        result = []
        for block in blocks:
            if isinstance(block, Table) and block.name == name:
                result += make(block.grid)
            else:
                result.append(block)
        return result
    return rebuild


def split_table3(rng, repeat_head=False, between=()):
    def make(grid):
        head = tables.head_rows(grid)
        first, second = tables.cut(grid, rng.randint(head + 3, len(grid) - 3), repeat_head)
        return [Table("t3", first), *between, Table("t3", second)]
    return replace_table("t3", make)


def head_repeated_inside(rng):
    def change(grid):
        first, second = tables.cut(grid, rng.randint(8, len(grid) - 4), True)
        return first + second
    return each_table(change, "t3")


def several_tables(name, grids, between=()):
    """The named table replaced by grids; between[n] is a caption before the n-th."""
    def make(grid):
        blocks = []
        for number, part in enumerate(grids):
            if number < len(between) and between[number]:
                blocks.append(Paragraph(between[number]))
            blocks.append(Table(name, part))
        return blocks
    return replace_table(name, make)


def table2_apart(blocks):
    return replace_table("t2", lambda grid: [Table("t2", part) for part in tables.table2_parts(grid)])(blocks)


def table2_without_group_rows(blocks):
    return each_table(lambda grid: [row for row in grid if len(row) > 1], "t2")(blocks)


def one_big_table(blocks):
    """All tables and the headings between them as rows of one table, where the first table stood."""
    result, big = [], None
    for number, block in enumerate(blocks):
        followed = any(isinstance(later, Table) for later in blocks[number + 1:])
        if isinstance(block, Table):
            if big is None:
                heading = result.pop()
                big = Table("all", [[tables.Cell(heading.text, cols=15, head=True)]])
                result.append(big)
            big.grid += copy.deepcopy(block.grid)
        elif big is not None and followed:
            big.grid.append([tables.Cell(block.text, cols=15, head=True)])
        else:
            result.append(block)
    return result


def headings_as_captions(inside):
    """The heading before a table becomes its caption, or its first row."""
    def rebuild(blocks):
        result = []
        for block in blocks:
            if isinstance(block, Table) and isinstance(result[-1], Heading):
                heading = result.pop()
                if inside:
                    width = len(tables.matrix(block.grid)[0])
                    block = Table(block.name, [[tables.Cell(heading.text, cols=width, head=True)]] + block.grid)
                else:
                    block = Table(block.name, block.grid, heading.text)
            result.append(block)
        return result
    return rebuild


def with_contents(blocks):
    """A table of contents after the title."""
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    lines = [Paragraph("目　录")] + [Paragraph(f"{text}{'…' * 12}{page}") for page, text in enumerate(headings, 1)]
    return blocks[:1] + lines + blocks[1:]


def in_turn(*changes):
    def rebuild(blocks):
        for change in changes:
            blocks = change(blocks)
        return blocks
    return rebuild
