"""Sentences by which others than the evaluators set the points shown, or these are still to come."""

from __future__ import annotations

import pytest

from extract.verdict.assessors import list_assessed
from extract.verdict.remarks import find_remark
from tests.test_ownership import NAMES
from tests.test_remarks import IDENTITY, make_page, make_scores


def is_held(*sentences: str) -> bool:
    found = bool(list(list_assessed(sentences, IDENTITY)))
    reason = find_remark([make_page(" ".join(sentences), 2)], make_scores(), identity=IDENTITY)
    assert found <= (reason is not None)
    return found


@pytest.mark.parametrize(
    "sentences",
    [
        (
            "Förvaltningarnas kvalitetsledare har gått igenom frågorna.",
            "Det är deras skattning som visas här.",
        ),
        ("SKL:s bedömning får vi efter årsskiftet.",),
        ("Cheferna svarade på frågorna i våras.", "Här visas deras bedömning."),
        ("Här redovisas ledningsgruppens egen uppfattning om var vi står.",),
        ("Det som syns i den här skriften är kommunens bild av sig själv.",),
        ("I det här häftet möter du vår egen bedömning.",),
        ("Utvärderarna från SKL besöker oss i november.",),
        ("Utvärderarna läser våra svar.", "Deras poäng får vi i februari."),
        ("Två utvärderare kommer att besöka Arvika och tala med ett 40-tal personer.",),
        ("När SKL har varit här byter vi ut siffrorna.",),
        ("Bedömningen är gjord av kommunens kvalitetsstrateg.",),
        ("Enligt kommunens egen genomgång, före SKL:s besök.",),
        ("Innan SKL kommer har ledningsgruppen svarat.", "Deras svar ligger till grund för staplarna."),
        ("Så ser vi på oss själva.",),
        ("SKL gör sin bedömning först i vår.",),
        ("Utvärderarna har ännu inte varit i Arvika.",),
        ("Poängsättning: kommunens kvalitetsgrupp.",),
        ("Poängen har räknats fram ur chefernas svar på webbenkäten.",),
        ("Underlag: förvaltningschefernas svar.",),
        ("Utvärderingen påbörjas i januari.",),
        ("Kommunkompassen har använts som självutvärdering, utan besök.",),
        ("KS kommer på besøk først til våren.",),
        ("Vurdert av: kommunens ledergruppe.",),
        ("Tjenestelederne har gått gjennom spørsmålene.", "Det er deres vurdering som vises her."),
        ("Vurderingen fra KS får vi over nyttår.",),
        ("Her vises ledergruppens egen oppfatning.",),
        ("Vurderingen er gjort av kommunens egne ledere.",),
        ("SKL:s poängsättning har ännu inte kommit kommunen till handa.",),
        ("Vi har ännu inte fått utvärderarnas poäng.",),
        ("Protokollet från SKL har inte kommit, så detta är vad gruppen minns.",),
        ("Poengene fra KS har ennå ikke kommet.",),
    ],
)
def test_points_of_others_than_the_evaluators(sentences: tuple[str, ...]) -> None:
    assert is_held(*sentences)


@pytest.mark.parametrize(
    "sentences",
    [
        ("Utvärderarna läste dokument och talade med 40 personer.", "Det är deras bedömning som visas här."),
        ("Tidigt på våren gjorde vi en egen skattning som övning.", "Den är inte med här."),
        ("SKL:s bedömning fick vi efter årsskiftet.",),
        ("Cheferna svarade på frågorna i våras.", "Deras svar var ett underlag för utvärderarna."),
        ("Här redovisas utvärderarnas bedömning av Arvika kommun.",),
        ("En kommun som deltar får besök av två utvärderare.",),
        ("Nästa gång kommer utvärderarna att besöka Arvika 2018.",),
        ("Bedömningen är gjord av två utvärderare från SKL.",),
        ("Självvärderingen är gjord av en arbetsgrupp med nio chefer och saknar poäng.",),
        ("Enligt kommunens egen självvärdering är målstyrningen väl utvecklad.",),
        ("Det är kommunens styrning som beskrivs här.",),
        ("Det här är Arvikas första utvärdering.",),
        ("Utvärderarna talade med 40 chefer.", "Deras svar ligger till grund för poängen."),
        ("Poängsättning: SKL:s utvärderare.",),
        ("Poängen bygger på dokument och chefernas svar i intervjuer.",),
        ("Så ser utvärderarna på oss.",),
        ("Underlag: utvärderarnas rapport.",),
        ("Nästa utvärdering påbörjas i januari 2018.",),
        ("Arbetet med en handlingsplan påbörjas i januari.",),
        ("Projekt avslutas ofta utan slutrapport, 12 av 19 enligt en egen genomgång.",),
        ("KS var på besøk i oktober.",),
        ("Det er evaluatorenes vurdering som vises her.",),
        ("Vurderingen fra KS fikk vi over nyttår.",),
        ("Vurderingen er gjort av to evaluatorer fra KS.",),
        ("Vi har ännu inte tagit ställning till utvärderarnas förslag.",),
        ("SKL:s bedömning har ännu inte lett till några beslut.",),
        ("Nämnderna har inte fått utvärderarnas rapport på remiss.",),
    ],
)
def test_points_of_the_evaluators_and_other_steps(sentences: tuple[str, ...]) -> None:
    assert not is_held(*sentences)


def test_a_chapter_may_show_judgements_of_others() -> None:
    text = f"{NAMES[1]}\nHär visas brukarnas egen bedömning av servicen."
    assert find_remark([make_page(text, 2)], make_scores(), identity=IDENTITY) is None
    assert find_remark([make_page(text, 4)], make_scores(), identity=IDENTITY) is None
