"""Sentences by which a report denies its printed points, and sentences that only sound like them."""

from __future__ import annotations

import pytest

from extract.records import Identity
from extract.verdict.withdrawals import find_denial

IDENTITY = Identity(country="SE", municipality="Arvika", round=2015, edition=2010)
HEADINGS = "Arvika kommuns poäng 2015"

DENIALS = {
    "not real": [
        "Alla värden i figuren är tagna ur luften av layoutaren.",
        "Tabellen är en attrapp.",
        "Det här är en mockup; resultaten läggs in när de finns.",
        "Bilden är ett montage och visar ingen verklig mätning.",
        "Tallene i diagrammet er oppdiktet for kursets skyld.",
        "Vi låtsas att kommunen har fått följande poäng.",
        "Tänk er att resultatet blev så här.",
        "Siffrorna är bara till för att visa var på sidan de ska stå.",
        "Poengene i denne prøveutgaven er valgt tilfeldig.",
        "Vänligen byt ut siffrorna mot era egna.",
        "Dette er bare en test.",
    ],
    "somebody else's judgement": [
        "Tabellen fylldes i av kommunens egna chefer efter en gemensam frukost.",
        "Poengene er gitt av leserne våre.",
        "Betygen är satta av kommunens pensionärsråd.",
        "Det är personalens röster som redovisas i tabellen.",
        "Politikernas egna betyg framgår av stapeldiagrammet.",
        "Här redovisas politikernas betyg på den egna verksamheten.",
        "Poängen sattes av en maskin som läst kommunens webbplats.",
        "Poängen är resultatet av en kompromiss mellan de båda lagen.",
        "Vi har laget tallene selv for å ha noe å diskutere.",
        "KS har ikke godkjent poengene i denne rapporten.",
        "SKR har meddelat att de inte kan stå för siffrorna.",
        "Utvärderarna har inte sett den här tabellen.",
    ],
    "not final, withdrawn or of another time": [
        "Poängen är inte slutgiltiga.",
        "Tabellen väntar på utvärderarnas godkännande.",
        "Bedömningen pågår, och poängen nedan är våra första intryck.",
        "Tabellen kommer att fyllas med kommunens poäng efter besöket.",
        "Denna version är ersatt av en nyare, där poängen är andra.",
        "Poengene er ikke offisielle og må ikke siteres.",
        "Poengene er fra forrige runde.",
        "Vi återanvänder förra omgångens siffror tills de nya är framme.",
        "I väntan på godkännande visas fjolårets.",
        "Poängen baseras på ett besök som gjordes för sju år sedan.",
        "Tallene gjelder kommunen slik den var før 2010.",
        "Det riktiga resultatet ligger i ett annat dokument.",
        "De egentlige poengene blir lagt fram i kommunestyret.",
        "SKL:s slutliga beslut om poängen har inte kommit.",
    ],
    "wished or expected": [
        "Diagrammet beskriver vår drömbild.",
        "Så här hoppas vi att stjärnan ska se ut 2019.",
        "Staplarna anger vad fullmäktige har beslutat att kommunen ska klara.",
        "Tabellen viser målene for neste periode.",
        "Tallene viser hva vi tror vi vil få til høsten.",
        "Så ser vi på oss själva.",
    ],
    "estimated or changed": [
        "Poängen är grovt uppskattade.",
        "Värdena har lästs av på ögonmått från en suddig kopia.",
        "Poengene er et anslag.",
        "Vi har räknat upp poängen så att de motsvarar den nya skalan.",
        "Poängen har rundats av uppåt till närmaste tiotal för att se snyggare ut.",
        "Alla poäng har fått ett påslag på fem för god vilja.",
        "Tallene er vektet etter folketall i de to kommunene.",
    ],
    "something else": [
        "Talen är sidhänvisningar.",
        "Kolumnen visar vilket år området senast granskades.",
        "Søylene viser antall klager per område.",
        "Siffran mäter hur lång tid det tar att få svar.",
        "Diagrammet visar fördelningen av årets utbildningspengar.",
        "Staplarna visar medianen i länet.",
        "Tallene er landsgjennomsnittet.",
        "Poängen i tabellen är de högsta som hittills delats ut.",
        "Figuren berättar inget; talen anger fötternas storlek.",
    ],
    "another's": [
        "Siffrorna tillhör vår vänort i Finland.",
        "Dette er tallene til nabokommunen.",
        "De poäng som visas är de som Kustby fick.",
        "Tabellen stod i Kustbys rapport och har inte anpassats.",
        "Siffrorna rör bara socialförvaltningen.",
        "Resultata er ikkje våre, dei høyrer til Fjordvik.",
        "Poängen är deras.",
        "Dette er ikke Arvikas resultat.",
    ],
    "wrong": [
        "Tabellen blev fel i tryckeriet.",
        "Raderna har tyvärr förskjutits så att poängen står vid fel område.",
        "Rapporten har blandats ihop med den som skrevs för Norrbo.",
        "Fäst inget avseende vid siffrorna.",
    ],
    "no evaluation": [
        "I år blev det ingen utvärdering.",
        "Kommunen har tackat nej till utvärdering i år.",
        "KS har ikkje vore i kommunen enno.",
        "Arvika har ännu inte fått sina poäng.",
        "Det finns ingen rapport från SKL, detta är kommunens egen.",
    ],
    "captions and notes": [
        "Figur 3. Prognos för 2020.",
        "Tabell 1. Var vi vill vara 2020.",
        "Källa: tidningsuppgifter.",
        "Anm. Beräknat av kommunens ekonomer.",
        "* Avser 2012.",
        "¹ Uppskattat värde.",
        "Not: avser förvaltningen, inte kommunen.",
    ],
}
HARMLESS = [
    "Poängen sätts av utvärderarna efter en samlad bedömning av dokument och intervjuer.",
    "Tabellen visar Arvikas poäng, genomsnittet för de utvärderade kommunerna och högsta möjliga poäng.",
    "Diagrammet visar kommunens resultat i procent av maxpoängen.",
    "Poängen säger inget om kvaliteten i den enskilda verksamheten.",
    "Poängen har höjts på sju av åtta områden.",
    "Kommunens självvärdering var ett viktigt underlag för poängen.",
    "I tabellen redovisas även resultatet från föregående utvärdering.",
    "Den vänstra kolumnen visar poängen 2010.",
    "Kommunfullmäktiges mål är att nå 500 poäng vid nästa utvärdering.",
    "Rapporten har skrivits av utvärderarna och granskats av SKL.",
    "Ett utkast till rapporten har faktagranskats av kommunen.",
    "Medborgarnas svar i enkäten ligger över rikssnittet.",
    "Poängen är inte jämförbara med andra mätningar, till exempel Öppna jämförelser.",
    "Tallene i parentes er landsgjennomsnittet.",
    "Poengene er ikke ment som en karakter.",
    "Kommunen har på eget initiativ begärt att bli utvärderad.",
    "Sjukfrånvaron är fortfarande hög, och siffrorna för 2013 är preliminära.",
    "Prognosen för året visar ett överskott på 10 miljoner kronor.",
    "Tabellen visar vilka områden som har störst potential.",
    "I figuren är Arvikas poäng blå och genomsnittet grått.",
    "Det finns ännu inte någon plan för hur resultaten ska användas.",
    "Poängsättningen har gjorts av SKL:s utvärderare tillsammans med en kollega från en annan kommun.",
    "Personalen har gett förslag till förbättringar.",
    "Eleverna har fått tycka till om skolmaten.",
    "Poängen baseras på kommunens svar, dokument och samtal under besöket.",
    "Resultatet för område 3 beror på att flera planer är inaktuella.",
    "Vi har inte besökt skolorna, och poängen gäller därför inte dem.",
    "Tabellen är tänkt att ge en snabb överblick.",
    "En felaktig uppgift om antalet invånare har rättats efter faktagranskning.",
    "Utvärderarna har i efterhand justerat poängen på område 4 från 50 till 52.",
    "Ett exempel är att e-tjänsterna saknas, vilket kostar poäng.",
    "Siffrorna har kontrollerats av utvärderarna.",
    "Siffrorna på webbplatsen är inaktuella.",
    "Poängen är densamma som vid förra utvärderingen.",
    "Siffrorna gäller samtliga förvaltningar.",
    "Poängen sätts enligt en fastställd mall.",
    "Poängen skulle ha blivit högre om uppföljningen varit bättre.",
    "Medborgarna har gett kommunen höga betyg i enkäten.",
    "Så här fördelar sig poängen.",
    "De siffror som redovisas här är de slutgiltiga.",
    "Poängen för förra utvärderingen har räknats om.",
    "Uppgifterna i rapporten gäller förhållandena vid besöket.",
    "Alla chefer har fått del av resultatet och gjort en egen handlingsplan.",
    "Ledere på alle nivåer skal ha et klart mandat.",
    "Utvärderare: Anna Påhitt och Sven Exempel",
]


@pytest.mark.parametrize("sentence", [each for family in DENIALS.values() for each in family])
def test_a_sentence_that_denies_the_printed_points_is_found(sentence: str) -> None:
    assert find_denial(sentence, IDENTITY, HEADINGS)


@pytest.mark.parametrize("sentence", HARMLESS)
def test_a_sentence_that_only_sounds_like_a_denial_is_not_found(sentence: str) -> None:
    assert find_denial(sentence, IDENTITY, HEADINGS) is None


def test_the_words_that_deny_are_returned_as_printed() -> None:
    found = find_denial("Siffrorna nedan är en Prognos inför mötet.", IDENTITY, HEADINGS)
    assert found == "Siffrorna … Prognos"
