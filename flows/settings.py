"""What an operator may set: each setting with its type, limits, default and meaning.

``flows.configuration`` loads them from options, settings file and environment.
"""

from __future__ import annotations

import math
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import click
from pydantic import (
    AnyHttpUrl,
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeFloat,
    NonNegativeInt,
    PositiveFloat,
    PositiveInt,
    SecretStr,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from expectations.rules import STALE_DAYS
from extract.sources.addresses import LONGEST_SENTENCE, show_words
from extract.sources.indexes import PUBLIC_INDEXES, ArchiveIndex

PREFIX = "KOMMUNKOMPASSEN_"
SETTINGS_FILE = Path("kommunkompassen.toml")
MOST_WORKERS = 8  # by default; each may use ``document_megabytes`` of memory


class SettingsError(click.ClickException):
    """A setting is unknown or its value cannot be used; the message names it and where it came from."""

    exit_code = 2

    def __init__(self, sentence: str) -> None:
        super().__init__(show_words(sentence, LONGEST_SENTENCE))


def count_usable_cores() -> int:
    """The number of cores that this process may use, at most ``MOST_WORKERS``."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST_WORKERS)


class ArchiveIndexSetting(BaseModel):
    """A web archive to search, as a settings file writes it; see ``extract.sources.indexes.ArchiveIndex``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    dialect: Literal["wayback", "pywb", "commoncrawl"]
    index: AnyHttpUrl
    replay: str | None = None
    data: AnyHttpUrl | None = None

    @model_validator(mode="after")
    def check_bytes(self) -> ArchiveIndexSetting:
        """Raise ``ValueError`` when the bytes of a capture could not be fetched from this archive."""
        if self.dialect == "commoncrawl" and self.data is None:
            raise ValueError("an archive of dialect commoncrawl needs data, where its WARC files lie")
        if self.dialect != "commoncrawl":
            replay = self.replay or ""
            if "{timestamp}" not in replay or "{url}" not in replay or not replay.startswith("http"):
                needed = "an address with {timestamp} and {url}"
                raise ValueError(f"an archive of dialect {self.dialect} needs replay, {needed}")
        return self


class Settings(BaseSettings):
    """All settings, checked. Each is declared here and nowhere else."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        toml_file=SETTINGS_FILE,
        hide_input_in_errors=True,
        validate_default=True,
    )

    data: str = Field("data", min_length=1, description="Data directory or object-store address (s3://...).")
    sources: Path | None = Field(None, description="Catalogue of report addresses; empty: the project's own.")
    files: Path | None = Field(None, description="Folder of PDFs taken in beside the catalogue; empty: none.")
    files_origin: Literal["published", "facsimile"] = Field(
        "published", description="What the PDFs of that folder are: published reports, or test material."
    )
    corrections: Path | None = Field(
        None, description="Declared corrections; empty: declarations/corrections.csv of the data directory."
    )
    decisions: Path | None = Field(
        None, description="Declared decisions; empty: declarations/decisions.csv of the data directory."
    )
    published: Path | None = Field(
        None, description="Scores that municipalities published themselves; empty: the project's own."
    )

    allow_private_hosts: bool = Field(False, description="Let addresses lead to private ranges and file:.")
    offline: bool = Field(False, description="Ask no address; build from the archive.")
    contact: str | None = Field(
        None, description="Address where the keeper of a site reaches you; sent with every request."
    )
    connect_seconds: PositiveFloat = Field(10, description="Longest wait for a connection.")
    read_seconds: PositiveFloat = Field(30, description="Longest silence while reading an answer.")
    total_seconds: PositiveFloat = Field(300, description="Longest time for one address, attempts apart.")
    attempts: PositiveInt = Field(4, le=10, description="Times an address is asked before it counts as down.")
    max_redirects: NonNegativeInt = Field(5, le=20, description="Redirects followed for one address.")
    max_bytes: PositiveInt = Field(100_000_000, description="Largest document accepted, in bytes.")
    per_host_delay: NonNegativeFloat = Field(1.0, description="Least seconds between two requests to a host.")
    hosts_at_once: PositiveInt = Field(
        8, le=64, description="Hosts asked at the same time, one request each."
    )
    wayback_base: AnyHttpUrl | None = Field(
        AnyHttpUrl("https://archive.org"),
        description="The Internet Archive, asked for copies of dead addresses; empty: never.",
    )
    proxy: str | None = Field(
        None, description="Proxy for all addresses but this machine's; empty: the environment's."
    )
    ca_bundle: Path | None = Field(
        None, description="PEM file of authorities trusted beside the usual; empty: none."
    )

    harvest: bool | None = Field(
        None,
        description="Look for reports in the nightly run; empty: only with the project's own catalogue.",
    )
    harvest_requests: PositiveInt = Field(2000, description="Requests that one night's harvest may make.")
    harvest_pages: PositiveInt = Field(40, description="Requests to one site in one night's harvest.")
    archive_indexes: tuple[ArchiveIndexSetting, ...] | None = Field(
        None, description="Web archives to search; empty: the Internet Archive and Common Crawl."
    )

    runner: Literal["local", "dask"] = Field("local", description="Where documents are read.")
    dask_address: str | None = Field(None, description="Dask scheduler; empty: a cluster on this machine.")
    workers: PositiveInt = Field(
        default_factory=count_usable_cores, le=256, description="Processes that read documents."
    )
    batch_size: PositiveInt = Field(100, description="Documents in one batch (one task).")
    most_batches: PositiveInt = Field(20, le=1000, description="Batches (tasks) at most; then they grow.")
    document_seconds: PositiveFloat = Field(300, description="Processor seconds for reading one document.")
    document_megabytes: PositiveInt = Field(2048, ge=256, description="Memory for reading one document.")
    allow_shrink: str | None = Field(
        None, description="Why this run may publish fewer evaluations than the last one; empty: it may not."
    )
    keep_releases: NonNegativeInt = Field(60, description="Releases kept; 0: all.")
    site: bool = Field(False, description="Write the static pages beside each release (warehouse/sites).")
    doi: str | None = Field(
        None,
        pattern=r"^10\.\d{4,9}/\S+$",
        description="DOI of the dataset, told in each release's metadata; empty: it has none.",
    )
    wait_seconds: NonNegativeFloat = Field(
        0, description="How long a second run waits for the first before it gives up."
    )

    cron: str = Field("15 4 * * *", description="When the nightly run starts.")
    timezone: str = Field("Europe/Stockholm", description="The clock that the schedule follows.")
    public_url: AnyHttpUrl | None = Field(
        None, description="Where the data directory is served for browsers; empty: nowhere, so no links."
    )
    stale_days: PositiveInt = Field(
        STALE_DAYS, description="Days after which an unseen address counts as stale."
    )
    notify_urls: Annotated[tuple[SecretStr, ...], NoDecode] = Field(
        (), description="Apprise addresses told of a night's news and of failures; empty: nobody is told."
    )

    @field_validator("*", mode="before")
    @classmethod
    def read_empty_as_none(cls, value: object, info: ValidationInfo) -> object:
        """Read an empty text as no value; raise ``ValueError`` for what no setting means by its value."""
        kind = cls.model_fields[str(info.field_name)].annotation
        if isinstance(value, bool) and kind not in (bool, bool | None):
            raise ValueError("it takes a value of its own, not true or false")
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError("it must be finite")
        text = (
            "".join(value.split()) if isinstance(value, str) and info.field_name == "notify_urls" else value
        )
        if isinstance(text, str) and not text.isprintable():
            raise ValueError("it holds a character that cannot be printed")
        return None if value == "" else value

    @field_validator("notify_urls", mode="before")
    @classmethod
    def split_addresses(cls, value: object) -> object:
        """Split a text into addresses at white space."""
        if value is None:
            return ()
        return tuple(value.split()) if isinstance(value, str) else value

    @field_validator("timezone")
    @classmethod
    def check_timezone(cls, value: str) -> str:
        """Raise ``ValueError`` for a time zone that does not exist."""
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise ValueError(f"there is no time zone {value}") from None
        return value

    @field_validator("cron")
    @classmethod
    def check_cron(cls, value: str) -> str:
        """Raise ``ValueError`` for a schedule without five fields or one that never comes true."""
        from cronsim import CronSim, CronSimError  # a dependency of Prefect

        if len(value.split()) != 5:
            raise ValueError(f"{value!r} does not have the five fields of a cron schedule")
        try:
            next(CronSim(value, datetime.now(UTC)))
        except (CronSimError, StopIteration) as error:
            raise ValueError(f"{value!r} is no cron schedule ({error or 'it never comes true'})") from None
        return value

    @model_validator(mode="after")
    def check_runner(self) -> Settings:
        """Raise ``ValueError`` when the address of a Dask scheduler is given but Dask is not used."""
        if self.dask_address and self.runner != "dask":
            raise ValueError("dask_address is given but runner is not dask")
        return self

    def list_archives(self) -> tuple[ArchiveIndex, ...]:
        """The web archives to search: those that are set, or the public ones."""
        if self.archive_indexes is None:
            return PUBLIC_INDEXES
        return tuple(
            ArchiveIndex(each.dialect, str(each.index), each.replay, str(each.data) if each.data else None)
            for each in self.archive_indexes
        )

    @property
    def harvests_nightly(self) -> bool:
        """Whether the nightly run looks for reports.

        It does with the project's own catalogue, unless ``harvest`` says otherwise.
        """
        return self.sources is None if self.harvest is None else self.harvest

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let options go before the settings file, and that before the environment."""
        return init_settings, TomlConfigSettingsSource(settings_cls), env_settings
