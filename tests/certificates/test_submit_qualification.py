"""A worker registers a certificate."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import AuditEntry, User
from certificates.exceptions import (
    DateOutOfRange,
    DuplicateLevel,
    DuplicateNumber,
    NotYoursToDecide,
    NumberRefused,
)
from certificates.models import ExternalQualification, QualificationEvent
from certificates.services import submit_qualification
from certificates.signals import qualification_changed
from certificates.transitions import State
from tests.accounts.factories import PersonFactory, make_worker_user
from tests.certificates.factories import make_qualification, make_verified

pytestmark = pytest.mark.django_db
NUMBER = "20230453 1000 0001 23"


def submit(user: User, **changes: Any) -> ExternalQualification:
    assert user.person
    values = {
        "level": "assistant",
        "number": NUMBER,
        "issued_on": dt.date(2023, 9, 1),
        "person": user.person,
        **changes,
    }
    return submit_qualification(by=user, **values)


@pytest.mark.smoke
def test_it_works(django_capture_on_commit_callbacks: Any) -> None:
    user = make_worker_user()
    heard: list[Any] = []
    qualification_changed.connect(
        lambda qualification, **_: heard.append(qualification), weak=False, dispatch_uid="t"
    )

    with django_capture_on_commit_callbacks(execute=True):
        row = submit(user)
    qualification_changed.disconnect(dispatch_uid="t")

    assert (row.state, row.number, row.number_masked) == (State.SUBMITTED, "202304531000000123", "20****0123")
    assert [event.action for event in row.events.all()] == ["submit"]
    assert AuditEntry.objects.filter(action="qualification.submitted", actor=user).count() == 1
    assert heard == [row]


def test_the_number_is_not_in_the_table() -> None:
    row = submit(make_worker_user())

    with connection.cursor() as cursor:
        cursor.execute("SELECT number_sealed, number_hash FROM certificates_externalqualification")
        stored = cursor.fetchone()

    assert "2023045" not in "".join(stored)
    assert stored[1] == row.number_hash


def test_the_same_twice_is_registered_once() -> None:
    user = make_worker_user()

    assert submit(user) == submit(user, number="２０２３０４５３１０００　０００１２３")
    assert QualificationEvent.objects.count() == 1


def test_it_refuses_the_number_of_somebody_else() -> None:
    submit(make_worker_user())

    with pytest.raises(DuplicateNumber):
        submit(make_worker_user())


def test_it_refuses_a_second_one_of_the_level() -> None:
    user = make_worker_user()
    submit(user)

    with pytest.raises(DuplicateLevel):
        submit(user, number="2023045310009999")


def test_a_higher_level_stands_beside() -> None:
    user = make_worker_user()
    submit(user)

    assert submit(user, number="2023045310009999", level="intermediate").state == State.SUBMITTED


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.REJECTED, State.REVOKED])
def test_an_ended_row_frees_its_number(state: State) -> None:
    make_qualification(state=state, number="202304531000000123")

    assert submit(make_worker_user()).state == State.SUBMITTED


@pytest.mark.parametrize("text", ["", "123", "社工证", "----------", "A" * 41, "<script>1"])
def test_it_refuses_what_is_no_number(text: str) -> None:
    with pytest.raises(NumberRefused):
        submit(make_worker_user(), number=text)


def test_it_refuses_an_identity_number() -> None:
    with pytest.raises(NumberRefused, match="身份证"):
        submit(make_worker_user(), number="11010519491231002x")


def test_it_refuses_dates_that_cannot_be() -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    for day in (tomorrow, dt.date(2007, 12, 31)):
        with pytest.raises(DateOutOfRange):
            submit(make_worker_user(), issued_on=day)
    with pytest.raises(DateOutOfRange):
        submit(make_worker_user(), issued_on=dt.date(2002, 12, 31), issuer="shanghai_local")


def test_everybody_registers_the_own() -> None:
    with pytest.raises(NotYoursToDecide):
        submit(make_worker_user(), person=PersonFactory.create())


def test_history_is_written_once() -> None:
    event = make_verified().events.get(action="confirm")

    for act in (event.save, event.delete, QualificationEvent.objects.all().delete):
        with pytest.raises(TypeError), transaction.atomic():
            act()
    with pytest.raises(TypeError):
        QualificationEvent.objects.update(note="x")
