"""What officers decide, and what they may not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Role
from accounts.services import grant_role
from certificates.exceptions import (
    ChangedMeanwhile,
    DateOutOfRange,
    LookUpMissing,
    NotYoursToDecide,
    ReasonMissing,
    SameOfficer,
    WrongState,
)
from certificates.models import ExternalQualification
from certificates.services import (
    confirm_many,
    confirm_qualification,
    draw_sample,
    mend_qualification,
    record_look_up,
    reject_qualification,
    return_for_more,
    review_qualification,
)
from certificates.signals import qualification_verified
from certificates.transitions import State
from tests.accounts.factories import make_street_town, make_user_with_role, make_worker_user
from tests.certificates.factories import LOOKED_UP, make_qualification, make_reviewed

pytestmark = pytest.mark.django_db


def officer() -> Any:
    return make_user_with_role(Role.STREET_TOWN_OFFICER, make_street_town())


def district() -> Any:
    return make_user_with_role(Role.DISTRICT_OFFICER)


@pytest.mark.smoke
def test_it_works(django_capture_on_commit_callbacks: Any) -> None:
    heard: list[Any] = []
    qualification_verified.connect(
        lambda qualification, **_: heard.append(qualification), weak=False, dispatch_uid="t"
    )
    row = make_qualification()

    with django_capture_on_commit_callbacks(execute=True):
        review_qualification(qualification=row, by=officer(), looked_up_on=LOOKED_UP)
        confirmed = confirm_qualification(qualification=row, by=district())
    qualification_verified.disconnect(dispatch_uid="t")

    assert (confirmed.state, heard) == (State.VERIFIED, [confirmed])
    assert [event.to_state for event in row.events.all()] == ["submitted", "street_reviewed", "verified"]


def test_no_review_without_a_matching_look_up() -> None:
    row, by = make_qualification(), officer()

    with pytest.raises(LookUpMissing):
        review_qualification(qualification=row, by=by)
    record_look_up(qualification=row, by=by, looked_up_on=LOOKED_UP, result="differs")
    with pytest.raises(LookUpMissing):
        review_qualification(qualification=row, by=by)
    record_look_up(qualification=row, by=by, looked_up_on=LOOKED_UP, result="matches")

    assert review_qualification(qualification=row, by=by).state == State.STREET_REVIEWED


def test_a_mended_number_needs_a_new_look_up() -> None:
    holder, by = make_worker_user(), officer()
    row = make_qualification(person=holder.person)
    record_look_up(qualification=row, by=by, looked_up_on=LOOKED_UP, result="matches")
    mend_qualification(
        qualification=row,
        by=holder,
        level="assistant",
        issuer="national",
        issued_on=row.issued_on,
        number="20230453999",
    )

    with pytest.raises(LookUpMissing):
        review_qualification(qualification=row, by=by)


def test_a_look_up_does_not_lie_in_the_future() -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    with pytest.raises(DateOutOfRange):
        record_look_up(
            qualification=make_qualification(), by=officer(), looked_up_on=tomorrow, result="matches"
        )


def test_who_reviewed_does_not_confirm() -> None:
    by = district()
    row = make_reviewed(by=by)

    with pytest.raises(SameOfficer):
        confirm_qualification(qualification=row, by=by)


def test_nobody_decides_on_the_own() -> None:
    by = district()
    row = make_qualification(person=by.person)

    with pytest.raises(NotYoursToDecide):
        reject_qualification(qualification=row, by=by, reason="x")
    with pytest.raises(NotYoursToDecide):
        record_look_up(qualification=row, by=by, looked_up_on=LOOKED_UP, result="matches")


def test_a_double_click_writes_once() -> None:
    row, by = make_qualification(), officer()

    for _click in range(2):
        return_for_more(qualification=row, by=by, missing=["number"])

    assert row.events.filter(action="return").count() == 1


def test_the_second_officer_reads_who_was_first() -> None:
    first, second = officer(), officer()
    row = make_qualification()
    return_for_more(qualification=row, by=first, missing=["number"])

    with pytest.raises(WrongState, match=first.person.name):
        return_for_more(qualification=row, by=second, missing=["date"])


def test_a_page_that_is_out_of_date_decides_nothing() -> None:
    holder, by = make_worker_user(), officer()
    row = make_qualification(person=holder.person)
    seen = row.events.get().pk
    mend_qualification(
        qualification=row, by=holder, level="assistant", issuer="national", issued_on=row.issued_on
    )

    with pytest.raises(ChangedMeanwhile):
        return_for_more(qualification=row, by=by, missing=["number"], seen=seen)


@pytest.mark.parametrize(("missing", "note"), [([], "x"), (["nonsense"], "x"), (["other"], " ")])
def test_sending_back_says_what_is_missing(missing: list[str], note: str) -> None:
    with pytest.raises(ReasonMissing):
        return_for_more(qualification=make_qualification(), by=officer(), missing=missing, note=note)


def test_a_sample_needs_a_look_up_of_the_districts_own() -> None:
    row, by = make_reviewed(), district()

    assert draw_sample(by=by, percent=10) == [row]
    assert draw_sample(by=by, percent=10) == []
    with pytest.raises(LookUpMissing):
        confirm_qualification(qualification=row, by=by)
    record_look_up(qualification=row, by=by, looked_up_on=LOOKED_UP, result="matches")

    assert confirm_qualification(qualification=row, by=by).state == State.VERIFIED


def test_only_the_district_draws() -> None:
    with pytest.raises(NotYoursToDecide):
        draw_sample(by=officer(), percent=10)


def test_several_at_once_leave_what_cannot_be_confirmed() -> None:
    by = district()
    rows = [make_reviewed(), make_reviewed(), make_reviewed(by=by), make_qualification()]

    outcome = confirm_many(qualifications=rows, by=by)

    assert [row.pk for row in outcome.confirmed] == [rows[0].pk, rows[1].pk]
    assert len(outcome.left) == 2
    assert ExternalQualification.objects.filter(state=State.VERIFIED).count() == 2


def test_an_officer_who_also_holds_the_district_acts_for_the_district() -> None:
    by = officer()
    grant_role(user=by, role=Role.DISTRICT_OFFICER, unit=make_street_town(), by=None)

    assert confirm_qualification(qualification=make_reviewed(), by=by).state == State.VERIFIED
