"""Which municipality a report is about: the traps of covers, headings and look-alike names."""

from __future__ import annotations

import pytest

from extract.identity import identify_document
from extract.identity.titles import find_title_targets, list_several
from extract.municipalities import MUNICIPALITIES
from extract.records import Identity
from tests.invented_reports import make_norwegian_report, make_report

EVALUATORS = "Anna Exempel, SKL\nBo Påhitt, {}"


def identify(cover: str, evaluated: str = "", **more: str) -> Identity:
    return identify_document(make_report(cover, evaluated=evaluated, **more))


def list_reasons(identity: Identity) -> list[str]:
    return [reason.code for reason in identity.reasons]


@pytest.mark.parametrize(
    ("cover", "heading", "code"),
    [
        ("KommunKompassen\nANALYS AV\nORSA KOMMUN\n2014", "Orsa kommun", "2034"),
        ("KommunKompassen\nANALYS AV\nHYLTE KOMMUN\n2014", "Hyltes kommun", "1315"),
        ("KommunKompassen\nANALYS AV\nVARA KOMMUN\n2014", "Kommunen", "1470"),
        ("KommunKompassen\nANALYS AV\nMARS 2014", "Åtvidaberg", "0561"),
        ("KommunKompassen\nANALYS AV\nMARS 2014", "Region Gotland", "0980"),
        ("KommunKompassen\nANALYS AV\nVARAS KOMMUN\n2014", "Vara kommun", "1470"),
        ("KommunKompassen\nANALYS AV\nHÄLLEFORS KOMMUN\n2014", "Hällefors kommun", "1863"),
        ("KommunKompassen\nANALYS AV\nDANDERYDS KOMMUN\n2014", "Danderyd kommun", "0162"),
        ("KommunKompassen\nANALYS AV\nKRISTIANSTADS KOMMUN\n2014", "Kristianstads kommun", "1290"),
        ("KommunKompassen\nANALYS AV\nMARIESTAD KOMMUN\n2014", "Mariestads kommun", "1493"),
        ("KommunKompassen\nANALYS AV\nFALU KOMMUN\n2014", "Falu kommun", "2080"),
        ("KommunKompassen\nANALYS AV\nLIDINGÖ STAD\n2014", "Lidingö kommun", "0186"),
        ("KommunKompassen\nANALYS AV\nLINDESBERGS KOMMUN\n2014", "Lindesbergs kommun", "1885"),
        ("KommunKompassen\nANALYS AV\nBERGS KOMMUN\n2014", "Bergs kommun", "2326"),
        ("KommunKompassen\nMUNKEDALS KOMMUN\n2014\nANALYS AV", "Munkedals kommun", "1430"),
        ("KommunKompassen MUNKEDALS KOMMUN 2014 ANALYS AV.", "Kommunen", "1430"),
        ("KommunKompassen MUNKEDALS KOMMUN FEBRUARI 2014 ANALYS AV.", "Kommunen", "1430"),
        ("MUNKEDALS KOMMUN\n2014\nANALYS AV\nKommunKompassen", "Munkedals kommun", "1430"),
        ("Kommunkompassen. Analys. av Munkedals kommun. 8-9 november 2012", "Munkedals kommun", "1430"),
        ("KOMMUNKOMPASSEN analys av Munkedals kommun oktober 2012", "Munkedals kommun", "1430"),
        ("Kommun Kompassen\nANALYS AV MUNKEDALS KOMMUN 2012", "Munkedals kommun", "1430"),
        ("Utvärdering av Munkedals kommun enligt Kommunkompassen\n2012", "Munkedals kommun", "1430"),
        ("Kommunkompassen\nAnalys av Munkedal\n2012", "Munkedals kommun", "1430"),
        (
            "K O M M U N K O M P A S S E N\nA N A L Y S  A V\nR A G U N D A  K O M M U N",
            "Ragunda kommun",
            "2303",
        ),
        ("KommunKompassen\nANALYS AV\nRAGUNDAKOMMUN\n2012", "Ragunda kommun", "2303"),
        ("KommunKompassen\nANALYS AV\nBOLL-\nNÄS KOMMUN\n2012", "Bollnäs kom-\nmun", "2183"),
        ("KommunKompassen\nANALYS AV\nBOLL\u00adNÄS KOMMUN\n2012", "Boll\u00adnäs\u00a0kommun", "2183"),
        ("KommunKompassen\nANALYS AV\nA\u030aNGE KOMMUN\n2012", "Ånge kommun", "2260"),
        ("KommunKompassen\nANALYS AV\n˚ANGE KOMMUN\n2012", "˚Ange kommun", "2260"),
        ("KommunKompassen\nANALYS AV\nNÄSSJÖ KOMMUN\n2012", "Nässjö kommun", "0682"),
        ("KommunKompassen\nANALYS AV\nVellinge kommun\n2012", "Ve氀氀inge kommun", "1233"),
    ],
)
def test_the_title_names_the_municipality_in_every_form(cover: str, heading: str, code: str) -> None:
    identity = identify(f"{cover}\n{EVALUATORS.format('Tingsryds kommun')}", heading)
    assert identity.municipality_code == code
    assert identity.municipality == MUNICIPALITIES[code].name
    assert "municipality_unclear" not in list_reasons(identity)


