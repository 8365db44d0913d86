"""The round as sentences tell it, and dates of meetings and earlier evaluations, which are no visit."""

from __future__ import annotations

import pytest

from extract.identity import identify_document
from extract.instrument import AREA_NUMBERS, AREAS
from extract.records import Identity
from tests.invented_reports import make_norwegian_report, make_pages, make_report

NO_DATE = "Kommunkompassen\nAnalys av Lerums kommun"


def identify(cover: str, told: str) -> Identity:
    return identify_document(make_report(cover, edition=2010, summary=told))


@pytest.mark.parametrize(
    ("told", "start"),
    [
        ("Våren 2013 utvärderades Lerums kommun med hjälp av Kommunkompassen.", "2013"),
        ("I februari 2015 fick Lerums kommun besök av två utvärderare från SKL.", "2015-02"),
        ("Under två dagar i maj 2014 besökte två utvärderare kommunen.", "2014-05"),
        ("Sveriges Kommuner och Landsting, SKL, besökte oss den 5–7 maj 2014.", "2014-05-05"),
        ("SKL:s utvärderare besökte vår kommun i maj 2014.", "2014-05"),
        ("Utvärderarna var på plats i kommunen den 5–7 maj 2014.", "2014-05-05"),
        ("SKL gjorde utvärderingen i Lerum den 5–7 maj 2014.", "2014-05-05"),
        ("SKR genomförde utvärderingen digitalt hösten 2014.", "2014"),
        ("Utvärderingen skedde digitalt den 5–7 maj 2014.", "2014-05-05"),
        ("Hösten 2014 genomfördes en utvärdering enligt Kommunkompassen i Lerum.", "2014"),
        ("Det bygger på den utvärdering som SKL gjorde i Lerums kommun i oktober 2014.", "2014-10"),
        ("Ett fyrtiotal personer intervjuades den 5–7 maj 2014.", "2014-05-05"),
        ("Under 2014 har kommunen utvärderats med Kommunkompassen.", "2014"),
        ("Lerums kommun har under våren 2014 utvärderats enligt Kommunkompassen.", "2014"),
        ("Kommunen lät sig utvärderas med Kommunkompassen våren 2014.", "2014"),
        ("Vi deltog i Kommunkompassen våren 2014.", "2014"),
        ("Platsbesök: 5–7 maj 2014.", "2014-05-05"),
        ("Rapporten bygger på intervjuer i kommunen den 5–7 maj 2014.", "2014-05-05"),
        ("Under vecka 19 2014 besökte två utvärderare från SKL kommunen.", "2014"),
        ("Hösten 2014 utvärderades vi av SKL, och vi är bättre än förra gången.", "2014"),
        ("Våren 2014 granskades vi av SKL. Förra gången var 2010. Sedan dess är frågorna nya.", "2014"),
        ("• SKR gjorde utvärderingen 5–7 oktober 2021\n• Vi svarade på 43 frågor", "2021-10-05"),
    ],
)
def test_a_sentence_tells_the_round(told: str, start: str) -> None:
    identity = identify(NO_DATE, told)
    assert (identity.municipality, identity.visit_start) == ("Lerum", start)
    assert (identity.round, identity.round_source) == (int(start[:4]), "visit")


@pytest.mark.parametrize(
    ("told", "start"),
    [
        ("Lom kommune ble evaluert våren 2014 av KS.", "2014"),
        ("I mai 2014 besøkte to evaluatorer fra KS kommunen.", "2014-05"),
        ("Hausten 2014 fekk vi besøk av to evaluatorar frå KS.", "2014"),
        ("KS gjennomførte evalueringen digitalt i oktober 2014.", "2014-10"),
    ],
)
def test_a_norwegian_sentence_tells_the_round(told: str, start: str) -> None:
    pages = make_norwegian_report("Kommunekompasset\nEvaluering av Lom kommune", summary=told)
    identity = identify_document(pages)
    assert (identity.municipality, identity.round, identity.visit_start) == ("Lom", int(start[:4]), start)


@pytest.mark.parametrize(
    "told",
    [
        "Hösten 2010 besökte utvärderarna kommunen. Nu har vi utvärderats igen.",
        "Hösten 2010 besökte utvärderarna kommunen. Poängen 2014 är högre.",
        "Hösten 2010 utvärderades kommunen av SKL. Sedan dess har mycket hänt.",
        "Hösten 2010 utvärderades kommunen av SKL. Årets utvärdering är bättre.",
        "Vi utvärderades första gången 2010, och nu finns ett nytt resultat.",
        "Förra gången utvärderades kommunen av SKL hösten 2010.",
        "Sedan 2010 har kommunen utvärderats av SKL.",
        "Kommunen utvärderades 2010 och 2014 av SKL.",
        "Våren 2014 utvärderades Nacka kommun av SKL.",
        "Våren 2014 besökte utvärderarna Nacka kommun.",
        "Våren 2014 besökte två utvärderare från SKL Nacka.",
        "I maj 2014 besökte SKL oss för att berätta om Kommunkompassen.",
        "I maj 2014 fick vi besök av SKL, som höll en utbildning om Kommunkompassen.",
        "I maj 2014 presenterade utvärderarna resultatet för kommunen.",
        "I mars 2014 beslutade kommunstyrelsen att kommunen skulle utvärderas av SKL.",
        "Våren 2014 ska kommunen utvärderas av SKL.",
        "Våren 2014 sköts utvärderingen av kommunen upp av SKL.",
        "I mars 2014 utvärderades kommunen av Skolinspektionen.",
        "I mars 2014 utvärderades vår nya webbplats av SKL.",
        "Kommunens arbete med medborgardialog utvärderades i mars 2014 av SKL.",
        "Vid ett besök i Nacka den 5–7 maj 2014 lärde vi oss mycket.",
        "Publicerad 15 december 2014\nUtvärderarna besökte kommunen i våras.",
    ],
)
def test_other_sentences_tell_no_round(told: str) -> None:
    identity = identify(NO_DATE, told)
    assert (identity.municipality, identity.round) == ("Lerum", None)
    assert [reason.code for reason in identity.reasons] == ["round_unclear"]


