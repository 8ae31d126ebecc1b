"""Minutes are written once and explain themselves."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry, Person, Role
from credits.exceptions import AlreadyCountered, NoRuleInForce
from credits.models import CreditCategory, CreditEntry, CreditRule
from credits.permissions import visible_entries
from credits.services import counter_entry, record_minutes
from tests.accounts.factories import (
    PersonFactory,
    UserFactory,
    make_street_town,
    make_user_with_role,
    make_worker_user,
)
from tests.credits.factories import CreditEntryFactory

DAY = dt.date(2026, 5, 3)


@pytest.mark.smoke
@pytest.mark.django_db
def test_it_works() -> None:
    person = PersonFactory.create()

    entry = _record(person)

    assert entry.rule.version == 1
    assert entry.sentence == (
        "学完《第一次敲门》9 节并通过“课程测验”：线上部分计 100 分钟。其余 170 分钟由线下课和跟岗实践取得。"
    )


@pytest.mark.django_db
def test_the_same_source_counts_once_within_the_cycle() -> None:
    person = PersonFactory.create()

    first = _record(person)

    assert _record(person) == first
    assert _record(person, DAY + dt.timedelta(days=700)) == first
    later = _record(person, dt.date(2029, 5, 4))
    assert (later.occurrence, CreditEntry.objects.for_person(person).total_minutes()) == (2, 200)


@pytest.mark.django_db
def test_a_counter_entry_takes_back_and_is_written_once() -> None:
    officer, entry = UserFactory.create(), _record(PersonFactory.create())

    counter = counter_entry(entry=entry, by=officer, reason="登错了人")

    assert counter_entry(entry=entry, by=officer, reason="再点一次") == counter
    assert CreditEntry.objects.total_minutes() == 0
    assert counter.sentence == "冲回 2026-05-03 的一笔：登错了人"
    assert AuditEntry.objects.filter(action="credit.countered").count() == 1
    with pytest.raises(AlreadyCountered):
        counter_entry(entry=counter, by=officer, reason="")


@pytest.mark.django_db
def test_the_same_event_does_not_come_back_after_it_was_countered() -> None:
    person = PersonFactory.create()
    entry = _record(person)
    counter_entry(entry=entry, by=UserFactory.create(), reason="登错了人")

    assert _record(person) == entry
    assert _record(person, DAY + dt.timedelta(days=30)).occurrence == 2
    assert CreditEntry.objects.for_person(person).total_minutes() == 100


@pytest.mark.django_db
def test_a_later_rule_leaves_earlier_entries_alone() -> None:
    person = PersonFactory.create()
    old = _record(person)
    CreditRule.objects.update(valid_to=dt.date(2026, 12, 31))
    CreditRule.objects.create(
        category="online_course", version=2, title="新规则", once_in_months=1, valid_from=dt.date(2027, 1, 1)
    )

    new = _record(person, dt.date(2027, 2, 1))

    old.refresh_from_db()
    assert (old.rule.version, new.rule.version) == (1, 2)


@pytest.mark.django_db
def test_without_a_rule_nothing_is_credited() -> None:
    with pytest.raises(NoRuleInForce):
        _record(PersonFactory.create(), dt.date(2019, 1, 1))


@pytest.mark.django_db
@pytest.mark.parametrize("minutes", [0, -5])
def test_the_database_refuses_minutes_that_are_none(minutes: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CreditEntryFactory.create(minutes=minutes)


@pytest.mark.django_db
def test_one_sees_ones_own_and_those_of_ones_unit() -> None:
    a, b = make_street_town("310113003"), make_street_town("310113101")
    learner, other = make_worker_user(a), make_worker_user(b)
    CreditEntryFactory.create(person=learner.person)
    CreditEntryFactory.create(person=other.person)

    assert visible_entries(learner).count() == 1
    assert visible_entries(make_user_with_role(Role.STREET_TOWN_OFFICER, a)).get().person == learner.person
    assert visible_entries(make_user_with_role(Role.DISTRICT_OFFICER)).count() == 2
    assert visible_entries(make_user_with_role(Role.EVALUATOR)).count() == 0


@pytest.mark.django_db
def test_the_ledger_page_shows_ones_own_lines_in_a_fixed_number_of_queries(
    client: Client, django_assert_max_num_queries: object
) -> None:
    user = make_worker_user()
    client.force_login(user)
    assert "还没有学时" in client.get(reverse("credits:ledger")).content.decode()
    CreditEntryFactory.create_batch(12, person=user.person)
    CreditEntryFactory.create()
    client.get(reverse("credits:ledger"))

    with django_assert_max_num_queries(10):  # type: ignore[operator]
        page = client.get(reverse("credits:ledger")).content.decode()

    assert "已计 1440 分钟" in page


def _record(person: Person, day: dt.date = DAY) -> CreditEntry:
    return record_minutes(
        person=person,
        minutes=100,
        category=CreditCategory.ONLINE_COURSE,
        source_kind="course",
        source_key="INI-03",
        occurred_on=day,
        explanation={
            "kind": "course_completed",
            "title": "第一次敲门",
            "lessons": 9,
            "passed": ["课程测验"],
            "minutes": 100,
            "credited_minutes": 270,
        },
    )
