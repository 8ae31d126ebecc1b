"""Every view × every visitor → status. What has no row fails."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Role
from tests.access import (
    ANONYMOUS,
    AUDITOR,
    COLLEAGUE,
    DISTRICT,
    EVALUATOR,
    LEAD,
    LEARNER,
    OFFICER,
    TRAINER,
    VISITORS,
    Row,
    World,
)
from tests.accounts.factories import (
    make_district,
    make_residential_area,
    make_street_town,
    make_user_with_role,
    make_worker_user,
)

TESTS = Path(__file__).resolve().parent
OUR_NAMESPACES = {"accounts", "credits", "courses", "assessments", "certificates", "insights", "portal"}
THIRD_PARTY = TESTS / "third_party_urls.txt"


def _rows() -> list[Row]:
    tables = sorted(TESTS.glob("*/access_table.py"))
    modules = [importlib.import_module(f"tests.{path.parent.name}.access_table") for path in tables]
    return [row for module in modules for row in module.ROWS]


ROWS = _rows()


def _walk(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[tuple[str, object]]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry.url_patterns, inner)
        elif entry.name:
            yield f"{namespace}{entry.name}", entry.callback
        else:
            yield f"{namespace}({entry.pattern})", entry.callback


def _is_ours(callback: object) -> bool:
    module = getattr(callback, "__module__", "")
    return module.split(".")[0] in OUR_NAMESPACES | {"cms"}


def _world() -> World:
    a, b = make_street_town("310113003", "示例甲街道"), make_street_town("310113101", "示例乙镇")
    area = make_residential_area(a, "310113003001")
    users = {
        LEARNER: make_worker_user(area),
        LEAD: make_user_with_role(Role.COMMUNITY_LEAD, area),
        OFFICER: make_user_with_role(Role.STREET_TOWN_OFFICER, a),
        COLLEAGUE: make_user_with_role(Role.STREET_TOWN_OFFICER, b),
        DISTRICT: make_user_with_role(Role.DISTRICT_OFFICER, make_district()),
        TRAINER: make_user_with_role(Role.TRAINER, make_district()),
        EVALUATOR: make_user_with_role(Role.EVALUATOR, make_district()),
        AUDITOR: make_user_with_role(Role.AUDITOR, make_district()),
    }
    return World(users=dict(users), units={"a": a, "b": b, "area": area})


def test_every_view_of_ours_has_a_row() -> None:
    named = {name for name, callback in _walk(get_resolver().url_patterns) if _is_ours(callback)}
    stated = {row.name for row in ROWS}
    assert named - stated == set(), "views without a row in an access_table.py"
    assert stated - named == set(), "rows for views that no longer exist"


def test_third_party_urls_are_the_listed_ones() -> None:
    """A package that adds an address adds a way in; somebody looks at it first."""
    found = {name for name, callback in _walk(get_resolver().url_patterns) if not _is_ours(callback)}
    listed = {line for line in THIRD_PARTY.read_text().splitlines() if line and not line.startswith("#")}
    assert sorted(found - listed) == []
    assert sorted(listed - found) == []


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.name}-{row.method}")
def test_access(row: Row) -> None:
    world = _world()
    url = reverse(row.name, kwargs=row.arguments(world))
    got = []
    for visitor in VISITORS:
        client = Client()
        if visitor != ANONYMOUS:
            client.force_login(world.users[visitor])  # type: ignore[arg-type]
        response = getattr(client, row.method)(url, row.data(world))
        got.append(response.status_code)
    assert dict(zip(VISITORS, got, strict=True)) == dict(zip(VISITORS, row.statuses, strict=True))


@pytest.mark.django_db
def test_the_back_office_sends_strangers_to_the_one_door() -> None:
    for url in ("/admin/", "/admin/pages/", "/admin/login/", "/admin/password_reset/", "/admin/users/"):
        response = Client().get(url, follow=True)
        assert response.redirect_chain[-1][0].startswith("/account/"), url


@pytest.mark.smoke
@pytest.mark.django_db
def test_a_learner_has_no_back_office() -> None:
    client = Client()
    client.force_login(make_worker_user())
    assert client.get("/admin/", follow=True).status_code == 403
