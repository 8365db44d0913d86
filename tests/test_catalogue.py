"""The catalogue: what is read, what is refused, and where the fault is said to lie."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from extract.municipalities import MUNICIPALITIES
from extract.records import CatalogueLine
from extract.sources.catalogue import check_catalogue, project_catalogue, read_catalogue
from extract.sources.catalogue_rows import CatalogueError
from extract.sources.listed import read_transcripts, read_unlocated
from extract.sources.sites import name_domain
from flows.commands.sources import command as sources

HEADER = "url,landing_page,municipality_code,round,publisher,origin,note\n"


def write(folder: Path, text: str | bytes, name: str = "katalog.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_every_column_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        HEADER
        + 'https://ale.se/a.pdf,https://ale.se/kk,1440,2009,Ale kommun,facsimile,"ett, två"\n'
        + "https://ale.se/b.pdf,,,,,,\n",
    )
    assert read_catalogue(path) == [
        CatalogueLine(
            "https://ale.se/a.pdf", "https://ale.se/kk", "1440", 2009, "Ale kommun", "facsimile", "ett, två"
        ),
        CatalogueLine("https://ale.se/b.pdf"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "url\nhttps://ale.se/a.pdf\n",
        "\ufeffurl\r\nhttps://ale.se/a.pdf\r\n",
        "note,url\n,https://ale.se/a.pdf\n\n\n",
        "url,note\nhttps://ale.se/a.pdf\n",
        "url , extra\n https://ale.se/a.pdf ,x",
        "url\nhttps://ale.se/a.pdf\nhttps://ale.se/a.pdf\n",
    ],
)
def test_what_spreadsheets_do_to_a_file_is_forgiven(tmp_path: Path, text: str) -> None:
    assert read_catalogue(write(tmp_path, text)) == [CatalogueLine("https://ale.se/a.pdf")]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", 1, "url"),
        ("address\nhttps://ale.se\n", 1, "url"),
        ("url;note\nhttps://ale.se;x\n", 1, "url"),
        ("url,note,url\n", 1, "url"),
        ("url,note\n,only a note\n", 2, "url"),
        ("url\nale.se/rapport.pdf\n", 2, "url"),
        ("url\nhttps:///rapport.pdf\n", 2, "url"),
        ("url\nhttps://ale.se:port/\n", 2, "url"),
        ("url\nhttps://ale.se/a\x07.pdf\n", 2, "url"),
        ("url,round\nhttps://ale.se/a,2009\nhttps://ale.se/b,20o9\n", 3, "round"),
        ("url,round\nhttps://ale.se/a,1999\n", 2, "round"),
        ("url,round\nhttps://ale.se/a,²\n", 2, "round"),
        ("url,municipality_code\nhttps://ale.se/a,180\n", 2, "municipality_code"),
        ("url,municipality_code\nhttps://ale.se/a,Ale\n", 2, "municipality_code"),
        ("url,origin\nhttps://ale.se/a,real\n", 2, "origin"),
        ("url,landing_page\nhttps://ale.se/a,ftp://ale.se/\n", 2, "landing_page"),
        ("url,note\nhttps://ale.se/a,one,two\n", 2, "note"),
        ('url,note\nhttps://ale.se/a,"never closed\n', 2, "url"),
        ('url,note\nhttps://ale.se/a,"two\nlines"\nb,\n', 4, "url"),
        ("url,round\nhttps://ale.se/a,2009\nhttps://ale.se/a,2010\n", 3, "url"),
    ],
)
def test_a_fault_is_named_by_file_line_and_column(tmp_path: Path, text: str, line: int, column: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(CatalogueError) as refused:
        read_catalogue(path)
    first = refused.value.problems[0]
    assert (first.line, first.column) == (line, column)
    assert str(refused.value).startswith(f"katalog.csv, line {line}, column {column}: ")


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "url,note\nhttps://ale.se/a,\nhttps://ale.se/b,Målilla\n".encode("latin-1"))
    with pytest.raises(CatalogueError, match=r"line 3.*not UTF-8"):
        read_catalogue(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"saknas\.csv.*cannot be read"):
        read_catalogue(tmp_path / "saknas.csv")


def test_credentials_do_not_show_in_a_fault(tmp_path: Path) -> None:
    path = write(tmp_path, "url\nhttps://kommun:hemligt@ale.se:port/\n")
    with pytest.raises(CatalogueError) as refused:
        read_catalogue(path)
    assert "hemligt" not in str(refused.value)


@given(st.binary(max_size=300))
def test_any_bytes_give_lines_or_one_kind_of_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = write(tmp_path_factory.mktemp("any"), b"url,round\n" + content)
    try:
        lines = read_catalogue(path)
    except CatalogueError:
        return
    assert len({line.url for line in lines}) == len(lines)


CELL = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zs", "Zl", "Zp")), max_size=20)


@given(st.lists(CELL, min_size=1, max_size=8, unique=True))
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, notes: list[str]) -> None:
    path = tmp_path_factory.mktemp("written") / "katalog.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["url", "note"])
        writer.writerows([f"https://ale.se/{number}", note] for number, note in enumerate(notes))
    assert [line.note or "" for line in read_catalogue(path)] == [note.strip() for note in notes]


class TestProjectCatalogue:
    def test_nothing_is_to_be_mended(self) -> None:
        assert check_catalogue(project_catalogue(), set(MUNICIPALITIES)) == []

    def test_no_viewer_is_taken_for_a_report(self) -> None:
        hosts = {name_domain(line.url) for line in read_catalogue(project_catalogue())}
        assert not hosts & {name_domain(transcript.url) for transcript in read_transcripts()}

    def test_transcripts_are_of_known_evaluations(self) -> None:
        transcripts = read_transcripts()
        assert len(transcripts) > 50
        known = {(entry.municipality_code, entry.round) for entry in read_unlocated()}
        assert {(each.municipality_code, each.round) for each in transcripts} <= known

    def test_evaluations_without_an_address_are_known(self) -> None:
        unlocated = read_unlocated()
        assert len(unlocated) > 50
        named = [entry for entry in unlocated if entry.municipality_code]
        assert all(
            MUNICIPALITIES[entry.municipality_code or ""].name == entry.municipality for entry in named
        )
        located = {(line.municipality_code, line.round) for line in read_catalogue(project_catalogue())}
        both = {(entry.municipality_code, entry.round) for entry in named if entry.round} & located
        assert both == set(), "an evaluation has an address or has none"


class TestCheckCommand:
    def check(self, path: Path) -> tuple[int, str]:
        result = CliRunner().invoke(sources, ["check", "--sources", str(path)])
        return result.exit_code, result.output

    def test_a_good_catalogue(self, tmp_path: Path) -> None:
        status, said = self.check(write(tmp_path, HEADER + "https://ale.se/a.pdf,,1440,2009,,,\n"))
        assert (status, said) == (0, "katalog.csv: nothing to mend.\n")

    def test_every_fault_is_named(self, tmp_path: Path) -> None:
        path = write(
            tmp_path,
            "url,municipality_code,round,farg\n"
            "https://ale.se/a.pdf,1440,2009,\n"
            "https://ale.se/a.pdf,1440,2009,\n"
            "https://ale.se/b.pdf,9999,2009,\n"
            "ale.se/c.pdf,1440,x,\n"
            "https://ale.se/rapport 2009.pdf,1440,2009,\n",
        )
        status, said = self.check(path)
        assert status == 1
        places = [line.partition(": ")[0] for line in said.splitlines()]
        assert places == [
            "katalog.csv, line 1, column farg",
            "katalog.csv, line 3, column url",
            "katalog.csv, line 4, column municipality_code",
            "katalog.csv, line 5, column url",
            "katalog.csv, line 5, column round",
            "katalog.csv, line 6, column url",
        ]

    def test_a_file_that_is_no_catalogue(self, tmp_path: Path) -> None:
        status, said = self.check(write(tmp_path, b"%PDF-1.4\n\xff\xfe"))
        assert status == 1
        assert "line 2" in said
