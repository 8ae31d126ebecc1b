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

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "test-templates"


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
    from filelock import FileLock

    KEPT.mkdir(parents=True, exist_ok=True)
    template = KEPT / f"{schema_key()}.sqlite3"
    copy = KEPT / f"run-{worker}.sqlite3"
    with FileLock(f"{template}.lock"):
        if not template.exists():
            fresh = template.with_suffix(".new")
            fresh.unlink(missing_ok=True)
            _point_to(str(fresh))
            call_command("migrate", verbosity=0, interactive=False)
            connection.close()
            fresh.rename(template)
    for leftover in KEPT.glob(f"{copy.name}*"):
        leftover.unlink()
    shutil.copy(template, copy)
    _point_to(str(copy))
    yield
    connections.close_all()


def _point_to(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _postgresql_copy(worker: str) -> Iterator[None]:
    from filelock import FileLock

    original = connection.settings_dict["NAME"]
    template = f"{original}_t_{schema_key()}"
    copy = f"test_{original}_{worker}"
    KEPT.mkdir(parents=True, exist_ok=True)
    with FileLock(str(KEPT / f"{template}.lock")):
        if not _postgresql(f"SELECT 1 FROM pg_database WHERE datname = '{template}'"):
            _postgresql(f'DROP DATABASE IF EXISTS "{template}_new"', read=False)
            _postgresql(f'CREATE DATABASE "{template}_new"', read=False)
            _point_to(f"{template}_new")
            call_command("migrate", verbosity=0, interactive=False)
            _point_to(original)
            _postgresql(f'ALTER DATABASE "{template}_new" RENAME TO "{template}"', read=False)
        _postgresql(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)', read=False)
        _postgresql(f'CREATE DATABASE "{copy}" TEMPLATE "{template}"', read=False)
    _point_to(copy)
    yield
    connections.close_all()
    _point_to(original)
    _postgresql(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)', read=False)


def _postgresql(statement: str, *, read: bool = True) -> Any:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone() if read else None


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
