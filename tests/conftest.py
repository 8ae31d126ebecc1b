"""One migrated template database for all runs; what every test may lean on."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from filelock import FileLock
from pytest_django.plugin import blocking_manager_key

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "test-templates"
# The configured database, before a test run points elsewhere.
ORIGINAL = str(settings.DATABASES["default"]["NAME"])


def schema_key() -> str:
    """Name the schema by what makes it: our migrations and the pinned packages."""
    digest = hashlib.sha256()
    files = [*sorted(ROOT.glob("*/migrations/*.py")), ROOT / "constraints.txt"]
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """Copy the migrated template instead of migrating: 270 migrations cost about 40 s of CPU."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            yield from _postgresql_copy(worker)
        else:
            yield from _sqlite_copy(worker)


def _sqlite_copy(worker: str) -> Iterator[None]:
    copy = KEPT / f"run-{worker}.sqlite3"
    copy_of_template(str(copy))
    _point_to(str(copy))
    yield
    connections.close_all()


def _postgresql_copy(worker: str) -> Iterator[None]:
    original = connection.settings_dict["NAME"]
    copy = f"test_{original}_{worker}"
    copy_of_template(copy)
    _point_to(copy)
    yield
    connections.close_all()
    _point_to(original)
    _postgresql(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)', read=False)


def copy_of_template(name: str) -> None:
    """Make a migrated database: a file of that path on SQLite, a database of that name on PostgreSQL."""
    KEPT.mkdir(parents=True, exist_ok=True)
    if connection.vendor == "postgresql":
        template = f"{ORIGINAL[:30]}_t_{schema_key()}"
        with FileLock(str(KEPT / f"{template}.lock")):
            _migrate_postgresql(template)
            _postgresql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', read=False)
            _postgresql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"', read=False)
        return
    file = KEPT / f"{schema_key()}.sqlite3"
    with FileLock(f"{file}.lock"):
        _migrate_sqlite(file)
    for leftover in Path(name).parent.glob(f"{Path(name).name}*"):
        leftover.unlink()
    shutil.copy(file, name)


def _migrate_sqlite(file: Path) -> None:
    if file.exists():
        return
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    before = connection.settings_dict["NAME"]
    _point_to(str(fresh))
    call_command("migrate", verbosity=0, interactive=False)
    _point_to(str(before))
    fresh.rename(file)


def _migrate_postgresql(template: str) -> None:
    if _postgresql(f"SELECT 1 FROM pg_database WHERE datname = '{template}'"):
        return
    before = connection.settings_dict["NAME"]
    _postgresql(f'DROP DATABASE IF EXISTS "{template}_new" WITH (FORCE)', read=False)
    _postgresql(f'CREATE DATABASE "{template}_new"', read=False)
    _point_to(f"{template}_new")
    call_command("migrate", verbosity=0, interactive=False)
    _point_to(str(before))
    _postgresql(f'ALTER DATABASE "{template}_new" RENAME TO "{template}"', read=False)


def _point_to(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _postgresql(statement: str, *, read: bool = True) -> Any:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone() if read else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A test with real transactions empties every table; the rows of data migrations come back here."""
    yield
    marker = item.get_closest_marker("django_db")
    is_emptied = marker and marker.kwargs.get("transaction")
    if nextitem is not None and (is_emptied or "transactional_db" in getattr(item, "fixturenames", ())):
        with item.config.stash[blocking_manager_key].unblock():
            connections.close_all()
            copy_of_template(str(connection.settings_dict["NAME"]))


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Rate limits of one test must not lock out the next."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def _only_postgresql(request: pytest.FixtureRequest) -> None:
    """Row locks are a matter of PostgreSQL; SQLite ignores them."""
    if request.node.get_closest_marker("postgresql") and connection.vendor != "postgresql":
        pytest.skip("row locks need PostgreSQL")
