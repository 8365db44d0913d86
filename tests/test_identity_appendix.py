"""Council papers: those that carry the points of an evaluation as an appendix, and those that quote one."""

from __future__ import annotations

import pytest

from extract.identity import classify_document, identify_document
from extract.instrument import AREA_NUMBERS, AREAS
from tests.invented_reports import PROSE, make_pages

TABLE = "\n".join(
    f"{no} {AREAS[2010, no].name} {points}"
    for no, points in zip(AREA_NUMBERS, (46, 53, 59, 61, 44, 58, 47, 55), strict=True)
)
HEAD = "ORSA KOMMUN {}\nKommunledningskontoret 2011-12-05 Dnr KS 2011/402\n"
TOLD = "Utvärderingen genomfördes den 27–29 september 2011 av två utvärderare från SKL.\n"
SUBJECT = "Tjänsteskrivelse – SKL:s utvärdering av Orsa kommun\nenligt Kommunkompassen 2011\n"
CAPTION = "Bilaga 2. Kommunkompassen – Orsa kommuns poäng 2011\n"


def write(*texts: str) -> list[str]:
    return [HEAD.format(f"{at} ({len(texts)})") + text for at, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("pages", "round_"),
    [
        (
            write(
                f"{SUBJECT}Förslag till beslut\n{TOLD}{PROSE}", f"Bilaga 1. Rapport\n{PROSE}", CAPTION + TABLE
            ),
            2011,
        ),
        (
            write(
                f"{SUBJECT}Förslag till beslut\n{TOLD}{PROSE}",
                "Bilaga\nKommunkompassen\nOrsa kommun 2011\nI fotnoten på varje sida upprepas resultatet från"
                f" den förra utvärderingen 2007, då områdena\ntvå och sju hade andra namn.\n{TABLE}",
            ),
            2011,
        ),
        (
            write(
                f"Tjänsteskrivelse\nKommunkompassen – resultat\nFörslag till beslut\n{TOLD}{PROSE}",
                PROSE,
                f"Bilaga\nOrsa kommuns poäng i Kommunkompassen 2011\nHögst 100 poäng\n{TABLE}",
            ),
            2011,
        ),
        (
            write(
                f"Yttrande om Kommunkompassen 2011\nFörslag till beslut\nTjänsteskrivelse\n{PROSE}",
                CAPTION + TABLE,
            ),
            2011,
        ),
        (
            write(f"{SUBJECT}Förslag till beslut\n{PROSE}", f"Bilaga A: Resultat\n{PROSE}\n{TABLE}", PROSE),
            None,
        ),
    ],
)
def test_a_memo_with_the_result_as_its_appendix_is_a_report(pages: list[str], round_: int | None) -> None:
    made = make_pages(pages)
    assert classify_document(made).code == "report"
    identity = identify_document(made)
    assert (identity.municipality, identity.round) == ("Orsa", round_)


@pytest.mark.parametrize(
    "pages",
    [
        # the points of an earlier evaluation
        write(f"{SUBJECT}{TOLD}{PROSE}", CAPTION.replace("2011", "2008") + TABLE),
        write(
            f"Tjänsteskrivelse\nFörslag till beslut om Kommunkompassen\n{PROSE}",
            f"Bilaga\nResultat 2008\n{TABLE}",
        ),
        # quoted in its own text
        write(f"{SUBJECT}{TOLD}{PROSE}\n{TABLE}", f"Bilaga 1. Rapport\n{PROSE}"),
        write(f"{SUBJECT}{TOLD}{PROSE}", f"Resultatet\n{TABLE}\nBilaga 1 sänds ut senare."),
        # on something else
        write(
            f"Tjänsteskrivelse – detaljplan för torget\n{PROSE}", f"Bilaga 1. Kommunkompassen 2011\n{TABLE}"
        ),
    ],
)
def test_a_memo_that_quotes_points_is_none(pages: list[str]) -> None:
    assert classify_document(make_pages(pages)).code == "memo"


@pytest.mark.parametrize(
    ("subject", "told", "caption"),
    [
        (SUBJECT, TOLD.replace("2011", "2010"), CAPTION),
        (SUBJECT, TOLD, CAPTION.replace("2011", "2010")),
        (SUBJECT.replace(" 2011", ""), TOLD, CAPTION.replace(" 2011", "")),
    ],
)
def test_papers_that_do_not_agree_on_the_year_leave_the_round_open(
    subject: str, told: str, caption: str
) -> None:
    pages = make_pages(write(f"{subject}Förslag till beslut\n{told}{PROSE}", f"{caption}{TABLE}"))
    assert identify_document(pages).round is None


def test_the_result_of_a_neighbour_in_council_papers_is_nobodys() -> None:
    caption = CAPTION.replace("Orsa", "Mora")
    pages = make_pages(write(f"{SUBJECT}Förslag till beslut\n{TOLD}{PROSE}", PROSE, f"{caption}{TABLE}"))
    assert identify_document(pages).municipality is None
