"""script/server: sets up, serves, tells a second start apart from a taken port."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.journeys.conftest import _answers, _free_port, wait_until

pytestmark = pytest.mark.journey


def _environment(folder: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
        "DATABASE_URL": f"sqlite:///{folder}/look.sqlite3",
        "VAR_DIR": str(folder),
        "PORT": str(port),
        "DEMO_WORKERS": "130",
    }


def _start(folder: Path, port: int) -> subprocess.Popen[str]:
    with (folder / "out.log").open("a") as log:
        return subprocess.Popen(
            ["script/server"],
            cwd=ROOT,
            env=_environment(folder, port),
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )


def _stop(process: subprocess.Popen[str]) -> None:
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(timeout=30)


def test_it_works_and_a_second_start_is_told_apart(tmp_path: Path) -> None:
    port = _free_port()
    login = f"http://127.0.0.1:{port}/account/login/"
    server = _start(tmp_path, port)
    try:
        wait_until(lambda: server.poll() is not None or _answers(login), "the site answers", 240)
        assert server.poll() is None, (tmp_path / "out.log").read_text()
        printed = (tmp_path / "out.log").read_text()
        second = subprocess.run(
            ["script/server"],
            cwd=ROOT,
            env=_environment(tmp_path, port),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        _stop(server)

    assert f"http://localhost:{port}" in printed
    assert "社区工作者" in printed or "学员" in printed, printed
    assert second.returncode == 1
    assert "running already" in second.stderr


def test_it_names_who_holds_the_port(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = subprocess.run(
            ["script/server"],
            cwd=ROOT,
            env=_environment(tmp_path, port),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    assert refused.returncode == 1
    assert f"Port {port} is taken by process {os.getpid()}" in refused.stderr
