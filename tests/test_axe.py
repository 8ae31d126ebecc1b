"""Every page built so far: no axe violation, no sideways scroll, no policy violation, light over the wire.

To add a page, add one line to PAGES.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import Response

from tests.access import ANONYMOUS, AUDITOR, DISTRICT, LEARNER, OFFICER, TRAINER, Row, World
from tests.accounts.access_table import ROWS as PEOPLE_ROWS
from tests.assessments.access_table import ROWS as EXAM_ROWS
from tests.browser import Live, Visit, chromium, live, visit
from tests.certificates.access_table import ROWS as CERTIFICATE_ROWS
from tests.courses import access_table as course_tables

__all__ = ["chromium", "live", "visit"]
pytestmark = pytest.mark.journey

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIRST_VIEW_BYTES = 200 * 1024


@dataclass(frozen=True)
class Look:
    """One page and who looks at it; ``arguments`` are made from the world, as in an access row."""

    name: str
    visitor: str = ANONYMOUS
    arguments: Callable[[World], dict[str, object]] = field(default=lambda world: {})
    query: str = ""

    def path(self, live: Live) -> str:
        """The address, which may itself be given instead of a name."""
        name = self.name
        return (
            name if name.startswith("/") else reverse(name, kwargs=self.arguments(live.world))
        ) + self.query


def looks(rows: list[Row], visitor: str, names: str) -> list[Look]:
    """Pages of an app's access table, by the last part of their names."""
    found = {row.name.partition(":")[2]: row for row in rows if row.method == "get"}
    return [Look(found[name].name, visitor, found[name].arguments) for name in names.split()]


PAGES = [
    Look("/"),
    Look("/no-such-page/"),
    Look("portal:style"),
    Look("portal:style", query="?try=1"),
    Look("account_login"),
    Look("account_reset_password"),
    Look("account_signup"),
    Look("account_change_password", LEARNER),
    Look("account_logout", LEARNER),
    Look("portal:home", LEARNER),
    Look("portal:home", OFFICER),
    Look("portal:home", DISTRICT),
    Look("portal:home", TRAINER),
    Look("portal:menu", OFFICER),
    Look("insights:dashboard", DISTRICT),
    Look("insights:dashboard", DISTRICT, query="?on=2015-06-01"),
    Look("insights:unit", OFFICER, lambda world: {"code": "310113003"}),
    Look("insights:people", OFFICER, lambda world: {"code": "310113003", "which": "missing"}),
    Look("account_activate"),
    Look("accounts:me", LEARNER),
    Look("courses:catalogue", LEARNER),
    Look("credits:ledger", LEARNER),
    Look("assessments:list", LEARNER),
    Look("certificates:mine", LEARNER),
    Look("certificates:qualification_new", LEARNER),
    Look("certificates:verify_form"),
    Look("certificates:queue", OFFICER),
    Look("certificates:reconcile", OFFICER),
    Look("certificates:issued", OFFICER),
    Look("insights:indicators", DISTRICT),
    Look("courses:catalogue"),
    Look("courses:catalogue", LEARNER, query="?scene=ecology"),
    Look("courses:course", ANONYMOUS, course_tables.course),
    Look("courses:course", LEARNER, course_tables.own_course),
    Look("courses:lesson", LEARNER, course_tables.lesson),
    *looks(PEOPLE_ROWS, OFFICER, "roster import_new import_detail activation_codes units worker exclusions"),
    *looks(PEOPLE_ROWS, DISTRICT, "roles exclusions feedback_list worker"),
    *looks(PEOPLE_ROWS, AUDITOR, "audit"),
    *looks(PEOPLE_ROWS, ANONYMOUS, "feedback feedback_thanks"),
    *looks(EXAM_ROWS, LEARNER, "exam attempt sheet submit result"),
    *looks(CERTIFICATE_ROWS, OFFICER, "review"),
]
EVERY_PAGE = pytest.mark.parametrize(
    "look", PAGES, ids=lambda look: f"{look.name}{look.query}-{look.visitor}"
)


def _violations(page: BrowserPage) -> list[str]:
    page.add_script_tag(path=AXE)
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
    )
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def _overflow(page: BrowserPage) -> list[str]:
    """Name what reaches beyond the window, unless the page as a whole does not scroll sideways."""
    names: list[str] = page.evaluate(
        """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
        [...document.querySelectorAll("body *")]
          .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
          .slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""
    )
    return names


@EVERY_PAGE
@pytest.mark.parametrize(("width", "elder"), [(360, False), (360, True), (1280, False)])
def test_it_can_be_used_by_everybody(look: Look, width: int, elder: bool, live: Live, visit: Visit) -> None:
    page = visit(look.visitor, width=width, elder=elder, bypass_csp=True)

    page.goto(look.path(live))

    assert _overflow(page) == []
    assert _violations(page) == []
    if elder:
        assert _too_small(page) == []
    elif width == 360:
        page.add_style_tag(content="html { font-size: 200% !important }")
        assert _overflow(page) == [], "at 200 % text size"


def _too_small(page: BrowserPage) -> list[str]:
    """In elder mode no text is below 24 px (18 pt) and no button, field or bar entry below 60 px."""
    names: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter(e => e.checkVisibility() && !e.closest("svg")
            && !e.closest(".visually-hidden, [aria-hidden=true], .skip")
            && ([...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())
                && parseFloat(getComputedStyle(e).fontSize) < 23.9
              || e.matches(".button, .tool, nav a, .row, select, summary, input:not([type=hidden], [type=checkbox], [type=radio])")
                && e.getBoundingClientRect().height < 59.9))
          .slice(0, 8).map(e => `${getComputedStyle(e).fontSize} ${e.getBoundingClientRect().height}px `
            + e.outerHTML.slice(0, 120))"""  # noqa: E501 (one expression for the browser)
    )
    return names


@EVERY_PAGE
def test_it_keeps_to_the_content_policy(look: Look, live: Live, visit: Visit) -> None:
    page = visit(look.visitor)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))

    response = page.goto(look.path(live))

    assert response is not None
    assert "nonce-" in response.headers["content-security-policy"]
    own_status = f"status of {response.status}"
    assert [words for words in said if own_status not in words or response.ok] == []


def test_a_first_view_is_light(live: Live, visit: Visit) -> None:
    page = visit(LEARNER)
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 (a builtin has no signature for playwright)

    page.goto(reverse("portal:home"), wait_until="networkidle")

    weight = sum(len(gzip.compress(answer.body())) for answer in answers)
    assert len(answers) > 4
    assert weight <= FIRST_VIEW_BYTES


def test_elder_view_is_one_switch_on_every_page_and_remembered(live: Live, visit: Visit) -> None:
    page = visit(ANONYMOUS, java_script_enabled=False)
    page.goto("/style/")

    page.get_by_role("button", name="长辈版").click()

    assert page.url.endswith("/style/")
    assert page.locator("html[data-elder]").count() == 1
    page.goto(reverse("account_login"))
    assert page.locator("html[data-elder]").count() == 1
    page.get_by_role("button", name="标准版").click()
    assert page.locator("html[data-elder]").count() == 0


def test_dark_follows_the_device_until_one_chooses(live: Live, visit: Visit) -> None:
    page = visit(ANONYMOUS, color_scheme="dark")
    page.goto("/style/")
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) == "rgb(22, 24, 27)"

    page.get_by_role("button", name="浅色").click()

    assert page.evaluate(background) == "rgb(250, 248, 244)"
