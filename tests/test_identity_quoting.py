"""Documents that quote an evaluation's points: memos, plans and annual reports, by their titles and words."""

from __future__ import annotations

import pytest

from extract.identity import classify_document
from tests.invented_reports import PROSE, make_page, make_pages
from tests.test_identity_kind import SCORES


@pytest.mark.parametrize("title", ["PM", "Promemoria 2018-11-02", "NOTAT", "Tjänsteskrivelse"])
def test_a_memo_with_points_is_a_memo(title: str) -> None:
    front = f"Hofors kommun\n{title}\nHur kommunerna i länet klarade Kommunkompassen"
    kind = classify_document([make_page(1, front), make_page(2, SCORES)])
    assert kind.code == "memo"


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Stockholm stad Handlingsplan", "action_plan"),
        ("Karlskrona Handlingsplan 2015-2016", "action_plan"),
        ("Åtgärdsprogram för Hofors kommun", "action_plan"),
        ("Region Gotland Förslag till åtgärdsplan", "action_plan"),
        ("Göteborgs stad Årsredovisning", "annual_report"),
        ("Kommunstyrelsen Borås Stad Yttrande", "memo"),
        ("Analys inför handlingsplan", "report"),
        ("En kommun med en handlingsplan", "report"),
        ("Underlag till åtgärdsprogram", "report"),
    ],
)
def test_whatever_stands_before_it_a_title_says_what_quotes_the_points(title: str, code: str) -> None:
    front = f"{title}\nmed anledning av Kommunkompassen\nHofors kommun 2018-11-02"
    assert classify_document([make_page(1, front), make_page(2, SCORES)]).code == code


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Det här dokumentet är kommunens handlingsplan med anledning av rapporten.", "action_plan"),
        ("Detta dokument utgör vår reviderade åtgärdsplan efter utvärderingen.", "action_plan"),
        ("Dette dokumentet er kommunens tiltaksplan for 2019.", "action_plan"),
        ("Det här dokumentet är utvärderarnas rapport. Kommunen har antagit en handlingsplan.", "report"),
        ("Kommunen har tagit fram en handlingsplan.", "report"),
    ],
)
def test_a_document_that_calls_itself_a_plan_is_one(said: str, code: str) -> None:
    cover = "Kommunkompassen\nHofors kommun 2018\nResultat och fortsatt arbete 2019–2020"
    pages = [make_page(1, cover), make_page(2, f"Inledning\n{said}"), make_page(3, SCORES)]
    assert classify_document(pages).code == code


@pytest.mark.parametrize(
    ("title", "is_report"),
    [
        ("Kommunkompassen – analys av Tibro kommun 19–21 september 2006", True),
        ("Kommunkompassen – frågor till nämnderna i Tibro kommun", False),
        ("Kommunkompassen – analys av en kommun", False),
    ],
)
def test_a_memorandum_titled_as_an_analysis_is_a_report(title: str, is_report: bool) -> None:
    head = f"Sveriges Kommuner och Landsting\nPM\n2006-12-01\nTill kommunstyrelsen\n{title}"
    found = classify_document(make_pages([f"{head}\n{PROSE}", f"{PROSE}\n{SCORES}\n{PROSE}"]))
    assert found.is_report == is_report
