"""What describes a release to machines, checked by the tools that read it."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest
from frictionless import Package

from flows.configuration import load_settings
from flows.settings import SettingsError
from tests.fixtures_release import INPUTS, build_from, build_sample
from tests.fixtures_reports import make_orebro
from warehouse.export import export_release
from warehouse.metadata import Imprint, make_datapackage, make_jsonld, read_imprint
from warehouse.release import publish_release
from warehouse.schema import TABLES

if TYPE_CHECKING:
    import mlcroissant

LAST_SIGHT = "2026-03-01"  # of every address of the sample
DOI = "10.5281/zenodo.1234567"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release with something of everything."""
    folder = tmp_path_factory.mktemp("warehouse")
    return Path(str(publish_release(build_sample(), folder, INPUTS, doi=DOI).path))


def _load(release: Path) -> mlcroissant.Dataset:
    import mlcroissant  # takes a second

    logging.getLogger("absl").setLevel(logging.ERROR)
    return mlcroissant.Dataset(jsonld=str(release / "dataset.jsonld"))


def test_croissant_finds_nothing_to_say(release: Path) -> None:
    dataset = _load(release)
    issues = dataset.metadata.ctx.issues
    assert (issues.errors, issues.warnings) == (set(), set())


def test_croissant_yields_the_rows_of_every_table(release: Path) -> None:
    dataset = _load(release)
    assert [records.name for records in dataset.metadata.record_sets] == list(TABLES)
    rows = {name: sum(1 for _ in dataset.records(name)) for name in TABLES}
    assert rows == {name: len(frame) for name, frame in build_sample().items()}
    first = next(iter(dataset.records("area_scores")))
    scores = build_sample()["area_scores"].iloc[0]
    assert first["area_scores/municipality_code"].decode() == scores["municipality_code"]
    assert first["area_scores/score"] == scores["score"]


def test_frictionless_finds_the_release_itself_valid(release: Path, tmp_path: Path) -> None:
    small = publish_release(build_from(make_orebro()), tmp_path, INPUTS)
    for folder, names in ((Path(str(small.path)), list(TABLES)), (release, ["documents", "corrections"])):
        package = Package(str(folder / "datapackage.json"))
        assert package.resource_names == list(TABLES)
        for name in set(package.resource_names) - set(names):
            package.remove_resource(name)
        for resource in package.resources:
            if len(names) < len(TABLES):
                resource.schema.foreign_keys = []
        report = package.validate()
        assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:5]


def test_frictionless_sees_what_is_wrong(release: Path) -> None:
    package = Package(str(release / "datapackage.json"))
    schema = package.get_resource("documents").schema
    schema.foreign_keys = []
    schema.get_field("origin").constraints["enum"] = ["published elsewhere"]
    for name in set(package.resource_names) - {"documents"}:
        package.remove_resource(name)
    assert not package.validate().valid


def test_the_licence_is_that_of_the_data_and_the_citation_names_the_release(release: Path) -> None:
    dataset = json.loads((release / "dataset.jsonld").read_text(encoding="utf-8"))
    assert "who hold the rights to the reports" in dataset["license"]
    assert dataset["datePublished"] == LAST_SIGHT
    assert dataset["identifier"] == "https://doi.org/10.5281/zenodo.1234567"
    assert dataset["version"].endswith(f"+{release.name}")
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    for citation in (dataset["citeAs"], package["citation"]):
        assert (
            f"(2026): Kommunkompassen: published evaluations of municipalities, release {release.name}"
            in citation
        )
        assert "https://doi.org/10.5281/zenodo.1234567" in citation
    assert package["licenses"][0]["title"] == dataset["license"]


def test_an_export_keeps_the_imprint(release: Path, tmp_path: Path) -> None:
    export_release(release, "csv", tmp_path / "out")
    assert read_imprint(tmp_path / "out") == Imprint(LAST_SIGHT, DOI) == read_imprint(release)


def test_the_doi_of_the_settings_is_a_bare_name() -> None:
    assert load_settings(doi="10.5281/zenodo.1").doi == "10.5281/zenodo.1"
    with pytest.raises(SettingsError, match="doi"):
        load_settings(doi="https://doi.org/10.5281/zenodo.1")


def test_nothing_is_claimed_that_is_not_known() -> None:
    dataset = json.loads(make_jsonld("abc", {}))
    assert "datePublished" not in dataset
    assert dataset["identifier"] == "abc"
    assert "created" not in json.loads(make_datapackage("abc"))


def test_the_data_package_is_valid_and_tells_types_keys_and_references() -> None:
    package = json.loads(make_datapackage("test"))
    assert not list(Package.metadata_validate(package))
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert list(resources) == list(TABLES)
    schema = resources["area_scores"]["schema"]
    assert schema["primaryKey"] == ["municipality_code", "round", "edition", "area_no"]
    fields = {field["name"]: field for field in schema["fields"]}
    assert fields["municipality_code"]["type"] == "string"
    assert fields["round"]["type"] == "integer"
    assert fields["score"]["constraints"] == {"required": True, "minimum": 0, "maximum": 100}
    assert {"fields": ["document_sha256"], "reference": {"resource": "documents", "fields": ["sha256"]}} in (
        schema["foreignKeys"]
    )


def test_the_json_ld_names_every_file_and_field(release: Path) -> None:
    dataset: dict[str, Any] = json.loads((release / "dataset.jsonld").read_text(encoding="utf-8"))
    files = {each["contentUrl"] for each in dataset["distribution"]}
    assert files == {path.name for path in release.glob("*.parquet")}
    fields = {field["@id"] for records in dataset["recordSet"] for field in records["field"]}
    assert fields == {
        f"{name}/{column}" for name in TABLES for column in pq.read_schema(release / f"{name}.parquet").names
    }
    for records in dataset["recordSet"]:
        assert {key["@id"] for key in records["key"]} <= fields
