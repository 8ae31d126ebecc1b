"""Two at once, on real row locks."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from accounts.models import Role
from certificates.exceptions import CertificatesRefusal
from certificates.models import CourseCertificate, ExternalQualification, QualificationEvent
from certificates.services import (
    apply_reconciliation,
    confirm_qualification,
    issue_certificate,
    reject_qualification,
    submit_qualification,
)
from certificates.transitions import State
from courses.models import EnrolmentState
from tests.accounts.factories import make_street_town, make_user_with_role, make_worker_user
from tests.certificates.factories import LOOKED_UP, make_certificate, make_qualification, make_reviewed
from tests.certificates.test_reconcile_list import compare, line

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that start together; return results or refusals, in order."""
    results: list[object] = [None] * len(acts)
    gate = threading.Barrier(len(acts))

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            gate.wait()
            results[place] = act()
        except CertificatesRefusal as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_officers_decide_once() -> None:
    row = make_reviewed()
    one, two = make_user_with_role(Role.DISTRICT_OFFICER), make_user_with_role(Role.DISTRICT_OFFICER)

    results = at_once(
        lambda: confirm_qualification(qualification=row, by=one),
        lambda: reject_qualification(qualification=row, by=two, reason="查无此证"),
    )

    assert sum(isinstance(result, CertificatesRefusal) for result in results) == 1
    assert row.events.filter(action__in=["confirm", "reject"]).count() == 1


def test_a_double_submit_registers_once() -> None:
    user = make_worker_user()
    person = user.person
    assert person

    def act() -> object:
        return submit_qualification(
            person=person, by=user, level="assistant", number="20230453100077", issued_on=LOOKED_UP
        )

    results = at_once(act, act)

    assert results[0] == results[1] == ExternalQualification.objects.get()
    assert QualificationEvent.objects.count() == 1


def test_two_people_with_one_number_leave_one() -> None:
    users = [make_worker_user(), make_worker_user()]
    acts = [
        lambda user=user: submit_qualification(
            person=user.person, by=user, level="assistant", number="20230453100077", issued_on=LOOKED_UP
        )
        for user in users
    ]

    results = at_once(*acts)

    assert sum(isinstance(result, CertificatesRefusal) for result in results) == 1


def test_a_list_confirmed_twice_at_once_moves_once() -> None:
    officer = make_user_with_role(Role.STREET_TOWN_OFFICER, make_street_town())
    rows = [make_qualification() for _ in range(5)]
    whole = compare([line(row) for row in rows], officer)

    at_once(*[lambda: apply_reconciliation(reconciliation=whole, by=officer)] * 2)

    assert QualificationEvent.objects.filter(action="review").count() == 5


def test_two_lists_confirmed_at_once_do_not_lock_each_other_out() -> None:
    officers = [make_user_with_role(Role.STREET_TOWN_OFFICER, make_street_town()) for _ in range(2)]
    rows = [make_qualification() for _ in range(20)]
    lines = [line(row) for row in rows]
    wholes = [compare(lines, officers[0]), compare(lines[::-1], officers[1])]

    at_once(
        lambda: apply_reconciliation(reconciliation=wholes[0], by=officers[0]),
        lambda: apply_reconciliation(reconciliation=wholes[1], by=officers[1]),
    )

    assert QualificationEvent.objects.filter(action="review").count() == 20
    assert ExternalQualification.objects.filter(state=State.STREET_REVIEWED).count() == 20


def test_a_certificate_is_issued_once() -> None:
    certificate = make_certificate()
    enrolment = certificate.enrolment
    certificate.delete()
    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.COMPLETED

    results = at_once(*[lambda: issue_certificate(enrolment=enrolment)] * 2)

    assert results[0] == results[1] == CourseCertificate.objects.get()
