"""A real browser on a real server, inside the test process; import the fixtures you need.

``live`` is a server on a database of its own with the visitors of ``tests/access.py`` in it
(factories work: the test process uses the same database). ``chromium`` starts the browser once a
module. ``visit(role)`` opens a page of a phone, signed in by a session, not by the form::

    @pytest.mark.journey
    def test_it_works(visit: Visit) -> None:
        page = visit(LEARNER, width=360)
        page.goto("/home/")

Put ``from tests.browser import chromium, live, visit`` at the top of the test module.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection, connections
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.access import ANONYMOUS, World
from tests.conftest import KEPT, _point_to, copy_of_template

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


@dataclass
class Live:
    """A running server, the rows in it, and the session of each visitor who came."""

    url: str
    world: World
    sessions: dict[str, str] = field(default_factory=dict)

    def session_of(self, visitor: str) -> str:
        """Return the session key of a signed-in visitor."""
        if visitor not in self.sessions:
            client = Client()
            client.force_login(self.world.users[visitor])  # type: ignore[arg-type]
            self.sessions[visitor] = client.cookies[settings.SESSION_COOKIE_NAME].value
        return self.sessions[visitor]


@pytest.fixture(scope="module")
def live(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[Live]:
    """Serve the product from a fresh database; what tests of the module write stays until its end."""
    from tests.test_access import _world

    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    before = str(connection.settings_dict["NAME"])
    name = f"live_{worker}" if connection.vendor == "postgresql" else str(KEPT / f"live-{worker}.sqlite3")
    # Playwright's loop lives in this thread; Django would refuse to ask the database beside it.
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        copy_of_template(name)
        _point_to(name)
        thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
        thread.daemon = True
        thread.start()
        thread.is_ready.wait()
        assert thread.error is None, thread.error
        yield Live(f"http://127.0.0.1:{thread.port}", _world())
        thread.terminate()
        connections.close_all()
        _point_to(before)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, started once a module."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


Visit = Callable[..., Page]


@pytest.fixture
def visit(live: Live, chromium: Browser) -> Iterator[Visit]:
    """Open a page as a visitor: ``visit(LEARNER, width=360, elder=True, bypass_csp=False)``."""
    opened: list[BrowserContext] = []

    def open_page(visitor: str = ANONYMOUS, *, width: int = 360, elder: bool = False, **options: Any) -> Page:
        context = chromium.new_context(
            base_url=live.url,
            viewport={"width": width, "height": 780},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
            **options,
        )
        opened.append(context)
        cookies = {"elder": "1"} if elder else {}
        if visitor != ANONYMOUS:
            cookies[settings.SESSION_COOKIE_NAME] = live.session_of(visitor)
        context.add_cookies([{"name": k, "value": v, "url": live.url} for k, v in cookies.items()])
        return context.new_page()

    yield open_page
    for context in opened:
        context.close()