@pytest.mark.parametrize(
    ("title", "told", "year"),
    [
        ("Kommunkompassen 2014\nLerums kommun", "Våren 2010 utvärderades kommunen av SKL.", 2014),
        ("Kommunkompassen 2014\nLerums kommun", "Hösten 2013 utvärderades kommunen av SKL.", 2013),
        ("Kommunkompassen 2010\nLerums kommun", "Våren 2013 besökte utvärderarna oss.", 2013),
        ("Kommunkompassen 2012\nLerums kommun", "Våren 2015 besökte utvärderarna oss.", None),
        ("Åt rätt håll\nLerums kommun i Kommunkompassen 2013", "Nu är rapporten klar.", 2013),
        ("Så gick det för Lerums kommun i Kommunkompassen 2013", "Nu är rapporten klar.", 2013),
        ("Förra gången, Lerums kommun i Kommunkompassen 2013", "Nu är rapporten klar.", None),
    ],
)
def test_the_title_says_which_evaluation_a_sentence_speaks_of(
    title: str, told: str, year: int | None
) -> None:
    assert identify(title, told).round == year


MEETINGS = [
    "Kommunfullmäktige 29 november 2014",
    "Presentation i kommunstyrelsens arbetsutskott den 29 november 2014",
    "29 november 2014, kommunfullmäktige",
    "Information till barn- och utbildningsnämnden 2014-11-29",
    "Kommunfullmäktige\n29 november 2014",
    "Chefsdag 29 november 2014",
]


@pytest.mark.parametrize("meeting", MEETINGS)
def test_a_meeting_is_no_visit(meeting: str) -> None:
    cover = f"Kommunkompassen\nResultat för Lerums kommun\n{meeting}"
    told = identify(cover, "SKL gjorde utvärderingen digitalt 5–7 oktober 2013.")
    assert (told.round, told.visit_start, told.visit_end) == (2013, "2013-10-05", "2013-10-07")
    assert identify(cover, "Rapporten är klar.").visit_start is None


@pytest.mark.parametrize("meeting", MEETINGS[:4])
def test_a_meeting_dates_no_report_and_no_round(meeting: str) -> None:
    identity = identify(f"Kommunkompassen\nResultat för Lerums kommun\n{meeting}", "Rapporten är klar.")
    assert (identity.round, identity.report_date) == (None, None)


def test_a_visit_after_the_meeting_is_still_to_come() -> None:
    cover = "Kommunkompassen 2014\nResultat för Lerums kommun\nKommunstyrelsen 3 mars 2014"
    identity = identify(cover, "Utvärderingen gjordes den 5–7 maj 2014.")
    assert [reason.code for reason in identity.reasons] == ["round_unclear"]


def test_a_visit_on_which_the_board_was_met_is_a_visit() -> None:
    cover = "Kommunkompassen\nAnalys av Lerums kommun\nKommunstyrelsen intervjuad 12 mars 2013"
    assert identify(cover, "").visit_start == "2013-03-12"


def test_headings_belong_to_no_sentence() -> None:
    wide = "Utvärderingen är gjord av två erfarna utvärderare, som har läst alla dokument om hur vi styrs,"
    told = f"{wide}\nnu och på längre sikt.\nSotenäs {{}}\nTvå utvärderare från SKL besökte oss i maj."
    pages = make_pages(["Kommunkompassen\nSotenäs kommun", told.format("oktober 2014"), "Poäng"])
    assert identify_document(pages).round is None


WEB = "Kommun och politik\nKommunkompassen i Lerums kommun\n{}\nSKL har åtta områden, med högst 100 poäng.\n"


@pytest.mark.parametrize(
    ("told", "year"),
    [
        ("I oktober 2014 utvärderades Lerums kommun av SKL.", 2014),
        ("Hösten 2014 blev vi granskade av SKL.", 2014),
        ("I mars 2014 beslutade kommunstyrelsen att vi ska utvärderas igen.", None),
        ("I mars 2014 presenterades resultatet av utvärderingen.", None),
        ("Våren 2014 fick kommunen en ny webbplats.", None),
        ("Lerums kommun ska hösten 2014 låta sig utvärderas av SKL.", None),
        ("Besöket kommer att genomföras den 5–7 maj 2014.", None),
        ("Våren 2010 utvärderades Lerums kommun av SKL. Nu har vi utvärderats igen.", None),
        ("I mars 2014 blev vi glada över att SKL kom.", None),
    ],
)
def test_a_month_or_a_season_in_a_sentence_at_the_top_is_no_title(told: str, year: int | None) -> None:
    page = WEB.format(told) + "\n".join(f"{AREAS[2010, no].name} {40 + no * 13 % 29}" for no in AREA_NUMBERS)
    assert identify_document(make_pages([page])).round == year


def test_a_year_that_ends_a_sentence_is_no_title() -> None:
    told = "Våren 2013 utvärderades Lerums kommun av SKL. Vi fick\npoäng, som är fler än vid besöket\n2010."
    page = WEB.format(told) + "\n".join(f"{AREAS[2010, no].name} {40 + no * 13 % 29}" for no in AREA_NUMBERS)
    assert identify_document(make_pages([page])).round == 2013
