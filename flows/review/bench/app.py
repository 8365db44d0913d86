"""The bench as a web application: it lists and shows documents, previews declarations and writes them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs, quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from extract.instrument import AREA_NUMBERS, AREAS, EDITIONS
from extract.municipalities import MUNICIPALITIES
from extract.progress import name_file
from extract.records import DocumentReport
from flows.declarations.errors import ReviewError
from flows.declarations.local import list_declared, undo_declaration
from flows.review.accept import ANSWERS, load_report, write_plan
from flows.review.bench.page_pictures import PagePictures
from flows.review.bench.proposals import (
    Column,
    Proposal,
    list_columns,
    list_proposals,
    list_totals,
    list_unknown,
    make_plan,
    try_out,
)
from flows.review.bench.security import Access, Gate
from flows.review.held import HeldDocument, Review, explain_code, open_review
from flows.settings import Settings
from transform.decisions import DecisionKind

FIRST_PAGES = 3
IDENTITY = ANSWERS[DecisionKind.MUNICIPALITY] | ANSWERS[DecisionKind.ROUND] | {"not_a_municipality"}


@dataclass
class ReviewCase:
    """A held document with what was read from it and what could settle it."""

    document: HeldDocument
    report: DocumentReport | None
    proposals: list[Proposal]

    @property
    def name(self) -> str:
        """Its name in the application's addresses: the document's sha256."""
        return str(self.document.sha256)

    @property
    def file(self) -> str:
        """The file name in the document's address."""
        return name_file(self.document.source_url)

    @property
    def ease(self) -> tuple[bool, int, str]:
        """The sort key of the list: documents that a single proposal publishes first, then fewer reasons."""
        quick = any(each.publishes for each in self.proposals)
        return not quick, len(self.document.codes), self.document.title


@dataclass
class Bench:
    """The state of the application. ``who`` is the role of the person who declares."""

    settings: Settings
    who: str
    access: Access
    sheets: PagePictures = field(init=False)
    review: Review = field(init=False)
    cases: dict[str, ReviewCase] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.review = open_review(self.settings)
        self.sheets = PagePictures(self.review.archive)
        for document in self.review.documents:
            if document.outcome == "quarantined" and document.sha256:
                self.cases[document.sha256] = self._open_case(document, document.sha256)

    def _open_case(self, document: HeldDocument, sha256: str) -> ReviewCase:
        report = load_report(self.settings, sha256)
        text = self.sheets.read_text(sha256, FIRST_PAGES)
        return ReviewCase(document, report, list_proposals(document, report, text, self.settings))

    def list_declared(self) -> dict[str, list[str]]:
        """The names of the declarations in force, by the sha256 of their document."""
        names: dict[str, list[str]] = {}
        for each in list_declared(self.settings):
            names.setdefault(each.declaration.document_sha256, []).append(each.name)
        return names

    def list_open(self) -> list[ReviewCase]:
        """The cases about which nothing is declared yet, the easiest first."""
        declared = self.list_declared()
        return sorted(
            (case for name, case in self.cases.items() if name not in declared), key=lambda c: c.ease
        )

    def find(self, name: str) -> ReviewCase:
        """Return the case of a document. Raises ``HTTPException`` 404 when it is not held."""
        if name not in self.cases:
            raise HTTPException(404, "No such document is held.")
        return self.cases[name]


