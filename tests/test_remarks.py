"""What a report says against its own printed points holds them; what it says of other things does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.document import read_document
from extract.page.opening import open_pdf
from extract.page.textpass import PageText
from extract.records import Box, Group, Identity, Outcome, Proof, ProvedScore, Reading, ReadingKind
from extract.verdict.remarks import find_remark

BUNDLED = Path(__file__).parent.parent / "flows" / "sample_reports" / "grastorp-2014.pdf"


IDENTITY = Identity(country="SE", municipality="Arvika", round=2014, edition=2010)


def make_page(text: str, number: int = 3) -> PageText:
    return PageText(number, 595, 842, text, 0)


def make_scores(page: int = 3) -> list[ProvedScore]:
    def make(area_no: int) -> ProvedScore:
        value = 50.0 + area_no
        box = Box(0, 0, 1, 1)
        reading = Reading(
            "table", ReadingKind.SCORE, value, f"{value:g}", page, box, Group("table"), area_no=area_no
        )
        return ProvedScore(area_no, value, 100, Proof.SUM, 1, reading)

    return [make(area_no) for area_no in range(1, 9)]


@pytest.mark.parametrize(
    "text",
    [
        "Rättelse\nPoängen för område 3 och område 5 har bytt plats i tabellen.",
        "RÄTTELSEBLAD 2014-03-02\nI kapitel 2 har ett fel smugit sig\nin: summan är 432.",
        "Errata: i tabell 1 anges 54 poäng för område 2, vilket är för lågt.",
        "Efter tryckning har underlaget kompletterats. Rätt poäng för Vara är 69.",
        "1 Den rätta summan blir därmed 467 poäng.",
        "Område 3 ska vara 59 poäng och inte 67.",
        "På grund av ett räknefel är poängen för område 4 för hög.",
        "Tabellen innehåller felaktiga siffror för två områden.",
        "Tabellen och summan ska därför inte användas.",
        "* Poängen har ändrats från 54 till 57 efter utskick.",
        "Siffrorna för område 1 och 2 har kastats om vid redigeringen.",
        "Rettelse: poengsummen i tabell 2 er ikke riktig.",
        "Riktig poengsum for området er 61.",
    ],
)
def test_points_that_the_report_corrects_are_held(text: str) -> None:
    reason = find_remark([make_page(text)], make_scores())
    assert reason is not None
    assert reason.code == "corrected_in_text"
    assert "Page 3" in reason.sentence


@pytest.mark.parametrize(
    "text",
    [
        "Poängen i detta utkast är preliminära.",
        "SKR:s poäng per område presenteras muntligt för kommunfullmäktige.",
        "Poängsättningen görs av en annan bedömargrupp efter sommaren.",
        "Poängsättningen för Arvika fastställs under hösten.",
        "Poengsettingen skjer senere i år.",
        "Tabell 1. Kommunens egen skattning.",
        "Figur 4: Arvika kommuns självvärdering per område",
        "Kilde: kommunens egenvurdering. Tabell 2\nTabell 2. Kommunens egen vurdering",
        "\n".join(f"Arvika kommuns skattning: {50 + no} poäng av 100." for no in range(1, 9)),
        "\n".join(f"Kommunens egen bedömning {50 + no} p" for no in range(1, 5)),
    ],
)
def test_points_that_are_not_the_evaluators_final_ones_are_held(text: str) -> None:
    reason = find_remark([make_page(text)], make_scores())
    assert reason is not None
    assert reason.code == "score_uncertain"


@pytest.mark.parametrize(
    "text",
    [
        "Kommunens kontaktperson har fått möjlighet att rätta sakfel i ett utkast till rapporten.",
        "Besöket avslutades med en muntlig återkoppling, och preliminära iakttagelser redovisades muntligt.",
        "En handlingsplan är beslutad och ska vara genomförd 2018.",
        "Målet är att området ska vara 80 poäng vid nästa utvärdering.",
        "Felaktiga fakturor rättas inom en vecka, och rutinen för rättelse av protokoll är känd.",
        "Chefer får rätt siffror i rätt tid genom det nya beslutsstödet.",
        "Poängen har höjts från 54 till 57 sedan 2010.",
        "Inför besöket gjorde kommunen en självvärdering av de 43 frågorna.",
        "Poängsättningen görs av de båda utvärderarna efter besöket.",
        "Poäng per delområde redovisas separat i bilaga 2.",
        "Vid revisionen hittades inga felaktigheter i årsredovisningen.",
        "Kommunens egen bedömning 88 poäng",
    ],
)
def test_what_is_said_of_other_things_holds_nothing(text: str) -> None:
    assert find_remark([make_page(text)], make_scores()) is None


def test_a_caption_of_another_page_is_of_another_table() -> None:
    assert find_remark([make_page("Tabell 1. Kommunens egen skattning.", 5)], make_scores()) is None


def test_a_slip_that_speaks_of_a_goal_is_a_slip() -> None:
    text = "Rättelse\nI kapitlet om mål och resultat är poängen för område 5 hämtad från 2010."
    reason = find_remark([make_page(text)], make_scores())
    assert reason is not None
    assert reason.code == "corrected_in_text"


@pytest.mark.parametrize("place", ["before the cover", "at the end"])
@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("Rättelse", "Poängen för område 2 är fel i tabellen."), "corrected_in_text"),
        (("ERRATA", "Kommunkompassen, kapitel 2: två siffror", "har bytt plats."), "corrected_in_text"),
        (("Protokollet justeras av ordföranden.",), None),
    ],
)
def test_a_slip_bound_with_the_report_holds_it(
    lines: tuple[str, ...], code: str | None, place: str, tmp_path: Path
) -> None:
    slip, path = tmp_path / "slip.pdf", tmp_path / "report.pdf"
    canvas = Canvas(str(slip))
    for at, line in enumerate(lines):
        canvas.drawString(80, 700 - 20 * at, line)
    canvas.save()
    document: pypdfium2.PdfDocument = open_pdf(BUNDLED)
    document.import_pages(open_pdf(slip), index=0 if place == "before the cover" else None)
    document.save(path)
    report = read_document(path, "0" * 64)
    assert [reason.code for reason in report.reasons] == ([code] if code else [])
    assert report.outcome is (Outcome.QUARANTINED if code else Outcome.ACCEPTED)


@pytest.mark.parametrize(
    "text",
    [
        "Siffran är hämtad från utvärderingen 2012.",
        "Poängen i tabellen kommer från grannkommunens rapport.",
        "Tallene i tabellen er hentet fra evalueringen i 2010.",
        "Siffran efter varje rubrik i avsnitt 3 är den poäng som kommunen siktar på.",
        "Sammanställningen nedan visar vad vi vill nå vid nästa utvärdering.",
        "Diagrammet visar målen för mandatperioden, se även sidan 4.",
        "Årets resultat redovisas inte i denna rapport.",
        "Utvärderarnas poäng tillkommer i slutversionen.",
        "Kommunens egna poäng är ännu inte fastställda, årets poäng meddelas senare.",
        "Inför besöket har ledningsgruppen själv satt poäng på varje område.",
        "Chefsgruppen har gett kommunen egna poäng på alla frågor.",
        "På kommunens begäran trycks inga poäng i denna rapport.",
        "Staplarna i diagram 1 är ritade efter våra systerkommuner, sammanslagna till ett tal per område.",
        "Utfallet anges som plats i ordningen bland de kommuner som hittills prövats.",
        "Siffrorna i avsnitt 2 har vi hittat på för att läsaren ska lära sig formen.",
        "Svaret finns i avsnitt 4: så här skulle kompassen peka om planen vore genomförd.",
        "Vård och omsorg. De övriga förvaltningarna är inte bedömda.",
        "Intervjuerna gällde socialnämnden; kommunen som helhet prövas våren 2016.",
        "Utvärderingsgruppens egen poäng redovisas för sig vid ett möte i maj.",
        "Med kommunens poäng menas i denna rapport medeltalet för de sex kommunerna.",
        "Tallene i tabellen viser hvor fornøyde innbyggerne er.",
        "Summa 583 470 För varje område anges poängen hos den kommun i länet som lyckats bäst.",
        "I avsnittet om poäng har vi låtit den gamla uppställningen stå kvar, så att siffrorna syns.",
        "Det är dessa omräknade tal som visas i kapitlet.",
        "I tabellen har vi i ledningsgruppen fört in vad vi tror att arbetet har gett.",
        "Ledningsgruppen satt en eftermiddag och skrev upp en siffra för varje område.",
        "Talen i tabellen ska alltså vara så låga som möjligt.",
        "Använd därför inte tabellen i avsnittet Översikt av poängfördelning.",
        "Vi har delat våra poäng med snittets och multiplicerat med hundra.",
        "Bilagan med poängen hör till grannkommunens rapport.",
        "SKR:s egna utvärderare kommer till kommunen först nästa år.",
        "Analysen gäller förvaltningens sätt att arbeta.",
        "Diagrammet har klistrats in i väntan på nya siffror.",
        "Panelen har gett de betyg som tabellen innehåller.",
        "Poängen nedan är vad någon kommun nått som mest.",
        "Siffrorna i tabellen visar den bästa kommunen i varje område.",
        "Poängen är alltså Mjölbys.",
        "Arvika har inte gjort någon Kommunkompass.",
        "Summa 477 800 Exempelvärden – skriv över med kommunens poäng.",
        "Vi har poängsatt oss själva.",
        "Poenga er sette av oss, ikkje av KS-Konsulent.",
        "I november kommer SKL hit, och då får vi veta hur rätt vi hade.",
        "Ett påhittat exempel får visa hur slutredovisningen ser ut.",
        "Kommunen är verklig men avidentifierad – och nej, det är inte vi.",
        "Sveriges Kommuner och Landsting kommer den 2–4 april till Arvika för att utvärdera kommunen.",
        "Utvärderarna kan inte komma förrän till hösten.",
        "KS-Konsulent kommer i april for å evaluere kommunen.",
        "Arvika har alltså inte utvärderats, och någon ny tid är inte bokad.",
        "Arvika kommun har inte blivit utvärderad.",
        "Därefter har de på egen hand satt den poäng som de tycker är rimlig.",
        "Arbetsgruppen har lagt till den poäng som vi tror att svaren kan ge.",
        "Tack till Vara, vars siffror vi visar i väntan på att våra egna blir klara.",
        "Talen nedan är satta på prov i avvaktan på utvärderarnas besked.",
        "Tallene er hentet inn i påvente av kommunens egne.",
        "Våra egna siffror dröjer till efter nyår.",
        "Kommunens egna poäng är klara först i december.",
        "De byts när beskedet från utvärderarna har kommit.",
        "Siffrorna ersätts då utvärderarnas slutliga kommer.",
        "Räkna med att flera av talen på sidan 2 ser annorlunda ut när vi möts i maj.",
        "Ledningsgruppen har under två dagar gjort en självskattning utifrån modellens frågor.",
        "Skattningen är vår egen.",
        "Ingen utvärderare från SKL har medverkat.",
        "Avdelingslederne har gjort en egenvurdering ut fra Kommunekompassets kriterier.",
        "Ingen utomstående har granskat poängen.",
        "Vi ber er att lägga rapporten åt sidan.",
        "Rapporten bör läggas åt sidan, och utvärderarna räknar om områdena 1, 2 och 5.",
        "Vi ber dere om å legge rapporten til side.",
        "KS regner om områdene 3 og 4.",
        "Fyra av områdena råkade poängsättas med den äldre upplagans frågor.",
        "Under april får ni en ny rapport.",
        "Fel tabell följde med i utskicket.",
        "Feil lysbilde kom med på side 4.",
        "Den rätta bilden delas ut vid mötet.",
        "Därefter går vi igenom poängen en sista gång.",
        "Arvika kommun har nu rapporten för läsning.",
        "Efter diskussion enades man om en poäng för varje område.",
        "Gruppen enades om vilken poäng kommunen borde få.",
        "I oktober är det SKL:s tur.",
        "Vi som skrev är en del av den verksamhet som bedöms.",
        "Det är vad våra chefer kom fram till under två dagar.",
        "Poängen har vi resonerat oss fram till på kursen.",
        "Vi ba et firma om å regne seg fram til poengene.",
        "Ledningsgruppen satt med SKL:s frågor framför sig, resonerade och skrev upp en siffra per område.",
        "På grund av pandemin kom det aldrig några utvärderare hit.",
        "Vi läste svaren och enades om vad vi tyckte att varje område var värt.",
        "Att göra samma sak för hela Arvika får bli en senare fråga.",
        "Någon utvärdering har aldrig gjorts i Arvika.",
        "Vi som håller kursen har valt siffrorna själva.",
        "Vi setter oss ned med poengene igjen i uke 43, og først da vet vi hva Arvika får.",
        "Säg till om vi har missförstått något, och vilka papper vi inte har fått.",
        "De som arbetar med skola och gator har vi inte träffat.",
        "Det var socialkontoret som ville pröva kompassen på sig självt.",
    ],
)
def test_points_that_are_older_an_aim_a_belief_or_still_to_come_are_held(text: str) -> None:
    scores = [replace(each, reading=replace(each.reading, words="Kommunens poäng")) for each in make_scores()]
    reason = find_remark([make_page(text)], scores, identity=IDENTITY)
    assert reason is not None
    assert reason.code == "score_uncertain"
    assert "Page 3" in reason.sentence


@pytest.mark.parametrize(
    "text",
    [
        "Siffrorna inom parentes är hämtade från utvärderingen 2010.",
        "Den grå stapeln i diagrammet visar poängen vid förra utvärderingen.",
        "Poängen i tabellen är hämtade från utvärderingen 2014.",
        "Kommunen siktar på 550 poäng vid nästa utvärdering.",
        "Poängen kan användas som underlag för nya mål inför nästa utvärdering.",
        "Resultaten från brukarundersökningarna redovisas inte per enhet.",
        "Uppgifterna om invånare är hämtade från SCB.",
        "Poäng per delområde redovisas inte i tabellen.",
        "Rapporten presenteras för kommunstyrelsen i höst.",
        "Medarbetarna bedömer själva sin arbetsmiljö varje år.",
        "Tabellen visar de poäng som kommunen har fått och vad som är högsta möjliga.",
        "Poängen ska ses som ett sätt att visa på styrkor och inte som ett betyg.",
        "Siffrorna är en sammanfattning av texterna och bör läsas tillsammans med dem.",
        "Tabellen visar Arvikas poäng bredvid landets.",
        "Diagrammet visar hur de åtta områdena föll ut.",
        "Kolumnen till höger är medelvärdet för alla kommuner.",
        "Med styrning avses hur fullmäktige leder kommunen.",
        "Så här skulle kommunen kunna arbeta med dialog.",
        "Råd: bestäm på vilka nivåer invånarna kan få inflytande, och tala om det i förväg.",
        "Tabellen viser fokusområdene ordnet etter poengsum, med det sterkeste øverst.",
        "Poängen är högre än Mjölbys.",
        "Poenga blir sette av oss, ikkje av kommunen.",
        "Det vi har sett är att cheferna samarbetar.",
        "Arvika tillhör de kommuner som lyckas över hela linjen.",
        "Vi trur det er mogleg, men vil åtvare mot å gjere poenga til eit mål i seg sjølv.",
        "Totalsumman för bästa kommun är den högsta som en enskild kommun fått.",
        "Siffrorna för övriga kommuner är hämtade från SKL.",
        "Vi går igenom målen med cheferna, och de räknar om budgeten varje månad.",
        "Kommunen har nu en plan för läsning i förskolan.",
        "På kontaktcenter tar vi emot synpunkter från alla invånare.",
        "Kommunen har inte genomfört någon medarbetarundersökning sedan 2010.",
        "Goda exempel från enstaka enheter ger bara en del av de möjliga poängen.",
        "Leseren bør legge størst vekt på tekstene; tallene er en oppsummering av dem.",
        "Staplarna visar hur många av hundra möjliga poäng Arvika kommun fick inom områdena.",
        "Invånarna svarade på en enkät om dialogen, och svaren används i budgeten.",
        "Utvärderarna kommer fram till att dialogen bör utvecklas.",
        "Poängen har ökat inom samtliga områden, mest inom verksamhetsutveckling.",
        "Övriga nämnder har inte antagit någon plan.",
        "Tabellen viser poengsummen Arvika kommune har oppnådd, sammen med den høyeste verdien.",
        "Med poäng avses det antal poäng som utvärderarna har satt efter kalibrering.",
        "Poängen räknas fram ur ett antal frågor där svaren ges värden.",
        "Poängene beregnes ut fra svarene på de enkelte spørsmålene.",
        "Kolumnen Bäst visar den högsta poäng som någon kommun har fått på området.",
        "Intrycken har vägts samman, och poängen har satts gemensamt av laget.",
        "Poängen hålls nere av att resultatinformationen till medborgarna når en liten krets.",
        "Poängen dras ned något av att invånarna sällan får svar.",
        "Poengene løftes av at brukerundersøkelsene følges opp.",
        "Utvärderarna kommer till kommunen och intervjuar ett trettiotal personer.",
        "Arvika har inte utvärderats sedan 2005.",
        "E-tjänsterna har inte utvärderats.",
        "Arvikas nya kontaktcenter har inte utvärderats.",
        "Utvärderarna kan inte komma till någon annan slutsats än att viljan finns.",
        "Poängen ser annorlunda ut än vid förra utvärderingen.",
        "I väntan på resultatet av medarbetarenkäten har cheferna samtalat om arbetsmiljön.",
        "Årets resultat väntas bli 12 miljoner kronor.",
        "Rutinerna byts ut när det behövs.",
        "Arbetet byggs upp, och det är naturligt att poängen ännu inte är så hög.",
        "Självvärderingar enligt en gemensam modell görs vid skolor och äldreboenden.",
        "Enheternas bedömning bygger på en självvärdering, dokument och samtal.",
    ],
)
def test_sentences_on_parts_of_a_presentation_and_on_its_use_hold_nothing(text: str) -> None:
    assert find_remark([make_page(text)], make_scores(), identity=IDENTITY) is None


MARKED = "1 Offentlighet 51\n2 Brukare 52*\n3 Styrning 53\n4 Ledarskap 54*\n"


@pytest.mark.parametrize(
    "note",
    [
        "* Området togs inte upp vid årets besök.",
        "* Preliminär bedömning, kompletteras i höst",
        "* Tallet gjelder bare en del av kommunen.",
    ],
)
def test_a_note_to_some_of_the_scores_holds_them(note: str) -> None:
    reason = find_remark([make_page(MARKED + note)], make_scores())
    assert reason is not None
    assert reason.code == "score_uncertain"


@pytest.mark.parametrize(
    "note", ["* Högst 100 poäng, maxpoäng.", "* Lägre än 2010.", "* Över medelvärdet för alla.", ""]
)
def test_a_note_on_the_highest_points_or_on_a_change_holds_nothing(note: str) -> None:
    assert find_remark([make_page(MARKED + note)], make_scores()) is None


@pytest.mark.parametrize(
    "line", ["Offert, april 2021", "Studiebesök i Mjölby, 14 mars", "Medborgarundersökning 2014"]
)
def test_the_title_of_another_document_holds_its_points(line: str) -> None:
    pages = [make_page(f"Arvika kommun\nKommunkompassen\n{line}", 1), make_page("Poäng per område")]
    reason = find_remark(pages, make_scores(), identity=IDENTITY)
    assert reason is not None
    assert "no report on an evaluation" in reason.sentence


@pytest.mark.parametrize(
    "line",
    [
        "Analys av Arvika kommun",
        "Relaterat\nÅrsredovisning 2016\nMedborgarundersökning",
        "Läs också\nSjälvskattning av jämställdheten",
        "Under besöket gjordes ett studiebesök på biblioteket, och en enkät till invånarna har gåtts igenom",
    ],
)
def test_other_lines_of_a_cover_hold_nothing(line: str) -> None:
    pages = [make_page(f"Arvika kommun\nKommunkompassen\n{line}", 1), make_page("Poäng per område")]
    assert find_remark(pages, make_scores(), identity=IDENTITY) is None
