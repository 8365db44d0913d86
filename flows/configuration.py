"""Loading the settings: options go before the settings file, and that before the environment.

Variables of the environment are called ``KOMMUNKOMPASSEN_<NAME>``; the settings file is
``kommunkompassen.toml``.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import SecretStr, ValidationError
from pydantic_settings import SettingsConfigDict

from extract.sources.masking import mask_text
from flows.settings import PREFIX, SETTINGS_FILE, Settings, SettingsError


@dataclass(frozen=True)
class SettingSource:
    """One setting in force: its value as text, where the value came from, and what the setting means."""

    name: str
    value: str
    origin: str
    meaning: str


def load_settings(config: Path | None = None, **options: object) -> Settings:
    """Load the settings in force.

    ``config`` is the settings file; by default ``kommunkompassen.toml`` of the working directory is read when
    it exists. An option that is ``None`` counts as not given. Raises ``SettingsError``.
    """
    return _load(config, options)[0]


def trace_settings(config: Path | None = None, **options: object) -> list[SettingSource]:
    """List each setting with its value and its origin; secrets are only counted. Raises ``SettingsError``."""
    settings, origins = _load(config, options)
    return [
        SettingSource(
            name=name,
            value=_format_value(getattr(settings, name)),
            origin=origins.get(name, "default"),
            meaning=field.description or "",
        )
        for name, field in Settings.model_fields.items()
    ]


def _load(config: Path | None, options: Mapping[str, object]) -> tuple[Settings, dict[str, str]]:
    given = {name: value for name, value in options.items() if value is not None}
    file = config or SETTINGS_FILE
    if config is not None and not config.is_file():
        raise SettingsError(f"The settings file {config} does not exist.")
    environment = _read_environment()
    in_file = _read_file(file)
    _refuse_unknown(given, "the options")
    origins: dict[str, str] = {name: f"environment {PREFIX}{name.upper()}" for name in environment}
    origins |= dict.fromkeys(in_file, f"file {file}")
    origins |= dict.fromkeys(given, "option")

    class Configured(Settings):
        model_config = SettingsConfigDict(toml_file=file)

    try:
        configured = Configured(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        raise SettingsError(_describe_errors(error, origins)) from None
    return Settings.model_construct(**dict(configured)), origins


def _read_environment() -> set[str]:
    names = {
        name.upper().removeprefix(PREFIX).lower()
        for name, value in os.environ.items()
        if name.upper().startswith(PREFIX) and value != ""
    }
    _refuse_unknown(names, "the environment", spell=lambda name: f"{PREFIX}{name.upper()}")
    return names


def _read_file(file: Path) -> set[str]:
    if not file.is_file():
        return set()
    try:
        names = set(tomllib.loads(file.read_text(encoding="utf-8")))
    except RecursionError:
        raise SettingsError(f"The settings file {file} cannot be read: it nests too deeply.") from None
    except (OSError, ValueError) as error:  # not UTF-8, not TOML, a number of thousands of digits
        raise SettingsError(f"The settings file {file} cannot be read: {error}.") from None
    _refuse_unknown(names, f"the settings file {file}")
    return names


def _refuse_unknown(names: Any, place: str, spell: Any = str) -> None:
    known = list(Settings.model_fields)
    for name in sorted(set(names) - set(known)):
        close = difflib.get_close_matches(name, known, n=1)
        hint = f" Did you mean {spell(close[0])}?" if close else ""
        raise SettingsError(f"Unknown setting {spell(name)} in {place}.{hint}")


def _describe_errors(error: ValidationError, origins: Mapping[str, str]) -> str:
    sentences = []
    for each in error.errors(include_input=False, include_context=False, include_url=False):
        name = str(each["loc"][0]) if each["loc"] else ""
        message = each["msg"].removeprefix("Value error, ")
        sentences.append(
            f"Setting {name} ({origins.get(name, 'default')}): {message}." if name else f"{message}."
        )
    return " ".join(sentences)


def _format_value(value: object) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, tuple) and isinstance(value[0], SecretStr):
        return f"{len(value)} secret" + ("s" if len(value) > 1 else "")
    if isinstance(value, tuple):
        return ", ".join(f"{archive.dialect} {archive.index}" for archive in value)
    return mask_text(str(value))
