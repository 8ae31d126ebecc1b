"""What a unit still sees of those who left it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import CommunityWorker, DenominatorExclusion, LeaveSpell, Person, Role, Unit
from accounts.permissions import visible_people
from lms.lib.sheets import read_sheets
from tests.accounts.factories import (
    CommunityWorkerFactory,
    PersonFactory,
    make_street_town,
    make_user_with_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def former() -> Unit:
    return make_street_town()


@pytest.fixture
def present() -> Unit:
    return make_street_town("310113101", "乙镇")


@pytest.fixture
def leaver(former: Unit) -> CommunityWorker:
    return left(former, dt.date(2025, 1, 1))


def left(unit: Unit, on: dt.date, person: Person | None = None) -> CommunityWorker:
    who = {"person": person} if person else {}
    return CommunityWorkerFactory.create(unit=unit, left_on=on, left_kind="off_duty", **who)


def officer_of(unit: Unit) -> Client:
    client = Client()
    client.force_login(make_user_with_role(Role.STREET_TOWN_OFFICER, unit))
    return client


def page_of(worker: CommunityWorker) -> str:
    return reverse("accounts:worker", args=[worker.person.public_id])


def test_a_leaver_who_works_nowhere_stays_visible(leaver: CommunityWorker, former: Unit) -> None:
    client = officer_of(former)
    assert client.get(page_of(leaver)).status_code == 200
    assert page_of(leaver) in client.get(reverse("accounts:roster") + "?state=left").content.decode()


def test_who_was_hired_anew_belongs_to_the_new_unit(
    leaver: CommunityWorker, former: Unit, present: Unit
) -> None:
    CommunityWorkerFactory.create(person=leaver.person, unit=present, hired_on=dt.date(2025, 2, 1))

    client = officer_of(former)
    assert client.get(page_of(leaver)).status_code == 404
    roster = client.get(reverse("accounts:roster") + "?state=left").content.decode()
    assert (leaver.person.name in roster, page_of(leaver) in roster) == (True, False)
    assert officer_of(present).get(page_of(leaver)).status_code == 200


def test_who_came_back_to_the_same_unit_is_seen(leaver: CommunityWorker, former: Unit) -> None:
    CommunityWorkerFactory.create(person=leaver.person, unit=former, hired_on=dt.date(2025, 2, 1))
    assert officer_of(former).get(page_of(leaver)).status_code == 200


def test_people_without_an_employment_hide_nobody(leaver: CommunityWorker, former: Unit) -> None:
    stranger = PersonFactory.create()
    seen = visible_people(make_user_with_role(Role.STREET_TOWN_OFFICER, former))
    assert leaver.person in seen
    assert stranger not in seen


def test_reasons_of_other_units_stay_there(leaver: CommunityWorker, former: Unit, present: Unit) -> None:
    LeaveSpell.objects.create(worker=leaver, reason="病假甲", started_on=dt.date(2024, 5, 1))
    DenominatorExclusion.objects.create(worker=leaver, reason="借调甲", starts_on=dt.date(2024, 5, 1))
    now = CommunityWorkerFactory.create(person=leaver.person, unit=present, hired_on=dt.date(2025, 2, 1))
    LeaveSpell.objects.create(worker=now, reason="产假乙", started_on=dt.date(2025, 5, 1))

    def reasons(client: Client) -> list[bool]:
        page = client.get(page_of(leaver)).content.decode()
        return [words in page for words in ("病假甲", "借调甲", "产假乙")]

    assert reasons(officer_of(present)) == [False, False, True]
    district = Client()
    district.force_login(make_user_with_role(Role.DISTRICT_OFFICER))
    assert reasons(district) == [True, True, True]


def test_the_export_drops_the_phone_of_who_works_elsewhere(
    leaver: CommunityWorker, former: Unit, present: Unit
) -> None:
    gone = left(former, dt.date(2025, 1, 1))
    CommunityWorkerFactory.create(person=leaver.person, unit=present, hired_on=dt.date(2025, 2, 1))

    answer = officer_of(former).get(reverse("accounts:roster_export") + "?state=all&phones=1")

    phones = {row[1]: row[2] for row in read_sheets(answer.content)[0].rows[1:]}
    assert phones == {leaver.person.name: "", gone.person.name: gone.person.phone}
