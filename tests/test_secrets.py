"""A run with secret addresses leaves no secret where others may read it: only 0600 files hold any."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from extract.sources.book import Book, Lead
from extract.sources.found import Found, format_found
from extract.sources.store import write_whole
from flows.commands.demo import SAMPLE
from flows.configuration import load_settings
from flows.harvest.export import export_found
from tests.commands import run_command
from tests.conftest import ROOT
from warehouse.read import read_release

WORD = "hemligt"
TOKEN = f"{WORD}7Xb2Lk9Zt4Rw8Np"


@pytest.fixture(scope="module")
def served() -> HTTPServer:
    server = HTTPServer()
    pdf = (SAMPLE / "tyreso-2015.pdf").read_bytes()
    basic = {"Authorization": "Basic bm46aGVtbGlndA=="}
    server.expect_request("/robots.txt").respond_with_data("", status=404)
    server.expect_request("/a.pdf", query_string=f"token={TOKEN}a", headers=basic).respond_with_data(pdf)
    server.expect_request("/b.pdf", query_string=f"token={TOKEN}b").respond_with_data(
        "", status=302, headers={"Location": f"/c.pdf?X-Amz-Signature={TOKEN}&X-Amz-Date=1"}
    )
    server.expect_request("/c.pdf").respond_with_data(pdf, headers={"ETag": '"1"'})
    server.expect_request("/found.pdf", query_string=f"sig={TOKEN}").respond_with_data("nothing", status=500)
    server.expect_request("/gone.pdf").respond_with_data("", status=404)
    return server


def test_secrets_stay_where_their_owner_alone_reads(served: HTTPServer, tmp_path: Path) -> None:
    data, catalogue = tmp_path / "data", tmp_path / "catalogue.csv"
    with served:
        base = served.url_for("").rstrip("/")
        catalogue.write_text(
            "url,landing_page,publisher,note,origin\n"
            f"{base.replace('//', f'//nn:{WORD}@')}/a.pdf?token={TOKEN}a,{base}/?api_key={TOKEN},"
            f"https://nn:{WORD}@ale.se/x,See {base}/?pwd={TOKEN},facsimile\n"
            f"{base}/b.pdf?token={TOKEN}b,,,,facsimile\n"
            f"{base}/gone.pdf?code={TOKEN},,,,facsimile\n"
            f"{base}/bad.pdf?token={TOKEN}%zz&x=[,,,,facsimile\n"
        )
        found = format_found([Found(f"{base}/found.pdf?sig={TOKEN}", f"{base}/?session_id={TOKEN}")])
        write_whole(data / "sources" / "found.csv", found.encode(), private=True)
        said = _run("ingest", "--plain", "--allow-private-hosts", data=data, sources=catalogue)
    asked = [request.query_string.decode() for request, _ in served.log]
    assert any(f"sig={TOKEN}" in query for query in asked)  # asked as it is, shown as it may be
    for command in (
        ["status"],
        ["export", "--to", f"{tmp_path}/x", "--format", "csv"],
        ["site", "--no-crops"],
    ):
        said += _run(*command, data=data)
    assert WORD not in said
    tables = read_release(data / "warehouse" / "latest")
    assert set(tables["documents"]["outcome"]) >= {"accepted"}
    assert len(tables["document_addresses"]) >= 2
    for name, table in tables.items():
        assert WORD not in table.to_csv(), name
    for path in tmp_path.rglob("*"):
        if path.is_file() and path != catalogue and WORD.encode() in path.read_bytes():
            assert path.stat().st_mode & 0o077 == 0, path


def test_exports_of_found_addresses_hold_none(tmp_path: Path) -> None:
    found = format_found([Found(f"https://ale.se/r.pdf?sig={TOKEN}", f"https://ale.se/?token={TOKEN}")])
    write_whole(tmp_path / "sources" / "found.csv", found.encode(), private=True)
    exported = export_found(load_settings(data=str(tmp_path)))
    assert "https://ale.se/r.pdf?sig=***" in exported
    assert "find another" in exported
    assert WORD not in exported


def test_no_log_and_no_traceback_tells_a_secret(tmp_path: Path) -> None:
    """As ``--debug`` prints them: of the command, of a thread, in a log file with and without a traceback."""
    code = f"""
import logging, sys, threading
import flows.cli
from flows.commands import settings

def fail(*_, **__):
    log = logging.getLogger("kommunkompassen.pull")
    logging.basicConfig(filename={str(tmp_path / "log")!r}, level=logging.INFO)
    log.info("Asking %s", "https://nn:{WORD}@ale.se/?page=2&token={TOKEN}")
    log.info("%d of %s", "no number", "x")
    address = "https://ale.se/r.pdf?sig={TOKEN}"
    def raise_it(): raise ValueError("cannot ask " + address)
    try:
        raise_it()
    except ValueError as error:
        log.exception("It failed")
        thread = threading.Thread(target=raise_it)
        thread.start()
        thread.join()
        raise RuntimeError("no way to " + address) from error

settings.command.callback = fail
sys.argv = ["kommunkompassen", "--debug", "settings"]
flows.cli.main()
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    logged = (tmp_path / "log").read_text(encoding="utf-8")
    assert done.returncode == 1
    assert done.stderr.count("Traceback (most recent call last)") >= 3, done.stderr
    assert "RuntimeError: no way to https://ale.se/r.pdf?sig=***" in done.stderr
    assert "Asking https://ale.se/?page=2&token=***" in logged
    assert "ValueError: cannot ask https://ale.se/r.pdf?sig=***" in logged
    assert WORD not in done.stdout + done.stderr.replace(code, "") + logged


def test_the_book_of_the_harvest_is_its_owners_alone(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.put(Lead(f"https://ale.se/r.pdf?sig={TOKEN}", "ale.se", "https://ale.se"))
    assert [path.stat().st_mode & 0o077 for path in tmp_path.iterdir()] == [0]
    book.close()
    assert [path.stat().st_mode & 0o077 for path in tmp_path.iterdir()] == [0]
    assert Book(tmp_path).leads()[0].url.endswith(TOKEN)


def _run(*command: str, data: Path, sources: Path | None = None) -> str:
    arguments = [*command, "--data", str(data), *(["--sources", str(sources)] if sources else [])]
    done = run_command(
        *arguments,
        cwd=data.parent,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(data.parent),
            "PYTHONPATH": str(ROOT),
            "KOMMUNKOMPASSEN_ATTEMPTS": "1",
            "KOMMUNKOMPASSEN_PER_HOST_DELAY": "0",
            "KOMMUNKOMPASSEN_WAYBACK_BASE": "",
        },
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout + done.stderr
