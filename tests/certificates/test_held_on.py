"""Which qualifications count on which day."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from accounts.models import Role
from certificates.models import ExternalQualification, Issuer, Level
from certificates.querysets import years_before
from certificates.services import confirm_qualification, doubt_qualification, revoke_qualification
from certificates.transitions import State
from tests.accounts.factories import make_user_with_role
from tests.certificates.factories import make_qualification, make_verified

pytestmark = pytest.mark.django_db
SEPTEMBER = dt.date(2026, 9, 30)


def held(day: dt.date, **options: bool) -> list[ExternalQualification]:
    return list(ExternalQualification.objects.held_on(day, **options))


@pytest.mark.smoke
def test_it_works() -> None:
    row = make_verified(issued_on=dt.date(2024, 9, 1))

    assert held(SEPTEMBER) == [row]
    assert held(dt.date(2024, 8, 31)) == []
    assert held(dt.date(2024, 9, 1)) == [row]


@pytest.mark.parametrize("state", [s for s in State if s != State.VERIFIED])
def test_only_verified_ones_count_today(state: State) -> None:
    make_qualification(state=state)

    assert held(dt.date.today()) == []  # noqa: DTZ011


def test_a_revoked_one_counts_on_the_days_before() -> None:
    row = make_verified()
    with time_machine.travel("2026-10-15T10:00:00+08:00", tick=False):
        revoke_qualification(
            qualification=row, by=make_user_with_role(Role.DISTRICT_OFFICER), reason="证书被撤销"
        )

    assert held(SEPTEMBER) == [row]
    assert held(dt.date(2026, 10, 14)) == [row]
    assert held(dt.date(2026, 10, 15)) == []


def test_a_correction_takes_it_from_all_days() -> None:
    row = make_verified()
    revoke_qualification(
        qualification=row, by=make_user_with_role(Role.DISTRICT_OFFICER), reason="录错人", is_correction=True
    )

    assert held(row.issued_on) == held(SEPTEMBER) == []


def test_a_doubt_interrupts_and_dispelling_it_heals() -> None:
    row = make_verified()
    district = make_user_with_role(Role.DISTRICT_OFFICER)
    with time_machine.travel("2026-10-15T10:00:00+08:00", tick=False):
        doubt_qualification(qualification=row, by=district, reason="群众反映")
    assert held(SEPTEMBER) == [row]
    assert held(dt.date(2026, 10, 15)) == []

    confirm_qualification(qualification=row, by=district)

    assert held(dt.date(2026, 10, 15)) == [row]


def test_a_doubt_that_becomes_a_revocation_keeps_its_day() -> None:
    row = make_verified()
    district = make_user_with_role(Role.DISTRICT_OFFICER)
    with time_machine.travel("2026-10-15T10:00:00+08:00", tick=False):
        doubt_qualification(qualification=row, by=district, reason="群众反映")
    with time_machine.travel("2026-11-01T10:00:00+08:00", tick=False):
        revoke_qualification(qualification=row, by=district, reason="核查不实")

    assert held(dt.date(2026, 10, 20)) == []


def test_a_pass_of_the_senior_exam_counts_only_when_asked_and_for_three_years() -> None:
    row = make_verified(level=Level.SENIOR_EXAM_PASS, issued_on=dt.date(2023, 8, 1))

    assert held(dt.date(2026, 7, 31)) == []
    assert held(dt.date(2026, 7, 31), include_exam_pass=True) == [row]
    assert held(dt.date(2026, 8, 1), include_exam_pass=True) == []


def test_a_certificate_of_shanghai_counts_only_when_asked() -> None:
    row = make_verified(issuer=Issuer.SHANGHAI_LOCAL, issued_on=dt.date(2005, 8, 1))

    assert held(SEPTEMBER) == []
    assert held(SEPTEMBER, include_shanghai_local=True) == [row]


def test_waiting_are_those_on_which_an_officer_is_to_act() -> None:
    rows = {state: make_qualification(state=state) for state in State}

    waiting = set(ExternalQualification.objects.waiting())

    assert waiting == {rows[State.SUBMITTED], rows[State.STREET_REVIEWED], rows[State.DOUBTED]}


def test_three_years_before_a_leap_day() -> None:
    assert years_before(dt.date(2028, 2, 29), 3) == dt.date(2025, 2, 28)
