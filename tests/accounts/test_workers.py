"""One employment: moved, lent, on leave, ended, taken up again; and the denominator."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.exceptions import ExclusionRefused, WorkerChangeRefused
from accounts.models import AuditEntry, CommunityWorker, LeftKind, Post, PostKind, Role, RoleGrant
from accounts.services import (
    add_post,
    decide_exclusion,
    end_employment,
    end_exclusion,
    end_leave,
    end_post,
    rehire,
    request_exclusion,
    second_worker,
    start_leave,
    transfer_worker,
)
from tests.accounts.factories import (
    CommunityWorkerFactory,
    make_street_town,
    make_user_with_role,
    make_worker_user,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 6, 1)


def test_a_transfer_moves_the_home_unit() -> None:
    worker, other = CommunityWorkerFactory.create(), make_street_town("310113101", "乙镇")
    for _ in range(2):
        worker = transfer_worker(worker=worker, unit=other, on=DAY, by=None)

    assert worker.unit == other
    assert list(Post.objects.order_by("started_on").values_list("started_on", "ended_on")) == [
        (dt.date(2024, 3, 1), DAY),
        (DAY, None),
    ]
    assert AuditEntry.objects.filter(action="worker.transferred").count() == 1


@pytest.mark.parametrize("on", [dt.date(2020, 1, 1), dt.date(2099, 1, 1)])
def test_a_transfer_fits_the_post(on: dt.date) -> None:
    worker, other = CommunityWorkerFactory.create(), make_street_town("310113101", "乙镇")
    with pytest.raises(WorkerChangeRefused):
        transfer_worker(worker=worker, unit=other, on=on, by=None)


def test_a_transfer_into_a_closed_unit_is_refused() -> None:
    worker = CommunityWorkerFactory.create()
    closed = make_street_town("310113101", "乙镇", closed_on=dt.date(2026, 1, 1))
    with pytest.raises(WorkerChangeRefused):
        transfer_worker(worker=worker, unit=closed, on=DAY, by=None)


def test_a_secondment_leaves_the_home_unit() -> None:
    worker, other = CommunityWorkerFactory.create(), make_street_town("310113101", "乙镇")
    home = worker.unit
    post = second_worker(worker=worker, unit=other, on=DAY, by=None, title="专班")
    assert second_worker(worker=worker, unit=other, on=DAY, by=None) == post
    assert add_post(worker=worker, unit=other, on=DAY, by=None).kind == PostKind.ADDITIONAL
    assert end_post(post=post, on=dt.date(2026, 7, 1), by=None).ended_on == dt.date(2026, 7, 1)

    worker.refresh_from_db()
    assert worker.unit == home
    with pytest.raises(WorkerChangeRefused):
        second_worker(worker=worker, unit=home, on=DAY, by=None)
    with pytest.raises(WorkerChangeRefused):
        end_post(post=worker.posts.get(kind="primary"), on=DAY, by=None)


def test_long_leave_stays_on_duty() -> None:
    worker = CommunityWorkerFactory.create()
    leave = start_leave(worker=worker, reason="产假", on=DAY, by=None)
    assert start_leave(worker=worker, reason="病假", on=DAY, by=None) == leave
    assert CommunityWorker.objects.on_duty().count() == 1
    with pytest.raises(WorkerChangeRefused):
        end_leave(leave=leave, on=dt.date(2026, 5, 1), by=None)
    for _ in range(2):
        leave = end_leave(leave=leave, on=dt.date(2026, 8, 1), by=None)
    assert leave.ended_on == dt.date(2026, 8, 1)


def test_the_end_of_an_employment_takes_roles_and_sign_in() -> None:
    user = make_worker_user()
    assert user.person is not None
    worker = user.person.employments.get()
    RoleGrant.objects.create(user=user, role=Role.MENTOR, unit=worker.unit)
    for _ in range(2):
        worker = end_employment(worker=worker, on=DAY, kind=LeftKind.OFF_DUTY, by=None)

    user.refresh_from_db()
    assert (worker.left_on, worker.left_kind, user.is_active) == (DAY, "off_duty", False)
    assert RoleGrant.objects.live().filter(user=user).count() == 0
    with pytest.raises(WorkerChangeRefused):
        transfer_worker(worker=worker, unit=make_street_town("310113101"), on=DAY, by=None)


def test_a_rehire_is_a_new_employment() -> None:
    user = make_worker_user()
    assert user.person is not None
    worker = user.person.employments.get()
    end_employment(worker=worker, on=DAY, kind=LeftKind.OFF_DUTY, by=None)
    with pytest.raises(WorkerChangeRefused):
        rehire(person=user.person, unit=worker.unit, on=dt.date(2026, 5, 1), by=None)
    again = rehire(person=user.person, unit=worker.unit, on=dt.date(2026, 7, 1), by=None)

    user.refresh_from_db()
    assert again.pk != worker.pk
    assert rehire(person=user.person, unit=worker.unit, on=dt.date(2026, 7, 1), by=None) == again
    assert user.is_active


def test_the_denominator_is_left_with_a_reason_and_the_districts_word() -> None:
    worker, district = CommunityWorkerFactory.create(), make_user_with_role(Role.DISTRICT_OFFICER)
    with pytest.raises(ExclusionRefused):
        request_exclusion(worker=worker, reason=" ", starts_on=DAY, by=None)
    asked = request_exclusion(worker=worker, reason="借调外单位", starts_on=DAY, by=None)
    assert request_exclusion(worker=worker, reason="别的", starts_on=DAY, by=None) == asked
    with pytest.raises(ExclusionRefused):
        decide_exclusion(exclusion=asked, by=district, is_confirmed=False)
    for _ in range(2):
        decided = decide_exclusion(exclusion=asked, by=district, is_confirmed=True)
    assert (decided.state, decided.decided_by) == ("confirmed", district)
    with pytest.raises(ExclusionRefused):
        decide_exclusion(exclusion=asked, by=district, is_confirmed=False, note="不行")
    ended = end_exclusion(exclusion=decided, on=dt.date(2026, 9, 1), by=None)
    assert (ended.state, ended.ends_on) == ("ended", dt.date(2026, 9, 1))


def test_a_refusal_stands_beside_the_form_and_loses_nothing() -> None:
    worker = CommunityWorkerFactory.create()
    client = Client()
    client.force_login(make_user_with_role(Role.STREET_TOWN_OFFICER, worker.unit))
    url = reverse("accounts:worker_act", args=[worker.person.public_id, "end"])
    page = client.post(url, {"on": "2020-01-01", "kind": "off_duty"})
    assert page.status_code == 200
    assert "2020-01-01" in page.content.decode()
    assert client.post(url, {"on": str(timezone.localdate()), "kind": "off_duty"}).status_code == 302


def test_an_officer_transfers_into_own_units_only() -> None:
    worker, other = CommunityWorkerFactory.create(), make_street_town("310113101", "乙镇")
    client = Client()
    client.force_login(make_user_with_role(Role.STREET_TOWN_OFFICER, worker.unit))
    url = reverse("accounts:worker_act", args=[worker.person.public_id, "transfer"])
    page = client.post(url, {"on": "2026-06-01", "unit": other.pk})
    assert page.status_code == 200
    worker.refresh_from_db()
    assert worker.unit != other
