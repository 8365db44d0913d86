"""Every kind of report in which stored and shown differ."""

from __future__ import annotations

from tests.shown.hidden import (
    alone,
    cover_figures,
    cover_table,
    over_old,
    print_clear,
    print_clipped,
    print_in_layer,
    print_in_no_way,
    print_outside,
    print_tiny,
    print_white,
    switch_layer_off,
)
from tests.shown.laid_over import (
    correct_by_annotations,
    draw_nothing_odd,
    draw_old,
    fill_form,
    fill_form_over_old,
    lay_over,
    mark_up,
    note_other_number,
    scribble,
)
from tests.shown.more_hidden import MORE_HIDDEN
from tests.shown.odd_figures import (
    add_footnotes,
    cover_part,
    draw_shadow_of_old,
    draw_shadowed,
    draw_twice,
    lay_watermark,
    say_otherwise,
    space_letters,
    strike,
    swap_letters,
    turn_size,
)
from tests.shown.odd_pages import (
    crop_spread,
    measure_in_inches,
    reverse_media_box,
    shift_media_box,
    turn_page,
)
from tests.shown.sheet import Kind

HIDDEN = {
    "covered": cover_figures,
    "white": print_white,
    "clear": print_clear,
    "no-way": print_in_no_way,
    "clipped": print_clipped,
    "tiny": print_tiny,
    "outside": print_outside,
}
LEVEL, SLANT = (0.0, 0.33, 1.0, 0.33), (0.0, 0.0, 1.0, 0.72)
CROSS = (0.0, 0.72, 1.0, 0.0)
KINDS = [
    Kind("plain", draw_nothing_odd),
    *(Kind(f"{name}-under-new", over_old(hide)) for name, hide in HIDDEN.items()),
    *(Kind(f"{name}-alone", alone(hide), readable=False) for name, hide in HIDDEN.items()),
    Kind("layer-under-new", over_old(print_in_layer), switch_layer_off),
    Kind("layer-alone", alone(print_in_layer), switch_layer_off, readable=False),
    Kind("picture-over-table", alone(cover_table), readable=False),
    Kind("annotations-over-old", draw_old, correct_by_annotations),
    Kind("line-over-figure", draw_nothing_odd, scribble, readable=False),
    Kind("note-with-number", draw_nothing_odd, note_other_number, readable=False),
    Kind("stamp", draw_nothing_odd, lay_over("/Stamp"), readable=False),
    Kind("redaction", draw_nothing_odd, lay_over("/Redact"), readable=False),
    Kind("scrawl", draw_nothing_odd, lay_over("/Ink"), readable=False),
    Kind("struck-by-annotation", draw_nothing_odd, lay_over("/StrikeOut"), readable=False),
    Kind("highlight", draw_nothing_odd, mark_up),
    Kind("form", fill_form),
    Kind("form-over-old", fill_form_over_old),
    Kind("struck", strike(LEVEL)),
    Kind("struck-slanting", strike(SLANT)),
    Kind("struck-crossed", strike(SLANT, CROSS)),
    Kind("said-otherwise", say_otherwise),
    Kind("covered-in-part", cover_part, readable=False),
    Kind("letters-apart", space_letters),
    Kind("footnotes", add_footnotes),
    Kind("negative-size", turn_size),
    Kind("watermark", lay_watermark),
    Kind("drawn-twice", draw_twice),
    Kind("shadowed", draw_shadowed),
    Kind("shadow-of-old", draw_shadow_of_old, readable=False),
    *(Kind(f"turned-{quarters}", draw_nothing_odd, turn_page(quarters)) for quarters in (1, 2, 3)),
    Kind("media-box-reversed", draw_nothing_odd, reverse_media_box),
    Kind("media-box-shifted", draw_nothing_odd, shift_media_box),
    Kind("inches", draw_nothing_odd, measure_in_inches),
    Kind("spread-cropped", crop_spread),
    Kind("letters-swapped", draw_nothing_odd, swap_letters, readable=False),
    *MORE_HIDDEN,
]
