"""Home: one sentence, one next step, and no query more for more rows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import Role
from portal.services import greeting, learner_home
from portal.services.parts import part_of_day
from tests.accounts.factories import (
    CommunityWorkerFactory,
    UserFactory,
    make_street_town,
    make_user_with_role,
    make_worker_user,
)

pytestmark = pytest.mark.django_db


@pytest.mark.smoke
def test_it_works(client: Client) -> None:
    user = make_worker_user()
    client.force_login(user)

    page = client.get(reverse("portal:home")).content.decode()

    assert page.count("<h1") == 1
    assert page.count("button primary") == 1
    assert user.display_name in page


def test_an_officer_sees_the_rate_and_what_waits(client: Client) -> None:
    unit = make_street_town()
    CommunityWorkerFactory.create_batch(3, unit=unit)
    client.force_login(make_user_with_role(Role.STREET_TOWN_OFFICER, unit))

    page = client.get(reverse("portal:home")).content.decode()

    assert "0/3" in page
    assert "3 位同事还没有登录过" in page
    assert page.count("button primary") == 1


def test_an_officer_of_another_unit_counts_only_the_own(client: Client) -> None:
    CommunityWorkerFactory.create(unit=make_street_town())
    client.force_login(make_user_with_role(Role.STREET_TOWN_OFFICER, make_street_town("310113101", "乙镇")))

    page = client.get(reverse("portal:home")).content.decode()

    assert "还没有登录过" not in page


@pytest.mark.parametrize("role", [Role.TRAINER, Role.AUDITOR, Role.EVALUATOR, Role.OPERATOR])
def test_everybody_has_a_home(client: Client, role: Role) -> None:
    client.force_login(make_user_with_role(role))

    assert client.get(reverse("portal:home")).status_code == 200


def test_somebody_without_a_person_has_a_home(client: Client) -> None:
    client.force_login(UserFactory.create(person=None, username="duty", phone=None))

    assert client.get(reverse("portal:home")).status_code == 200


@pytest.mark.parametrize("role", [Role.DISTRICT_OFFICER, Role.STREET_TOWN_OFFICER])
def test_queries_do_not_grow_with_people(client: Client, role: Role) -> None:
    unit = make_street_town()
    user = make_user_with_role(role, unit)
    client.force_login(user)
    client.get(reverse("portal:home"))
    few = _queries(client)

    CommunityWorkerFactory.create_batch(8, unit=unit)

    assert _queries(client) - few <= 0


def test_the_shell_costs_two_queries_at_most(client: Client) -> None:
    """Session, user and grants are read for the request; the shell adds the names of the district."""
    client.force_login(make_worker_user())
    client.get(reverse("portal:menu"))

    with CaptureQueriesContext(
        connection,
    ) as counted:
        client.get(reverse("portal:menu"))

    asked = [query["sql"] for query in counted if not _of_the_request(query["sql"])]
    assert len(asked) <= 2, asked


def _of_the_request(sql: str) -> bool:
    return any(table in sql for table in ('"django_session"', '"accounts_user"', '"accounts_rolegrant"'))


def _queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as counted:
        client.get(reverse("portal:home"))
    return len(counted)


@pytest.mark.parametrize(
    ("hour", "said", "when"),
    [
        (2, "夜深了", "今晚"),
        (8, "早上好", "今早"),
        (12, "中午好", "今天"),
        (17, "下午好", "今天"),
        (22, "晚上好", "今晚"),
    ],
)
def test_it_greets_by_the_hour(hour: int, said: str, when: str) -> None:
    now = dt.datetime(2026, 11, 23, hour, tzinfo=timezone.get_current_timezone())

    with translation.override("zh-hans"):
        assert (greeting(now), part_of_day(now)) == (said, when)


def test_a_new_person_is_shown_where_to_begin() -> None:
    user = make_worker_user()
    assert user.person is not None

    home: Any = learner_home(person=user.person, now=timezone.localtime())

    assert home.step.url
    assert len(home.lines) == 1
