"""The list behind a number, on the page and as a file."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import load_workbook

from accounts.models import AuditEntry, Person, Role, Unit
from tests.accounts.factories import make_residential_area, make_street_town, make_user_with_role
from tests.insights.factories import DenominatorExclusionFactory, make_many, make_worker, move

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return make_street_town()


@pytest.fixture
def officer_client(client: Client, unit: Unit) -> Client:
    client.force_login(make_user_with_role(Role.STREET_TOWN_OFFICER, unit))
    return client


def _url(unit: Unit, which: str, name: str = "people") -> str:
    return reverse(f"insights:{name}", kwargs={"code": unit.code, "which": which})


def _page(client: Client, unit: Unit, which: str, **query: str) -> str:
    response = client.get(_url(unit, which), query)
    assert response.status_code == 200
    return response.content.decode()


def _named(unit: Unit, name: str, **fields: object) -> Person:
    worker = make_worker(unit, **fields)  # type: ignore[arg-type]
    Person.objects.filter(pk=worker.person_id).update(name=name)
    return worker.person


def test_it_works(officer_client: Client, unit: Unit) -> None:
    _named(unit, "林持证", certified=True)
    _named(unit, "林待核", waiting=True)
    _named(unit, "林未考")
    worker = make_worker(unit)
    DenominatorExclusionFactory.create(worker=worker)
    Person.objects.filter(pk=worker.person_id).update(name="林不计")

    shown = {
        which: [name for name in ("林持证", "林待核", "林未考", "林不计") if name in page]
        for which in ("counted", "certified", "missing", "waiting", "excluded")
        if (page := _page(officer_client, unit, which))
    }

    assert shown == {
        "counted": ["林持证", "林待核", "林未考"],
        "certified": ["林持证"],
        "missing": ["林待核", "林未考"],
        "waiting": ["林待核"],
        "excluded": ["林不计"],
    }
    assert "<h1>还有 2 人没有持证</h1>" in _page(officer_client, unit, "missing")
    assert "借调区外机关" in _page(officer_client, unit, "excluded")


def test_who_moved_away_counts_then_and_is_not_named_here(officer_client: Client, unit: Unit) -> None:
    worker = make_worker(unit)
    Person.objects.filter(pk=worker.person_id).update(name="林调走")
    move(worker, make_street_town("310113101", "示例乙镇"), dt.date(2026, 7, 1))

    page = _page(officer_client, unit, "missing", on="2026-06-30")

    assert "<h1>还有 1 人没有持证</h1>" in page
    assert "另有 1 人此后调出" in page
    assert "林调走" not in page


def test_it_narrows_by_words_and_unit(officer_client: Client, unit: Unit) -> None:
    area = make_residential_area(unit, "310113003001")
    _named(area, "林在区")
    _named(unit, "林在镇")

    by_words = _page(officer_client, unit, "missing", q="在镇")
    by_unit = _page(officer_client, unit, "missing", area=area.code)

    assert ("林在镇" in by_words, "林在区" in by_words) == (True, False)
    assert ("林在镇" in by_unit, "林在区" in by_unit) == (False, True)
    assert "没有找到" in _page(officer_client, unit, "missing", q="查无此人")


def test_a_unit_of_others_is_no_filter(officer_client: Client, unit: Unit) -> None:
    make_street_town("310113101", "示例乙镇")
    _named(unit, "林在镇")

    page = _page(officer_client, unit, "missing", area="310113101")

    assert "示例乙镇" not in page
    assert "林在镇" in page


def test_an_unknown_list_is_not_there(officer_client: Client, unit: Unit) -> None:
    assert officer_client.get(_url(unit, "everything")).status_code == 404


def _rows(response: Any) -> list[list[Any]]:
    rows: list[list[Any]] = load_workbook(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    return rows


def test_the_export_holds_the_list_and_is_remembered(officer_client: Client, unit: Unit) -> None:
    _named(unit, "=1+林公式", certified=True)
    _named(unit, "林未考")

    response = officer_client.post(_url(unit, "certified", "export"), {"on": "2026-09-30"})

    rows = _rows(response)
    assert len(rows) == 2
    assert rows[1][1] == "'=1+林公式"
    assert rows[1][6] == "2025-08-01"
    entry = AuditEntry.objects.get(action="figures.exported")
    assert (entry.unit, entry.detail["rows"], entry.detail["on"]) == (unit, 1, "2026-09-30")


def test_reading_an_address_exports_nothing(officer_client: Client, unit: Unit) -> None:
    assert officer_client.get(_url(unit, "certified", "export")).status_code == 405
    assert not AuditEntry.objects.filter(action="figures.exported").exists()


def test_the_export_holds_no_phone_and_no_certificate_number(officer_client: Client, unit: Unit) -> None:
    person = _named(unit, "林持证", certified=True)
    Person.objects.filter(pk=person.pk).update(phone="19900001234")

    rows = _rows(officer_client.post(_url(unit, "certified", "export")))

    assert "19900001234" not in str(rows)
    assert "hash-" not in str(rows)


def test_queries_do_not_grow(officer_client: Client, unit: Unit) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            _page(officer_client, unit, "counted")
        return len(captured)

    make_many(unit, heads=3, certified=2)
    queries()
    before = queries()
    make_many(make_residential_area(unit, "310113003001"), heads=40, certified=20)

    assert queries() == before


def test_pages_of_fifty(officer_client: Client, unit: Unit) -> None:
    make_many(unit, heads=51, certified=0)

    assert _page(officer_client, unit, "missing").count('<th scope="row">') == 50
    assert _page(officer_client, unit, "missing", page="2").count('<th scope="row">') == 1
