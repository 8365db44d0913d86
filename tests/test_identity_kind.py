"""Reports and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.identity import classify_document, identify_document, list_report_pages
from extract.identity.layout import prepare_pages
from extract.identity.report import find_report
from extract.instrument import AREA_NUMBERS, AREAS
from extract.page.textpass import PageText
from tests.invented_reports import PROSE, make_norwegian_report, make_page, make_pages, make_report

COVER = (
    "KommunKompassen\nANALYS AV\nTIBRO KOMMUN\n2012\nA B, SKL\nC D, Hjo kommun\n12-14 mars 2012\n2012-06-02"
)
AREA_LIST = "\n".join(f"{area_no}. {AREAS[2010, area_no].name}" for area_no in AREA_NUMBERS)
SCORES = "\n".join(f"{AREAS[2010, area_no].name} {40 + area_no * 13 % 29}" for area_no in AREA_NUMBERS)
AGENDA_PAGE = (
    "Hjo kommun Kommunfullmäktige\nÄrende {}\nTJÄNSTESKRIVELSE\n"
    "Datum 2013-02-02 Dnr 2013/{}\nFörslag till beslut\n"
)


def bind(report: list[PageText], before: int, after: int) -> list[PageText]:
    """A report bound into an agenda of another body, which mentions the instrument too."""
    first = "Hjo kommun\nKallelse till kommunfullmäktige\nFöredragningslista\n7. Kommunkompassen"
    letters = [AGENDA_PAGE.format(n, n) + f"Redovisning av Kommunkompassen.\n{PROSE}" for n in range(before)]
    rest = [AGENDA_PAGE.format(n, n) + PROSE + "\nHjo kommun fick 431 poäng." for n in range(after)]
    return make_pages([first, *letters, *(page.text for page in report), *rest])


def test_a_whole_report_is_a_report_for_several_reasons() -> None:
    found = classify_document(make_report(COVER, evaluated="Tibro kommun"))
    assert (found.code, found.is_report) == ("report", True)
    assert found.sentence.count(",") >= 3


@pytest.mark.parametrize("lost", ["cover", "headings", "contents"])
def test_no_single_part_makes_the_report(lost: str) -> None:
    pages = make_report(COVER, evaluated="Tibro kommun")
    texts = [page.text for page in pages]
    if lost == "cover":
        texts = texts[1:]
    elif lost == "contents":
        del texts[1]
    else:
        texts = [text.replace("i förhållande till", "och").replace("Översikt av", "Alla") for text in texts]
    assert classify_document(make_pages(texts)).code == "report"


def test_a_report_bound_into_a_long_agenda_is_found_and_read_alone() -> None:
    report = make_report(COVER, evaluated="Tibro kommun", header="Sveriges Kommuner 2012-06-02 {} (21)")
    pages = bind(report, before=60, after=80)
    assert len(pages) > 150
    assert classify_document(pages).code == "report"
    identity = identify_document(pages)
    assert (identity.municipality, identity.round, identity.edition) == ("Tibro", 2012, 2010)
    assert (identity.visit_start, identity.report_date) == ("2012-03-12", "2012-06-02")
    assert identity.reasons == ()


def test_an_agenda_with_the_reports_of_two_municipalities_names_neither() -> None:
    other = COVER.replace("TIBRO", "MULLSJÖ")
    texts = [
        page.text
        for page in (
            *make_report(COVER, evaluated="Tibro kommun"),
            *make_report(other, evaluated="Mullsjö kommun"),
        )
    ]
    identity = identify_document(bind(make_pages(texts), before=3, after=3))
    assert identity.municipality_code is None
    assert [reason.code for reason in identity.reasons] == ["municipality_unclear"]


def test_a_norwegian_report_is_a_report() -> None:
    pages = make_norwegian_report("Kommunekompasset\nEvaluering av Lom kommune 2014\nKS-K rapport 4/2014")
    assert classify_document(pages).code == "report"


LOOKALIKES = {
    "pm_template": [
        f"PM 2010-03-15 1 (3)\nUtvärdering enligt Kommunkompassen i xxxxx kommun.\n{PROSE}\n{AREA_LIST}",
        f"Resultat\nResultatet presenteras i en rapport. Hur styrs kommunen?\n{PROSE}",
    ],
    "pm_template filled in": [
        f"PM 2014-03-15 1 (3)\nUtvärdering enligt Kommunkompassen i Tibro kommun\n{PROSE}\n{AREA_LIST}",
        f"Intervjuer\n10.00–11.00 Kommunstyrelsens ordförande\n{PROSE}",
    ],
    "other_survey": [
        "Kommunens Kvalitet i Korthet\nTibro kommun 2013",
        f"Kommunen har även utvärderats med Kommunkompassen och fick 455 poäng.\n{PROSE}",
    ],
    "other_survey kkik": [f"KKiK 2013\nResultat för Tibro kommun\nJämfört med Kommunkompassen\n{PROSE}"],
    "brochure": [
        f"www.skl.se/kommunkompassen\nKommunkompassen\nEtt verktyg för bättre ledning\n{AREA_LIST}",
        f"Så går det till\n{PROSE}\nÖrebro fick 650 poäng 2015.",
    ],
    "minutes_without_report": [
        f"Tibro kommun\nKommunstyrelsen\nSAMMANTRÄDESPROTOKOLL 1 (4)\n§ 12 Detaljplan\n{PROSE}",
        f"§ 13 Kommunkompassen 2014\nKommunen fick 404 poäng av 800. Rapporten bifogas inte.\n{PROSE}",
        f"§ 14 Svar på motion\nBeslut\n{PROSE}",
    ],
    "minutes_without_report agenda": [
        f"Tibro kommun\nKallelse till kommunstyrelsen\nFöredragningslista\n1. Kommunkompassen\n{PROSE}",
        AGENDA_PAGE.format(1, 1) + f"Analys av Tibro kommun enligt Kommunkompassen.\n{SCORES}\nTotalt 436",
    ],
    "minutes_without_report norwegian": [
        f"Lom kommune\nMøteinnkalling kommunestyret\nSak 12/14 Kommunekompasset\nSak 13/14 Budsjett\n{PROSE}",
        f"SAKSFRAMLEGG\nSaksnummer 12/14\nLom kommune fikk 350 poeng i Kommunekompasset.\n{PROSE}",
    ],
    "annual_report": [
        "Årsredovisning 2018\nTibro kommun",
        f"Förvaltningsberättelse\nKommunkompassen\nKommunen utvärderades. Det blev 502 poäng.\n{PROSE}",
        *[PROSE] * 6,
    ],
    "annual_report with areas": [
        "Tibro kommun Årsredovisning 2014",
        f"Kommunkompassen\nTibro kommun har utvärderats. Resultatet:\n{SCORES}\nTotalt 436 av 800",
        *[PROSE] * 3,
    ],
    "memo": [
        f"Tibro kommun bland de bästa i Kommunkompassen\nPressmeddelande 2014-03-12\n551 poäng.\n{PROSE}",
    ],
    "memo with areas": [
        f"TIBRO KOMMUN TJÄNSTESKRIVELSE\n2014-11-03 Dnr KS 2014-188\nKommunkompassen\n{PROSE}\n{SCORES}",
        "TIBRO KOMMUN TJÄNSTESKRIVELSE\nUnderlag: Kommunkompassen, analys av Tibro kommun 2014 (ej bilagd)",
    ],
    "action_plan": [
        f"Handlingsplan 2015–2017\nKommunkompassen, Tibro kommun 2014\nAntagen 2014-12-20\n{SCORES}",
        f"Offentlighet och demokrati\nÅtgärd: se över webbplatsen. Klart 2015.\n{PROSE}",
    ],
    "action_plan norwegian": [
        f"Lom kommune\nTiltaksplan etter Kommunekompasset 2014\n{PROSE}",
    ],
    "unrelated without anything": ["", "Hej"],
    "unrelated altogether": [f"Detaljplan för kvarteret Storken\nTibro kommun\n{PROSE}", PROSE],
}


def test_a_document_that_gives_most_areas_points_is_held_at_least() -> None:
    told = f"Tibro kommun har fått resultatet av utvärderingen 2014.\n{SCORES}\nTotalt 436"
    assert classify_document(make_pages([told])).is_report
    beside = f"Relaterat\nKommunens Kvalitet i Korthet\n2015\nKommunkompassen\n{told}"
    assert classify_document(make_pages([beside])).is_report


def test_numbers_of_pages_are_no_points() -> None:
    pages = "\n".join(f"{AREAS[2010, area_no].name} {9 + 3 * area_no}" for area_no in AREA_NUMBERS)
    assert not classify_document(make_pages([f"Om arbetet\n{pages}"])).is_report


@pytest.mark.parametrize("name", LOOKALIKES)
def test_lookalikes_are_told_by_what_they_are(name: str) -> None:
    found = classify_document(make_pages(LOOKALIKES[name]))
    assert (found.code, found.is_report) == (name.split()[0], False)
    assert found.sentence.startswith("The document is ")


@pytest.mark.parametrize(
    "title", ["Återkoppling\nKommunkompass\nTibro", "Kommunkompassen. Mäter i 4 dimensioner"]
)
def test_slides_are_not_the_report_even_with_all_scores(title: str) -> None:
    texts = [title, "Vad är Kommunkompassen?\nMax 800 poäng", AREA_LIST, f"Resultat\n{SCORES}\nTotalt 436"]
    texts += [
        f"{area_no}. {AREAS[2010, area_no].name}\nStyrkor\nEtt öppet arbete" for area_no in AREA_NUMBERS
    ]
    assert classify_document(make_pages(texts, landscape=True)).code == "slides"


def test_pictures_without_text_may_be_a_report() -> None:
    for stamp in ("", "Skannad 2014"):
        found = classify_document([make_page(number, stamp, images=1) for number in range(1, 20)])
        assert (found.code, found.is_report) == ("no_text", True)


def test_no_pages_give_no_identity() -> None:
    assert classify_document([]).code == "no_text"
    identity = identify_document([])
    assert (identity.municipality_code, identity.round, identity.edition, identity.draft) == (
        None,
        None,
        None,
        False,
    )
    assert [reason.code for reason in identity.reasons] == [
        "municipality_unclear",
        "round_unclear",
        "edition_unclear",
    ]


def test_a_text_cover_before_scanned_pages_may_be_a_report() -> None:
    scanned = [make_page(number, "", images=1) for number in range(2, 20)]
    found = classify_document([make_page(1, f"Kommunkompassen\nTibro kommun\n{PROSE}"), *scanned])
    assert found.is_report


SNIPPETS = st.sampled_from(
    [
        *("KommunKompassen", "ANALYS AV", "TIBRO KOMMUN", "Håbo kommun i förhållande till Kommunkompassen"),
        *("2012", "12-14 mars", "2012-06-02", "31 januari 2 februari", "150402 2 (29)", "Utkast", "Innehåll"),
        *("Område 7 Ständiga förbättringar", "7. Verksamhetsutveckling 61", "Region Skåne", "§ 12", "PM"),
        *("Besöket genomfördes den", "Evaluering av", "Herøy kommune", "1 Vad är Kommunkompassen?", ",", "-"),
        *("UTVÄRDERARE: A B,", "TJÄNSTESKRIVELSE Dnr", "Kortfakta om", "\u202e", "琀椀", "˚a", "99/99 2099"),
    ]
)


@settings(deadline=None)
@given(st.lists(st.lists(st.one_of(SNIPPETS, st.text(max_size=30)), max_size=12), min_size=1, max_size=4))
def test_whatever_is_printed_gives_an_answer_and_what_is_open_has_its_reason(texts: list[list[str]]) -> None:
    pages = make_pages(["\n".join(lines) for lines in texts])
    found = classify_document(pages)
    assert found.sentence.endswith(".")
    identity = identify_document(pages)
    codes = {reason.code for reason in identity.reasons}
    if identity.municipality_code is None:
        assert codes & {"municipality_unclear", "not_a_municipality", "round_unclear"}
    assert (identity.round is None) == ("round_unclear" in codes)
    assert identity.edition is not None or "edition_unclear" in codes


def test_a_report_is_found_among_papers_that_bear_no_letterhead() -> None:
    first = "Vara kommun: kallelse till kommunstyrelsen\n1. Bokslut\n2. Rapport från Kommunkompassen"
    paper = (
        f"Delårsbokslut\nÖrebro fick 470 poäng vid sin utvärdering 2009.\n{PROSE}\nMått Poäng\nÖverskott 61"
    )
    report = [page.text for page in make_report(COVER, evaluated="Tibro kommun")]
    pages = make_pages([first, *[paper] * 12, *report, *[paper] * 20])
    assert classify_document(pages).code == "report"
    assert list_report_pages(pages) == tuple(range(14, 14 + len(report)))
    identity = identify_document(pages)
    assert (identity.municipality, identity.round, identity.visit_start) == ("Tibro", 2012, "2012-03-12")


def test_a_calls_date_is_no_visit_in_whatever_order_its_lines_come() -> None:
    lines = [
        "1. Delårsbokslut per den 31 augusti",
        "4. Kommunens Kvalitet i Korthet",
        "3. Svar på medborgarförslag",
        "Sammanträde den 1 maj 2016 klockan 13.00",
        "5. Verksamhetsplan",
        "Vara kommun: kallelse till kommunstyrelsen",
        "6. Delegationsbeslut",
        "7. Rapport från Kommunkompassen",
        "2. Detaljplan",
    ]
    cover = "Utvärderare: A B\nKommun\nANALYS AV\nTIBRO KOMMUN 2012\nKompassen\nPlatsbesök 12-14 mars 2012"
    report = [page.text for page in make_report(cover, evaluated="Tibro kommun")]
    pages = make_pages(["\n".join(lines), *report])
    identity = identify_document(pages)
    assert (identity.round, identity.visit_start) == (2012, "2012-03-12")
    assert list_report_pages(pages) == tuple(range(2, 2 + len(report)))


def test_a_councils_stamp_on_every_page_changes_nothing() -> None:
    stamp = "Kallelse kommunstyrelsen 2014-06-11 Dnr 2014/77 sida {}"
    for cover, reported in ((COVER, "2012-06-02"), (COVER.removesuffix("\n2012-06-02"), None)):
        pages = make_report(f"{stamp.format(1)}\n{cover}", evaluated="Tibro kommun", header=stamp)
        assert classify_document(pages).code == "report"
        identity = identify_document(pages)
        assert (identity.municipality, identity.round, identity.report_date) == ("Tibro", 2012, reported)
        assert identity.findings == ()


def test_a_running_title_makes_no_second_cover() -> None:
    cover = "2021-09-07\nKommunkompassen\nAnalys av Tibro kommun"
    header = "Kommunkompassen Analys av Tibro kommun {}"
    pages = make_report(cover, evaluated="Tibro kommun", edition=2020, header=header)
    assert [page.number for page in find_report(prepare_pages(pages)).covers] == [1]


@pytest.mark.parametrize("landscape", [True, False])
def test_a_report_laid_on_its_side_is_no_slide_show(landscape: bool) -> None:
    texts = [page.text for page in make_report(COVER, evaluated="Tibro kommun")]
    assert classify_document(make_pages(texts, landscape=landscape)).code == "report"


def test_a_wide_report_is_known_by_its_cover_like_any_other() -> None:
    texts = [page.text for page in make_report(COVER, evaluated="Tibro kommun")]
    wide, high = (find_report(prepare_pages(make_pages(texts, landscape=each))) for each in (True, False))
    assert [page.number for page in wide.covers] == [page.number for page in high.covers] == [1]


@pytest.mark.parametrize("form", ["box", "sorted", "chart"])
def test_points_near_the_names_keep_a_document_from_being_rejected(form: str) -> None:
    names = [AREAS[2010, area_no].name for area_no in range(1, 9)]
    values = [64, 51, 81, 47, 39, 58, 66, 49]
    both = list(enumerate(zip(names, values, strict=True), 1))
    front = "Lärdomar från Tibro\nKommunkompassen hos oss\nDen 6-8 maj 2014 besökte vi Tibro."
    if form == "box":
        texts = [f"{name}\nOmråde {no} av 8\nTibro 2014 {value}\nI snitt 51" for no, (name, value) in both]
    elif form == "sorted":
        texts = ["\n".join(f"{name} ({no}) {value - 3} 65 {value} +3 ja" for no, (name, value) in both)]
    else:
        texts = ["\n".join([*names, *(f"{value}\n{value + 2}" for value in values)])]
    assert classify_document([make_page(no, text) for no, text in enumerate([front, *texts], 1)]).is_report


@pytest.mark.parametrize("form", ["sentences", "ratios", "slide"])
def test_a_document_on_the_instrument_that_gives_points_under_unknown_names_is_held_at_least(
    form: str,
) -> None:
    values = [64, 51, 81, 47, 39, 58, 66, 49]
    front = "Kommunkompassen i Sjöbo\nÅterrapport till fullmäktige"
    texts = {
        "sentences": [f"Del {no}\n{PROSE}\nVi stannar på {value} poäng." for no, value in enumerate(values)],
        "ratios": [f"{value}/100 Del {no}\n{PROSE}" for no, value in enumerate(values)],
        "slide": ["\n".join(f"Del {no} {value - 4} {value}" for no, value in enumerate(values))],
    }[form]
    assert classify_document([make_page(no, text) for no, text in enumerate([front, *texts], 1)]).is_report


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"Del {no} {10 + no}" for no in range(9)),
        "Av 100 poäng är 50 poäng mycket.",
        "\n".join(f"Kapitel {no}: {no + 2} frågor" for no in range(9)),
    ],
)
def test_a_document_on_the_instrument_without_points_of_areas_is_no_report(text: str) -> None:
    front = "Om Kommunkompassen\nHur arbetet går till i kommunen"
    assert not classify_document([make_page(1, front), make_page(2, f"{text}\n{PROSE}")]).is_report


def test_names_with_counts_of_questions_are_no_points() -> None:
    names = [AREAS[2010, area_no].name for area_no in range(1, 9)]
    text = "\n".join(f"{no}. {name}: {no + 2} frågor" for no, name in enumerate(names, 1))
    front = "Kommunkompassen\nEtt verktyg för kommuner\nSå går det till"
    assert not classify_document([make_page(1, front), make_page(2, text)]).is_report


@pytest.mark.parametrize(
    ("cover", "is_report"),
    [
        ("Kommunkompassen\nTibro kommun\nFebruari 2014\n1 / 9", True),
        ("Tibro kommun\nmars 2012\nKommunkompassen", True),
        ("Kommunkompassen\nLesja kommune\nJuni 2013", True),
        ("Kommunkompassen\nTibro kommun", False),
        ("Kommunkompassen\nVår kommun\nFebruari 2014", False),
        ("Kommunkompassen\nTibro kommun\nProtokoll\nKallelse\nFebruari 2014", False),
    ],
)
def test_a_bare_cover_with_a_month_begins_a_report(cover: str, is_report: bool) -> None:
    areas = [f"{AREAS[2010, area_no].name}\n{PROSE}" for area_no in AREA_NUMBERS]
    found = classify_document(make_pages([cover, AREA_LIST, *areas]))
    assert found.is_report == is_report