@pytest.mark.parametrize(
    "name",
    ["Habo", "Håbo", "Mark", "Ale", "Malå", "Upplands Väsby", "Upplands-Bro", "Östra Göinge", "Lilla Edet"],
)
def test_names_one_slip_apart_stay_apart(name: str) -> None:
    for printed in (name, f"{name}s"):
        cover = (
            f"KommunKompassen\nANALYS AV\n{printed.upper()} KOMMUN\n2013\n{EVALUATORS.format('Habo kommun')}"
        )
        identity = identify(cover, f"{printed} kommun")
        assert identity.municipality == name


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("HABO KOMMUN", "Håbo kommun"),
        ("UPPLANDS VÄSBY KOMMUN", "Upplands-Bro kommun"),
        ("KINDA KOMMUN", "Eda kommun"),
    ],
)
def test_a_title_that_the_headings_deny_leaves_the_municipality_open(title: str, heading: str) -> None:
    identity = identify(f"KommunKompassen\nANALYS AV\n{title}\n2013", heading)
    assert identity.municipality_code is None
    assert list_reasons(identity) == ["municipality_unclear"]
    assert "different municipalities" in identity.reasons[0].sentence


def test_a_misspelt_title_yields_to_the_headings_and_is_shown() -> None:
    identity = identify("KommunKompassen\nANALYS AV\nMALA KOMMUN\n2013", "Malå kommun")
    assert identity.municipality_code == "2418"
    assert [finding.code for finding in identity.findings] == ["municipality_doubt"]
    assert "MALA" in identity.findings[0].sentence


def test_an_unknown_municipality_is_never_guessed() -> None:
    identity = identify("KommunKompassen\nANALYS AV\nMALA KOMMUN\n2013", "Mala kommun")
    assert identity.municipality_code is None
    assert list_reasons(identity) == ["municipality_unclear"]


def test_without_any_marked_letter_habo_and_håbo_cannot_be_told_apart() -> None:
    def strip_marks(text: str) -> str:
        return text.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))

    for name, code in (("Håbo", None), ("Habo", None), ("Växjö", "0780")):
        pages = make_report(f"KommunKompassen\nANALYS AV\n{name} KOMMUN\n2013", evaluated=f"{name} kommun")
        stripped = [type(page)(page.number, 595, 842, strip_marks(page.text), 0) for page in pages]
        identity = identify_document(stripped)
        assert identity.municipality_code == code


