"""Name the series of a chart by its legend, or by what the text says of their colours."""

from __future__ import annotations

from collections.abc import Sequence

from extract.series.colour_words import name_colours
from extract.series.colours import are_bars
from extract.series.headings import find_one_colour, name_colour
from extract.series.measures import Found
from extract.series.passages import list_passages
from extract.series.sheet import Sheet


def list_legends(sheet: Sheet, aligned: Sequence[tuple[str, Found]]) -> list[str]:
    """List the words of the legend for each series; nothing without a legend.

    The entry left over is that of the one series left over.
    """
    legends = [
        name_colour(sheet, numbers) if _are_coloured(sheet, relation, numbers) else ""
        for relation, numbers in aligned
    ]
    named = {legend for legend in legends if legend}
    if not named:
        return []
    bare = [relation for (relation, _), legend in zip(aligned, legends, strict=True) if not legend]
    if len(named) != len(legends) - 1 or bare not in (["bar"], ["pillar"]):
        return legends
    lines = [line for line in sheet.lines if named & {cell.text for cell in line}]
    left = {cell.text for line in lines for cell in line if any(map(str.isalpha, cell.text))} - named
    if len(left) != 1 or len(lines) != 1:
        return legends
    rest = left.pop()
    return [legend or rest for legend in legends]


def list_colours_told(sheet: Sheet, aligned: Sequence[tuple[str, Found]], before: Sheet | None) -> list[str]:
    """List the words that the text on the page or the end of the page before has for each series' colour."""
    colours = [
        find_one_colour(sheet, numbers) if _are_coloured(sheet, relation, numbers) else ""
        for relation, numbers in aligned
    ]
    shown = [colour for colour in colours if colour]
    if len(set(shown)) < 2:
        return ["" for _ in aligned]
    passages = [*(list_passages(before)[-1:] if before else ()), *list_passages(sheet)]
    told = dict(zip(shown, name_colours(shown, (each.text for each in passages)), strict=True))
    return [told.get(colour, "") for colour in colours]


def _are_coloured(sheet: Sheet, relation: str, numbers: Found) -> bool:
    """Whether the colours of the shapes at numbers can tell series apart: those of bars, not of cells."""
    return relation in ("bar", "pillar") or (relation == "column" and are_bars(sheet.view, numbers.values()))
