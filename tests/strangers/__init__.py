"""Families of reports that nobody drew with the readers in mind: each varies place, order, words and widths.

A family is declared in the list of the module that draws it. What is published of its reports is what they
print, or nothing is; whatever reads them. ``python -m tests.strangers [FAMILY ...]`` prints for each family
how many of twenty drawn reports are published and why the others are not.
"""

from __future__ import annotations

from tests.strangers import (
    blocks,
    captions,
    codes,
    columns,
    graphics,
    leaflets,
    lists,
    lookalikes,
    prose,
    rows,
)
from tests.strangers.family import Family, draw_family

__all__ = ["FAMILIES", "Family", "draw_family"]

MODULES = (captions, columns, rows, lists, graphics, prose, lookalikes, codes, leaflets, blocks)
FAMILIES = [family for module in MODULES for family in module.FAMILIES]
