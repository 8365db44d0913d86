"""Which edition a report was made with, by the area names that it prints."""

from __future__ import annotations

import pytest

from extract.identity import identify_document
from extract.identity.edition import find_edition
from extract.identity.layout import prepare_pages
from extract.instrument import AREA_NUMBERS, AREAS
from extract.records import Identity
from tests.invented_reports import (
    NORWEGIAN_AREAS,
    NYNORSK_AREAS,
    PROSE,
    make_norwegian_report,
    make_page,
    make_report,
)


def identify(year: int, areas: list[str], extra: str = "") -> Identity:
    pages = make_report(
        f"KommunKompassen\nANALYS AV\nTIBRO KOMMUN\n{year}", evaluated="Tibro kommun", areas=areas
    )
    return identify_document([*pages, make_page(len(pages) + 1, extra)])


def list_reasons(identity: Identity) -> list[str]:
    return [reason.code for reason in identity.reasons]


def name_areas(edition: int, **renamed: str) -> list[str]:
    names = [AREAS[edition, area_no].name for area_no in AREA_NUMBERS]
    for key, name in renamed.items():
        names[int(key.removeprefix("area_")) - 1] = name
    return names


@pytest.mark.parametrize(
    ("edition", "year"),
    [(2002, 2004), (2002, 2010), (2010, 2010), (2010, 2016), (2016, 2016), (2016, 2019), (2020, 2024)],
)
def test_the_eight_names_decide(edition: int, year: int) -> None:
    identity = identify(year, name_areas(edition))
    assert (identity.edition, identity.reasons) == (edition, ())


def test_the_names_of_the_prototype_are_of_the_first_edition() -> None:
    areas = name_areas(
        2002,
        area_3="Klarhet i samspelet mellan politik och administration",
        area_4="Ledning, decentralisering och delegation",
        area_5="Kontroll- och rapporteringssystem",
        area_6="Personalförvaltning",
        area_7="Förnyelsepolitik",
    )
    identity = identify(2002, areas)
    assert (identity.edition, identity.reasons) == (2002, ())


@pytest.mark.parametrize(
    ("area_2", "area_7", "edition"),
    [
        ("Tillgänglighet och brukarorientering", "Verksamhetsutveckling", 2010),
        ("Tillgänglighet och brukarorientering", "Ständiga förbättringar", 2016),
        ("Brukarfokus, tillgänglighet och bemötande", "Ständiga förbättringar", 2016),
    ],
)
def test_area_7_decides_between_2010_and_2016_and_area_2_does_not(
    area_2: str, area_7: str, edition: int
) -> None:
    identity = identify(2016, name_areas(2010, area_2=area_2, area_7=area_7))
    assert (identity.edition, identity.reasons) == (edition, ())


def test_an_old_name_without_number_inside_the_new_area_changes_nothing() -> None:
    extra = "Område 7 Ständiga förbättringar\nVerksamhetsutveckling\nAv dokumenten.\nVerksamhetsutveckling"
    assert identify(2017, name_areas(2016), extra).edition == 2016
    extra = "Område 7 Verksamhetsutveckling\n7.2 Ständiga förbättringar 12 20\nStändiga förbättringar"
    assert identify(2014, name_areas(2010), extra).edition == 2010


def test_the_transition_report_is_of_the_edition_in_force() -> None:
    old = "Den tidigare versionen\n" + "\n".join(
        f"{area_no}. {AREAS[2002, area_no].name} {40 + area_no}" for area_no in AREA_NUMBERS
    )
    identity = identify(2010, name_areas(2010), old)
    assert (identity.edition, identity.reasons) == (2010, ())


@pytest.mark.parametrize(
    ("edition", "year"), [(2016, 2012), (2010, 2018), (2020, 2019), (2002, 2012), (2016, 2021)]
)
def test_names_and_year_that_do_not_fit_are_shown(edition: int, year: int) -> None:
    identity = identify(year, name_areas(edition))
    assert identity.edition == edition
    assert list_reasons(identity) == ["edition_contradicts_year"]
    assert str(year) in identity.reasons[0].sentence


def test_too_few_known_names_leave_the_edition_open() -> None:
    identity = identify(2014, [f"Något nytt {letter}" for letter in "abcdefgh"])
    assert identity.edition is None
    assert list_reasons(identity) == ["edition_unclear"]


def test_one_missing_area_leaves_the_edition_certain() -> None:
    assert identify(2014, name_areas(2010)[:-1]).edition == 2010


def test_without_area_7_the_year_must_settle_it() -> None:
    assert identify(2013, name_areas(2010, area_7="Något helt annat")).edition == 2010
    unsettled = identify(2016, name_areas(2010, area_7="Något helt annat"))
    assert unsettled.edition is None
    assert list_reasons(unsettled) == ["edition_unclear"]


