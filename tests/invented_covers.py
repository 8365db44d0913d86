"""Covers of invented reports, and what is found on them."""

from __future__ import annotations

from extract.identity import identify_document
from extract.records import Identity
from tests.invented_reports import make_report

OLD = "RAPPORT {date} 1 (31)\nSektionen för Demokrati\nKommunkompassen\nAnalys\nav Tibro kommun\n{visit}"
MIDDLE = "KommunKompassen\nANALYS AV\nTIBRO KOMMUN\n{year}\nA B, SKL\nC D, Hjo kommun\n{date}\n{visit}"
NEW = "{date}\nUTVÄRDERARE: A B, SKR, C D, HYLTE KOMMUN OCH E F, SKR\nKommunkompassen\nAnalys av Tibro kommun"
HEADER = "Sveriges Kommuner och Landsting {} {{}} (31)"


def identify(cover: str, *, edition: int = 2010, header: str = "", summary: str = "") -> Identity:
    """What is found in a report of Tibro with that cover."""
    pages = make_report(cover, evaluated="Tibro kommun", edition=edition, header=header, summary=summary)
    return identify_document(pages)


def list_reasons(identity: Identity) -> list[str]:
    """The codes of the reasons that hold it."""
    return [reason.code for reason in identity.reasons]


def list_findings(identity: Identity) -> list[str]:
    """The codes of its findings."""
    return [finding.code for finding in identity.findings]