@pytest.mark.parametrize(
    "evaluators",
    [
        "Anna Exempel, SKL\nBo Påhitt, Marks kommun",
        "Anna Exempel SKL\nBo Påhitt\nMarks kommun",
        "Bo Påhitt\nMarks kommun",
        "UTVÄRDERARE: ANNA EXEMPEL, SKL OCH BO PÅHITT,\nMARKS KOMMUN",
        "UTVÄRDERARE: ANNA EXEMPEL, SKL, BO PÅHITT, MARKS KOMMUN OCH\nFALKENBERGS KOMMUN",
        "Utvärderingslag\nAnna Exempel\nMARKS KOMMUN",
        "Anna Exempel, Svenska Kommunförbundet\nBo Påhitt, Göteborgs stad",
        "Rapporten skriven av SKL:s utvärderare Anna Exempel och\nBo Påhitt (Marks kommun) efter besök i maj",
        "Rapport: Anna Exempel (SKL)\nBo Påhitt (Marks kommun)",
        "Rapporten är skriven av\nBo Påhitt från Marks kommun",
        "Utvärdering gjord av Anna Exempel\noch Bo Påhitt i Marks kommun",
        "Författare: Bo Påhitt\nMarks kommun",
        "Kommunkompassens utvärderare Anna Exempel och\nBo Påhitt, anställd i Marks kommun",
    ],
)
def test_the_evaluators_employer_is_never_the_evaluated(evaluators: str) -> None:
    unnamed = identify(f"KommunKompassen\nANALYS AV\nSEPTEMBER 2011\n{evaluators}")
    assert unnamed.municipality_code is None
    assert list_reasons(unnamed) == ["municipality_unclear"]
    undated = identify(f"2011\nKommunKompassen\nANALYS AV\n{evaluators}")
    assert undated.municipality_code is None
    by_heading = identify(f"KommunKompassen\nANALYS AV\nSEPTEMBER 2011\n{evaluators}", "Sala kommun")
    assert by_heading.municipality_code == "1981"
    assert by_heading.reasons == ()


def test_the_municipalitys_own_contact_line_harms_nothing() -> None:
    cover = "KommunKompassen\nANALYS AV\nÖVERTORNEÅ KOMMUN\n2012\nÖvertorneå kommun\nA B, C D och E F SKL"
    identity = identify(cover, "Övertorneå kommun")
    assert (identity.municipality_code, identity.municipality_printed) == ("2518", "ÖVERTORNEÅ KOMMUN")


def test_municipalities_that_the_text_compares_with_do_not_count() -> None:
    summary = (
        "Nacka kommun fick 644 poäng. " * 6
        + "I Tibro kommun har vi träffat politiker. Tibro kommun arbetar väl. "
    )
    identity = identify("KommunKompassen\nANALYS AV\nAPRIL 2013", summary=summary)
    assert identity.municipality_code == "1472"


def test_a_name_that_runs_through_the_text_stands_in_for_title_and_headings() -> None:
    summary = "Tibro kommun redovisar sina resultat öppet. " * 8
    identity = identify("KommunKompassen\nANALYS AV\nAPRIL 2013", summary=summary)
    assert identity.municipality_code == "1472"
    assert [finding.code for finding in identity.findings] == ["municipality_doubt"]


def test_two_names_that_run_through_the_text_are_a_tie() -> None:
    summary = "Tibro kommun redovisar resultat. Hjo kommun samverkar. " * 8
    identity = identify("KommunKompassen\nANALYS AV\nAPRIL 2013", summary=summary)
    assert list_reasons(identity) == ["municipality_unclear"]


