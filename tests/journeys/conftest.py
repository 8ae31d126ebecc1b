"""A real site for journeys: web and worker processes, a database of its own, a small demo district."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.conftest import ROOT, copy_of_template

PYTHON = str(ROOT / ".venv" / "bin" / "python")
DEMO_PASSWORD = "Shi-Fan-2026-ce"
DEMO_WORKERS = 130


@dataclass(frozen=True)
class Site:
    """A running site: its address, the environment of its processes, its folder."""

    url: str
    environment: dict[str, str]
    folder: Path

    def manage(self, *words: str) -> str:
        """Run a management command against the site's database and return what it printed."""
        done = subprocess.run(
            [PYTHON, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _database_url(folder: Path, worker: str) -> str:
    if connection.vendor != "postgresql":
        file = folder / "site.sqlite3"
        copy_of_template(str(file))
        return f"sqlite:///{file}"
    name = f"journey_{worker}"
    copy_of_template(name)
    base, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    return f"{base}/{name}"


def wait_until(condition: Any, what: str, seconds: float = 60) -> Any:
    """Ask again until the condition gives something true; fail with ``what`` after the time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        result = condition()
        if result:
            return result
        time.sleep(0.2)
    raise AssertionError(f"not within {seconds} s: {what}")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 (our own address)
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture(scope="session")
def site(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: Any,
) -> Iterator[Site]:
    """Start web and worker on a fresh database with the demo district, stop them at the end."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    folder = tmp_path_factory.mktemp("site")
    port = _free_port()
    (folder / "queue" / "messages").mkdir(parents=True)
    (folder / "queue" / "control").mkdir()
    with django_db_blocker.unblock():
        database_url = _database_url(folder, worker)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
        "DATABASE_URL": database_url,
        "VAR_DIR": str(folder),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
    }
    running = Site(f"http://127.0.0.1:{port}", environment, folder)
    running.manage("collectstatic", "--noinput", "--verbosity", "0")
    running.manage("load_demo", "--workers", str(DEMO_WORKERS), "--password", DEMO_PASSWORD)
    log = (folder / "processes.log").open("w")
    processes = subprocess.Popen(
        [str(ROOT / ".venv" / "bin" / "honcho"), "start", "--no-prefix", "-f", "script/Procfile"],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=log,
    )
    try:
        wait_until(lambda: _answers(running.url + "/account/login/"), "the web server answers")
        yield running
    finally:
        processes.terminate()
        processes.wait(timeout=30)
        log.close()
