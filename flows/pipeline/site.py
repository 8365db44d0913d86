"""The static site of each release, written in the nightly run when the setting ``site`` is on."""

from __future__ import annotations

import logging
import shutil
import tempfile
from pathlib import Path

from upath import UPath

from extract.sources.store import is_local
from flows.crops import make_drawer
from flows.run import Publication
from flows.staging import remove_folder
from warehouse.read import list_releases

log = logging.getLogger("kommunkompassen.site")

SITES = "sites"


def write_site(publication: Publication, data: UPath) -> UPath | None:
    """Write the site of the release to ``warehouse/sites/<id>`` and point ``sites/latest`` to it.

    A site that exists already is left as it is; sites of releases that were pruned are removed. Returns the
    site's folder, or ``None`` after a failure, which is logged only: the release itself is published.
    """
    from warehouse.site.build import make_site

    sites = data / "warehouse" / SITES
    target = sites / publication.release_id
    try:
        if not (target / "index.html").exists():
            with tempfile.TemporaryDirectory() as temporary:
                made = Path(temporary) / "site"
                make_site(UPath(publication.release_path), made, draw_part=make_drawer(data))
                _move(made, target)
        _point_latest(sites, publication.release_id)
        _prune(sites, {path.name for path in list_releases(data / "warehouse")})
    except Exception as error:  # noqa: BLE001 no failure of the site may fail the run
        log.warning("The pages of release %s could not be written: %s", publication.release_id, error)
        return None
    return target


def _move(made: Path, target: UPath) -> None:
    """Move a site into its place. The start page comes last: a site without one counts as missing."""
    if is_local(target):
        folder = Path(str(target))
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = folder.with_name(f".passing-{folder.name}")
        shutil.rmtree(temporary, ignore_errors=True)
        shutil.move(made, temporary)
        shutil.rmtree(folder, ignore_errors=True)
        temporary.rename(folder)
        return
    paths = [path for path in sorted(made.rglob("*")) if path.is_file()]
    for path in sorted(paths, key=lambda each: each == made / "index.html"):
        place = target / path.relative_to(made).as_posix()
        place.write_bytes(path.read_bytes())


def _point_latest(sites: UPath, name: str) -> None:
    if not is_local(sites):
        return  # an object store has no symbolic links
    link = Path(str(sites)) / "latest"
    temporary = link.with_name(".passing-latest")
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(name, target_is_directory=True)
    temporary.replace(link)


def _prune(sites: UPath, kept: set[str]) -> None:
    for path in sites.iterdir():
        if path.name in kept or path.name == "latest" or path.name.startswith("."):
            continue
        remove_folder(path)