@pytest.mark.parametrize(
    ("label", "area"),
    [("Ständig förbättring", "Ständiga förbättringar"), ("Lärande organisation", "Ständiga förbättringar")],
)
def test_an_unknown_spelling_in_an_areas_place_is_a_finding(label: str, area: str) -> None:
    identity = identify(
        2018, name_areas(2016, area_7=label, area_2="Brukarfokus, tillgänglighet och bemötande")
    )
    assert identity.edition == 2016
    (finding,) = [one for one in identity.findings if one.code == "unknown_area_label"]
    assert label in finding.sentence
    assert area in finding.sentence
    assert finding.page == 2


def test_neighbours_give_an_unknown_label_its_place_in_a_plain_list() -> None:
    names = name_areas(2010, area_5="Måluppfyllelse", area_8="Närmiljön")
    listed = "\n".join(f"{area_no}. {name} 5{area_no}" for area_no, name in enumerate(names, 1))
    identity = identify(2014, name_areas(2010), f"Resultat\n{listed}\n5. Sammanfattning\n8. Bilagor")
    told = [one.sentence for one in identity.findings if one.code == "unknown_area_label"]
    assert len(told) == 2
    assert "Måluppfyllelse" in told[0]
    assert "Närmiljön" in told[1]


def test_known_labels_broken_over_lines_are_no_findings() -> None:
    extra = "3. Tydlighet i samspelet mellan politiker och\ntjänstemän\n4. Översikt\nOmråde 1 Allmänt"
    identity = identify(2004, name_areas(2002), extra)
    assert identity.findings == ()


@pytest.mark.parametrize(
    ("year", "edition"), [(2011, 2010), (2015, 2010), (2016, 2016), (2019, 2016), (2021, 2016)]
)
@pytest.mark.parametrize("areas", [NORWEGIAN_AREAS, NYNORSK_AREAS])
def test_norwegian_names_go_with_the_revision_of_their_year(
    year: int, edition: int, areas: list[str]
) -> None:
    pages = make_norwegian_report(f"Kommunekompasset\nEvaluering av Skaun kommune {year}", areas=areas)
    identity = identify_document(pages)
    assert (identity.edition, identity.reasons) == (edition, ())


def test_norwegian_names_of_the_revision_before_are_not_known() -> None:
    pages = make_norwegian_report("Kommunekompasset\nEvaluering av Skaun kommune 2004")
    identity = identify_document(pages)
    assert list_reasons(identity) == ["edition_contradicts_year"]
    assert identity.edition == 2010  # the nearer one of the two that have these names


@pytest.mark.parametrize(
    "heading", ["4.{0} {1}", "{0} {1} Område {0}", "4.{0} {1}     Område {0}", "12.{0}. {1}"]
)
def test_names_after_a_chapters_number_or_beside_a_box_settle_the_edition(heading: str) -> None:
    lines = [heading.format(no, AREAS[2002, no].name) for no in AREA_NUMBERS]
    pages = prepare_pages([make_page(no, f"{line}\n{PROSE}") for no, line in enumerate(lines, 1)])
    assert find_edition(pages, 2007, "SE").edition == 2002


def test_a_section_with_an_areas_name_and_another_number_is_no_area() -> None:
    page = prepare_pages([make_page(1, "7.2 Ständiga förbättringar\n7.7 Ständiga förbättringar")])[0]
    assert [line for line, _ in page.area_lines] == ["7.7 Ständiga förbättringar"]


@pytest.mark.parametrize(
    "row",
    [
        "{line} {no}. {name} 57 51 +6 61 Dialogen ger effekt men saknar strategi",
        "{line} {name} 57 61 Flera goda exempel",
        "{name} 57,5 Målen är tydliga, men följs sällan upp",
        "{no} {name} 100 57 57 % Att utveckla: former för uppföljning",
    ],
)
def test_rows_of_a_printed_sheet_settle_the_edition(row: str) -> None:
    rows = [row.format(line=no + 4, no=no, name=name) for no, name in enumerate(name_areas(2020), start=1)]
    pages = prepare_pages([make_page(1, "\n".join(["Område Resultat 2023", *rows]))])
    assert find_edition(pages, 2023, "SE").edition == 2020


def test_sentences_that_begin_with_an_areas_name_settle_no_edition() -> None:
    lines = [f"{name} är ett av de 8 områdena" for name in name_areas(2020)]
    assert find_edition(prepare_pages([make_page(1, "\n".join(lines))]), 2023, "SE").edition is None
