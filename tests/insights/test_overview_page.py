"""The page of a unit's figures."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, Unit
from insights.services import current_definition, freeze_snapshot
from tests.accounts.factories import (
    make_district,
    make_residential_area,
    make_street_town,
    make_user_with_role,
)
from tests.insights.factories import DAY, make_many, make_worker

pytestmark = pytest.mark.django_db
ON = {"on": "2026-09-30"}


@pytest.fixture
def district_client(client: Client) -> Client:
    client.force_login(make_user_with_role(Role.DISTRICT_OFFICER))
    return client


def _text(client: Client, url: str, **query: str) -> str:
    response = client.get(url, query)
    assert response.status_code == 200
    return response.content.decode()


def _dashboard(client: Client, **query: str) -> str:
    return _text(client, reverse("insights:dashboard"), **query)


@pytest.mark.smoke
def test_it_works(district_client: Client) -> None:
    make_many(make_street_town(), heads=100, certified=58)
    make_worker(make_street_town(), waiting=True)

    page = _dashboard(district_client, **ON)

    year = "" if timezone.localdate().year == 2026 else "2026-"
    assert "<h1>离 60% 还差 3 人</h1>" in page
    assert f"（58/101，差 3）· {year}9-30 在岗 · 已核验 · 含书记 · 系统计算" in page
    assert "1 人待核验；若全部通过 58.4%" in page
    assert "57.4%" in page


@pytest.mark.parametrize(
    ("certified", "words"),
    [(60, "达到 60%，刚好够"), (63, "已过 60%，多 3 人"), (59, "离 60% 还差 1 人")],
)
def test_the_title_says_the_fact_and_the_gap(district_client: Client, certified: int, words: str) -> None:
    make_many(make_street_town(), heads=100, certified=certified)

    assert f"<h1>{words}</h1>" in _dashboard(district_client)


def test_an_empty_district_says_where_to_begin(district_client: Client) -> None:
    make_street_town()

    page = _dashboard(district_client)

    assert "<h1>还没有花名册</h1>" in page
    assert "从导入花名册开始" in page


def test_a_day_to_come_is_refused_beside_the_field(district_client: Client) -> None:
    make_many(make_street_town(), heads=5, certified=1)
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    page = _dashboard(district_client, on=tomorrow.isoformat())

    assert "这一天还没有到。" in page
    assert "离 60% 还差 2 人" in page


def test_an_amended_history_is_told_beside_the_snapshot(district_client: Client) -> None:
    unit = make_street_town()
    make_many(unit, heads=5, certified=2)
    freeze_snapshot(on=DAY, definition=current_definition())
    make_worker(unit, certified=True)

    page = _dashboard(district_client, **ON)

    assert "当日快照为 40.0%（2/5）" in page
    assert "（3/6，差 1）" in page


def test_an_officer_of_one_unit_is_led_to_it(client: Client) -> None:
    client.force_login(make_user_with_role(Role.STREET_TOWN_OFFICER, make_street_town()))

    response = client.get(reverse("insights:dashboard"))

    assert response.headers["Location"] == reverse("insights:unit", kwargs={"code": "310113003"})


def test_an_officer_of_two_units_chooses(client: Client) -> None:
    a, b = make_street_town(), make_street_town("310113101", "示例乙镇")
    user = make_user_with_role(Role.STREET_TOWN_OFFICER, a)
    from accounts.services import grant_role

    grant_role(user=user, role=Role.STREET_TOWN_OFFICER, unit=b, by=None)
    client.force_login(user)

    page = _dashboard(client)

    assert "示例街道" in page
    assert "示例乙镇" in page


def test_an_evaluator_sees_numbers_and_no_way_to_names(client: Client) -> None:
    make_many(make_street_town(), heads=5, certified=1)
    client.force_login(make_user_with_role(Role.EVALUATOR))

    page = _dashboard(client)

    assert "离 60% 还差 2 人" in page
    assert "/people/" not in page.split("<main")[1].split("</main")[0]


def test_a_unit_shows_what_lies_below_and_what_is_its_own(district_client: Client) -> None:
    town = make_street_town()
    make_many(make_residential_area(town, "310113003001"), heads=3, certified=1)
    make_many(town, heads=2, certified=2)

    page = _text(district_client, reverse("insights:unit", kwargs={"code": town.code}))

    assert "示例一居民区" in page
    assert "单位本级" in page
    assert "2 / 2" in page


def test_the_trend_runs_from_the_first_month_end_to_the_day_shown(district_client: Client) -> None:
    make_many(make_street_town(), heads=5, certified=1)
    definition = current_definition()
    assert "<polyline" not in _dashboard(district_client, **ON)

    freeze_snapshot(on=dt.date(2026, 8, 31), definition=definition)

    page = _dashboard(district_client, **ON)
    assert "<polyline" in page
    assert "2026-08 到 2026-09：从 20.0% 到 20.0%" in page


def test_queries_do_not_grow(district_client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            _dashboard(district_client, **ON)
        return len(captured)

    make_many(make_street_town(), heads=3, certified=1)
    freeze_snapshot(on=dt.date(2026, 8, 31), definition=current_definition())
    _dashboard(district_client)
    before = queries()
    for number in range(6):
        make_many(make_street_town(f"3101139{number:02d}", f"示例{number}镇"), heads=4, certified=1)
    freeze_snapshot(on=DAY, definition=current_definition())

    assert queries() == before
    assert Unit.objects.count() == 8
    assert make_district().numchild == 7