def make_bench(bench: Bench) -> Starlette:
    """Make the application, with the access check of ``flows.review.bench.security`` around it."""
    pages = Environment(
        loader=PackageLoader("flows.review.bench"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    pages.globals |= {"explain": explain_code, "areas": AREA_NUMBERS, "form": bench.access.form}

    def render(name: str, status: int = 200, **facts: Any) -> HTMLResponse:
        text = pages.get_template(name).render(release=bench.review.release, who=bench.who, **facts)
        return HTMLResponse(text, status)

    async def show_list(request: Request) -> Response:
        declared = bench.list_declared()
        settled = [(case, declared[name]) for name, case in bench.cases.items() if name in declared]
        said = request.query_params.get("said", "")
        return render("list.html", cases=bench.list_open(), settled=settled, said=said)

    async def show_case(request: Request) -> Response:
        case = bench.find(request.path_params["name"])
        said = request.query_params.get("said", "")
        return render("case.html", **_describe(case, bench), said=said, problem="", tried=None)

    async def show_page(request: Request) -> Response:
        case = bench.find(request.path_params["name"])
        try:
            picture = bench.sheets.draw(case.name, request.path_params["page"])
        except (LookupError, ReviewError) as error:
            raise HTTPException(404, str(error)) from error
        return Response(picture, media_type="image/png")

    async def declare(request: Request) -> Response:
        said = await _read_form(request, bench.access)
        case = bench.find(request.path_params["name"])
        why = " ".join(said.get("why", "").split())
        try:
            proposal = _read_proposal(said, case)
            if said.get("act") == "try":
                tried = try_out(replace(proposal, why=why), case.document, bench.settings)
                return render(
                    "case.html", **_describe(case, bench), said="", problem=tried.problem, tried=tried
                )
            if not why:
                raise ReviewError("Say why: whoever reads the declaration later was not here.")
            plan = make_plan(proposal, case.document, bench.settings, who=bench.who, why=why)
            declared = write_plan(plan, bench.settings)
        except ReviewError as error:
            page = _describe(case, bench)
            return render("case.html", 422, **page, said="", problem=error.message, tried=None)
        told = quote(f"{case.document.title}: {declared.name}. {declared.consequence}")
        following = bench.list_open()
        to = f"/document/{following[0].name}" if following else "/"
        return RedirectResponse(f"{to}?said={told}", 303)

    async def undo(request: Request) -> Response:
        said = await _read_form(request, bench.access)
        try:
            told = undo_declaration(bench.settings, said.get("name", ""))
        except ReviewError as error:
            return RedirectResponse(f"/?said={quote(error.message)}", 303)
        return RedirectResponse(f"/?said={quote(told)}", 303)

    async def refuse(request: Request, error: Exception) -> Response:
        if isinstance(error, ReviewError):
            return render("refused.html", 422, told=error.message)
        assert isinstance(error, HTTPException)
        return render("refused.html", error.status_code, told=error.detail)

    return Starlette(
        routes=[
            Route("/", show_list),
            Route("/document/{name}", show_case, methods=["GET"]),
            Route("/document/{name}", declare, methods=["POST"]),
            Route("/document/{name}/page/{page:int}.png", show_page),
            Route("/favicon.ico", lambda request: Response(status_code=204)),
            Route("/undo", undo, methods=["POST"]),
            Mount("/static", StaticFiles(packages=[("flows.review.bench", "static")])),
        ],
        middleware=[Middleware(Gate, access=bench.access)],
        exception_handlers={HTTPException: refuse, ReviewError: refuse},
    )


def _describe(case: ReviewCase, bench: Bench) -> dict[str, Any]:
    """The values that the template ``case.html`` needs."""
    report, following = case.report, bench.list_open()
    columns = list_columns(report) if report else []
    totals = list_totals(report) if report else []
    pages = _order_pages(case)
    others = [each for each in following if each.name != case.name]
    return {
        "case": case,
        "document": case.document,
        "declared": bench.list_declared().get(case.name, []),
        "columns": [(chr(ord("A") + number), column) for number, column in enumerate(columns)],
        "totals": totals,
        "unknown": list_unknown(report) if report else [],
        "sheets": [_describe_sheet(case, page, columns, bench) for page in pages],
        "municipalities": sorted(MUNICIPALITIES.values(), key=lambda each: each.name),
        "editions": list(EDITIONS),
        "names": _name_areas(report),
        "following": others[0] if others else None,
        "left": len(following),
    }


def _order_pages(case: ReviewCase) -> list[int]:
    """The numbers of the pages to show: those with readings, and the cover.

    The cover comes first when municipality or round is in doubt.
    """
    pages = sorted({reading.page for reading in (case.report.readings if case.report else ())} - {1})
    return [1, *pages] if IDENTITY & set(case.document.codes) else [*pages, 1]


def _name_areas(report: DocumentReport | None) -> dict[int, str]:
    edition = report.identity.edition if report else None
    return {no: AREAS[edition, no].name if edition else f"Area {no}" for no in AREA_NUMBERS}


def _describe_sheet(case: ReviewCase, page: int, columns: list[Column], bench: Bench) -> dict[str, Any]:
    """The values of one page: its number and the boxes of its readings, in per cent of the page."""
    letters = {column.group: chr(ord("A") + number) for number, column in enumerate(columns)}
    region = bench.sheets.measure(case.name, page)
    boxes = []
    for reading in case.report.readings if case.report and region else ():
        if reading.page != page or region is None:
            continue
        width, height = region.x1 - region.x0, region.bottom - region.top
        letter = letters.get(reading.group, "")
        part = f" {reading.subarea_no}" if reading.subarea_no else ""
        area = f"area {reading.area_no}{part}" if reading.area_no else "total"
        boxes.append(
            {
                "letter": letter if reading.subarea_no is None else "",
                "kind": reading.kind.value,
                "area": reading.area_no or "",
                "value": f"{reading.value:g}",
                "can_correct": reading.kind.value == "score" and reading.area_no is not None,
                "title": f"{area}: {reading.text} ({reading.kind.value}) {reading.words[:60]}",
                "style": f"left:{100 * (reading.box.x0 - region.x0) / width:.2f}%;"
                f"top:{100 * (reading.box.top - region.top) / height:.2f}%;"
                f"width:{100 * (reading.box.x1 - reading.box.x0) / width:.2f}%;"
                f"height:{100 * (reading.box.bottom - reading.box.top) / height:.2f}%",
            }
        )
    return {"page": page, "boxes": boxes, "drawn": region is not None}


async def _read_form(request: Request, access: Access) -> dict[str, str]:
    body = (await request.body())[:100_000]
    said = {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
    if not access.owns_form(said.get("form", "")):
        raise HTTPException(403, "The form is not one of the bench's own; open the page again.")
    return said


def _read_proposal(said: dict[str, str], case: ReviewCase) -> Proposal:
    """Read what the form declares: a proposal by its number, or values that were typed.

    Raises ``ReviewError`` when the form is incomplete.
    """
    choice = said.get("choice", "")
    if choice.isdigit() and int(choice) < len(case.proposals):
        return case.proposals[int(choice)]
    if choice == "correction":
        try:
            numbers = [float(said.get(name, "").replace(",", ".")) for name in ("expected", "corrected")]
            area_no = int(said.get("area", ""))
        except ValueError:
            raise ReviewError("A correction wants the area, the printed and the right number.") from None
        return Proposal("", "", "correction", area_no=area_no, expected=numbers[0], corrected=numbers[1])
    if choice in {
        kind.value for kind in (DecisionKind.MUNICIPALITY, DecisionKind.ROUND, DecisionKind.EDITION)
    }:
        return Proposal("", "", choice, said.get(choice, "").strip().split(" ")[0])
    raise ReviewError("Choose what holds first.")
