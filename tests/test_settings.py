"""Settings: environment, file and options in growing strength; unknown names are errors; no secret shows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.commands.settings import command
from flows.configuration import load_settings, trace_settings
from flows.settings import Settings, SettingsError

SECRET = "json://user:hunter2@example.org/hook"


@pytest.fixture(autouse=True)
def own_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory without a settings file and an environment without settings."""
    for name in list(os.environ):
        if name.startswith("KOMMUNKOMPASSEN_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def find_origin(name: str, config: Path | None = None, **options: object) -> tuple[str, str]:
    setting = next(setting for setting in trace_settings(config, **options) if setting.name == name)
    return setting.value, setting.origin


def test_strength_grows_from_environment_over_file_to_option(
    own_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_origin("data") == ("data", "default")
    monkeypatch.setenv("KOMMUNKOMPASSEN_DATA", "from-environment")
    assert find_origin("data") == ("from-environment", "environment KOMMUNKOMPASSEN_DATA")
    (own_directory / "kommunkompassen.toml").write_text('data = "from-file"\n')
    assert find_origin("data") == ("from-file", "file kommunkompassen.toml")
    assert find_origin("data", data="from-option") == ("from-option", "option")
    assert load_settings(data="from-option").data == "from-option"
    assert load_settings().data == "from-file"


def test_a_named_file_takes_the_place_of_the_usual_one(own_directory: Path) -> None:
    (own_directory / "kommunkompassen.toml").write_text("workers = 3\nkeep_releases = 5\n")
    named = own_directory / "night.toml"
    named.write_text("workers = 4\n")
    settings = load_settings(named)
    assert (settings.workers, settings.keep_releases) == (4, Settings.model_fields["keep_releases"].default)


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_says_what_it_means(name: str) -> None:
    description = Settings.model_fields[name].description
    assert description
    assert description.endswith(".")


@pytest.mark.parametrize(
    ("environment", "file", "options", "message"),
    [
        (
            {"KOMMUNKOMPASSEN_WROKERS": "2"},
            "",
            {},
            "Unknown setting KOMMUNKOMPASSEN_WROKERS in the environment",
        ),
        ({"KOMMUNKOMPASSEN_WROKERS": "2"}, "", {}, "Did you mean KOMMUNKOMPASSEN_WORKERS?"),
        ({}, "wrokers = 2", {}, "Unknown setting wrokers in the settings file kommunkompassen.toml"),
        ({}, "", {"wrokers": 2}, "Unknown setting wrokers in the options"),
        ({}, "workers =", {}, "kommunkompassen.toml cannot be read"),
        ({"KOMMUNKOMPASSEN_WORKERS": "many"}, "", {}, r"workers \(environment KOMMUNKOMPASSEN_WORKERS\)"),
        ({}, "workers = 0", {}, r"workers \(file kommunkompassen.toml\)"),
        ({}, "", {"document_seconds": -1}, r"document_seconds \(option\)"),
        ({}, 'dask_address = "tcp://x:1"', {}, "runner is not dask"),
        ({}, 'cron = "every night"', {}, r"cron \(file kommunkompassen.toml\)"),
        ({}, 'timezone = "Europe/Stokholm"', {}, r"timezone \(file kommunkompassen.toml\)"),
    ],
)
def test_wrong_settings_are_told_in_a_sentence_with_their_place(
    own_directory: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    file: str,
    options: dict[str, object],
    message: str,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    if file:
        (own_directory / "kommunkompassen.toml").write_text(file)
    with pytest.raises(SettingsError, match=message) as caught:
        load_settings(**options)
    assert "\n" not in caught.value.message


def test_secrets_are_never_printed(own_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMMUNKOMPASSEN_NOTIFY_URLS", SECRET)
    settings = load_settings(data="s3://key:hunter2@bucket/prefix")
    assert settings.notify_urls[0].get_secret_value() == SECRET
    assert "hunter2" not in repr(settings.notify_urls)
    for arguments in ([], ["--json"]):
        shown = CliRunner().invoke(command, [*arguments, "--data", "s3://key:hunter2@bucket/prefix"])
        assert shown.exit_code == 0
        assert "notify_urls" in shown.output
        assert "hunter2" not in shown.output
    (own_directory / "kommunkompassen.toml").write_text(f'notify_urls = [1, "{SECRET}"]\n')
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "hunter2" not in caught.value.message


def test_the_command_shows_each_setting_with_its_origin(own_directory: Path) -> None:
    (own_directory / "kommunkompassen.toml").write_text("stale_days = 50\n")
    shown = json.loads(CliRunner().invoke(command, ["--json", "--data", "elsewhere"]).output)
    assert [setting["name"] for setting in shown] == list(Settings.model_fields)
    origins = {setting["name"]: (setting["value"], setting["origin"]) for setting in shown}
    assert origins["data"] == ("elsewhere", "option")
    assert origins["stale_days"] == ("50", "file kommunkompassen.toml")
    assert origins["offline"] == ("False", "default")


def test_a_wrong_setting_is_wrong_usage(own_directory: Path) -> None:
    environment = os.environ | {"KOMMUNKOMPASSEN_NOSUCH": "1"}
    done = subprocess.run(
        [Path(sys.executable).with_name("kommunkompassen"), "settings"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == "Error: Unknown setting KOMMUNKOMPASSEN_NOSUCH in the environment.\n"