def test_a_text_about_another_municipality_throws_doubt_on_the_title() -> None:
    summary = "Tibro kommun redovisar sina resultat öppet. " * 30
    identity = identify("KommunKompassen\nANALYS AV\nHJO KOMMUN\n2013", summary=summary)
    assert list_reasons(identity) == ["municipality_unclear"]


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("REGION GOTLAND", "Region Gotland kommun"),
        ("Region Gotland", "Region Gotland"),
        ("GOTLANDS KOMMUN", "Gotlands kommun"),
        ("Gotland", "Region Gotlands kommun"),
    ],
)
def test_region_gotland_is_a_municipality(title: str, heading: str) -> None:
    identity = identify(
        f"KommunKompassen\nANALYS AV\n{title}\n2013\n{EVALUATORS.format('Örebro kommun')}", heading
    )
    assert identity.municipality_code == "0980"
    assert identity.reasons == ()


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Rosengårds stadsdel, Malmö stad", "stadsdelen"),
        ("Malmö stad, Rosengårds stadsdelsförvaltning", "Rosengård"),
        ("Rosengårds stadsdel,\nMalmö Stad", "stadsdelen"),
        ("Stadsdelsnämnden Majorna, Göteborgs stad", "stadsdelsnämnden"),
        ("Region Skåne", "Region Skåne"),
        ("REGION HALLAND", "regionen"),
        ("Västra Götalandsregionen", "regionen"),
        ("Landstinget i Östergötland", "landstinget"),
        ("Norrbottens läns landsting", "landstinget"),
        ("Kommunalförbundet Väst", "kommunalförbundet"),
    ],
)
def test_parts_of_cities_and_county_councils_are_no_municipalities(title: str, heading: str) -> None:
    cover = f"Kommunkompassen\nAnalys\nav {title}\n12-14 mars 2013\n{EVALUATORS.format('Alingsås kommun')}"
    identity = identify(cover, heading)
    assert identity.municipality_code is None
    assert list_reasons(identity) == ["not_a_municipality"]
    assert identity.round == 2013


def test_a_city_whose_text_speaks_of_its_districts_is_a_municipality() -> None:
    summary = (
        "Stockholms stad har 14 stadsdelsnämnder. I stadsdelen Farsta och i landstinget finns goda exempel."
    )
    identity = identify(
        "KommunKompassen\nANALYS AV\nSTOCKHOLMS STAD\n2013", "Stockholms stad", summary=summary
    )
    assert identity.municipality_code == "0180"
    assert identity.reasons == ()


def test_a_header_left_from_another_report_does_not_decide() -> None:
    header = "Kommunkompassen Analys av Kils kommun 2013-02-02 {} (20)"
    identity = identify("KommunKompassen\nANALYS AV\nHAGFORS KOMMUN\n2013", "Hagfors kommun", header=header)
    assert identity.municipality_code == "1783"
    assert identity.reasons == ()


def test_a_running_header_speaks_where_title_and_headings_are_silent() -> None:
    header = "Kommunkompassen Analys av Kils kommun {}"
    identity = identify("KommunKompassen\nANALYS AV\nAPRIL 2013", header=header)
    assert identity.municipality_code == "1715"


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("Så bra är Vetlanda – resultatet av Kommunkompassen {}", "0685"),
        ("Kommunkompassen: så leds Norrköping {}", "0581"),
        ("Vi i Lilla Edet | Kommunkompassen 2013 {}", "1462"),
        ("Vara bäst | Kommunkompassen {}", None),
        ("Så bra är Kil och Forshaga – resultatet av Kommunkompassen {}", None),
    ],
)
def test_a_running_header_names_one_municipality_among_other_words(header: str, code: str | None) -> None:
    assert identify("Kommunkompassen\nMAJ 2013", header=header).municipality_code == code


@pytest.mark.parametrize(
    ("cover", "code"),
    [
        (
            "Kommunkompassen 2021\nÅterföring till Ystads kommun, 7 december 2021\nBo Påhitt, Marks kommun",
            "1286",
        ),
        ("Så styrs Eslöv\nEslövs kommun · Kommunledningskontoret\nKommunkompassen 2014", "1285"),
        ("Resultat Kommunkompassen i Kils kommun\nBo Påhitt från Marks kommun\nmaj 2014", "1715"),
        ("Kommunekompasset\nTilbakemelding til Stord kommune\nmai 2014", "NO-1221"),
    ],
)
def test_handouts_and_booklets_name_the_municipality(cover: str, code: str) -> None:
    assert identify(cover, header="Återföring Kommunkompassen {}").municipality_code == code


def test_a_city_whose_headings_speak_of_the_district_is_not_filed_under_the_city() -> None:
    identity = identify("Kommunkompassen\nAnalys\nav Malmö stad\n12-14 mars 2013", "stadsdelen")
    assert identity.municipality_code is None
    assert list_reasons(identity) == ["not_a_municipality"]


@pytest.mark.parametrize(
    ("cover", "code"),
    [
        ("Kommunekompasset\nEvaluering av Tynset kommune 2013\nKS-K rapport 5/2013", "NO-0437"),
        ("KOMMUNEKOMPASSET.\nEvaluering av forvaltningspraksisen i\nØvre Eiker kommune\nmai 2015", "NO-0624"),
        ("Kommunekompasset\nEvalueringen av forvaltningspraksisen i Melhus kommune\nOktober 2019", "NO-5028"),
        ("Kommunekompasset\nEvaluering av Sør-Varanger kommune 2012", "NO-2030"),
        ("Kommunekompasset\nEvaluering av Nesodden 2014", "NO-0216"),
        ("VURDERING AV FORVALTNINGSPRAKSISEN I\nSør-Varanger kommune\n2012\nKommunekompasset", "NO-2030"),
        ("Kommunekompasset\nEvaluering av Voss herad 2021", "NO-4621"),
        ("Kommunekompasset\nEvaluering av Kvam herad 2015\nKS-K rapport 7/2015", "NO-1238"),
        ("ULVIK HERAD\nKommunekompasset 2013", "NO-1233"),
    ],
)
def test_norwegian_titles_give_the_code_of_their_year(cover: str, code: str) -> None:
    identity = identify_document(make_norwegian_report(cover))
    assert (identity.country, identity.municipality_code) == ("NO", code)
    assert identity.reasons == ()


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Evaluering av Herøy kommune 2013", "municipality_unclear"),
        ("Evaluering av Ingensteds kommune 2013", "municipality_unclear"),
        (
            "Sammenstillingen av evalueringene i Lindesnes, Mandal og Marnardal - august 2017",
            None,
        ),
        (
            "Resultatene fra evalueringene i Halsa, Hemne og Snillfjord kommuner april 2017",
            None,
        ),
        ("Evaluering av Skaun og Melhus kommuner 2013", "municipality_unclear"),
        ("Evaluering av Trøndelag fylkeskommune 2019", "not_a_municipality"),
        ("Evaluering av Bydel Grorud, Oslo kommune 2013", "not_a_municipality"),
    ],
)
def test_norwegian_reports_without_one_municipality(title: str, reason: str | None) -> None:
    identity = identify_document(make_norwegian_report(f"Kommunekompasset\n{title}"))
    assert identity.municipality_code is None
    assert list_reasons(identity) == [reason or "municipality_unclear"]


@pytest.mark.parametrize(
    "sentence",
    [
        "SKL:s utvärdering av hur kommuner leds, styrs och utvecklas",
        "En analys av vad kommuner gör, hur de följer upp och vad de lär sig",
        "Utvärdering av sätt att leda kommuner & bolag",
    ],
)
def test_a_sentence_on_all_municipalities_is_no_title_with_several(sentence: str) -> None:
    assert list_several(next(find_title_targets([sentence]))) == []
    assert list_several("Skaun og Melhus kommuner") == ["Melhus", "Skaun"]


@pytest.mark.parametrize(
    "line", ["Lekebergs kommun, våren 2023", "Lekebergs kommun, 2023", "Lekebergs kommun, juni 2023"]
)
def test_a_cover_names_the_municipality_with_the_time(line: str) -> None:
    identity = identify_document(make_report(f"Kommunkompassen\n{line}\nUtvärderare: A B och C D, SKR"))
    assert identity.municipality == "Lekeberg"
