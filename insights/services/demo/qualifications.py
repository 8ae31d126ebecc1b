"""The demo's qualifications: the settled ones at once, the open ones through the services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.models import Person, User
from certificates.models import (
    ExternalQualification,
    LookUpResult,
    OfficialLookUp,
    QualificationEvent,
)
from certificates.services import (
    confirm_qualification,
    doubt_qualification,
    record_look_up,
    reject_qualification,
    return_for_more,
    review_qualification,
    submit_qualification,
)
from lms.lib.crypto import lookup_hash, seal

if TYPE_CHECKING:
    from insights.demo_people import DemoCertificate, DemoDistrict, DemoWorker
    from insights.services.demo.people import LoadedPeople
    from insights.services.demo.sign_ins import Officers

# Action, state before, state after, and how many days after its issue it happened.
STEPS = (
    ("submit", "", "submitted", 20),
    ("review", "submitted", "street_reviewed", 25),
    ("confirm", "street_reviewed", "verified", 32),
)
BATCH = 500


def load_qualifications(plan: DemoDistrict, loaded: LoadedPeople, officers: Officers) -> None:
    """Write the verified ones as the services would have left them, and play the others.

    Seven hundred registrations through submit, look-up, review and confirm took 40 s; the settled past is
    therefore written in bulk, with the same events and look-ups (``test_demo.py`` holds it to the table of
    transitions). What is still open goes through the services, one by one.
    """
    holders = [specimen for specimen in plan.workers if specimen.certificates]
    users = _users(holders, loaded)
    pairs = [(specimen, certificate) for specimen in holders for certificate in specimen.certificates]
    _write_settled([pair for pair in pairs if pair[1].course == "verified"], loaded, users, officers)
    for specimen, certificate in pairs:
        if certificate.course != "verified":
            _play(specimen, certificate, users[specimen.number], officers)


def _users(holders: list[DemoWorker], loaded: LoadedPeople) -> dict[int, User]:
    """Whoever registered a certificate has a sign-in; without a password nobody can use it."""
    closed = make_password(None)
    rows = [
        User(
            person=loaded.people[specimen.number],
            username=specimen.employee_no,
            phone=specimen.phone or None,
            password=closed,
            is_active=specimen.left_on is None,
        )
        for specimen in holders
    ]
    made = User.objects.bulk_create(rows, batch_size=BATCH)
    return {specimen.number: user for specimen, user in zip(holders, made, strict=True)}


def _person_of(user: User) -> Person:
    assert user.person is not None
    return user.person


def _at(day: dt.date, later: int) -> dt.datetime:
    """Ten in the morning some days later, but never after now."""
    noon = dt.datetime.combine(day + dt.timedelta(days=later), dt.time(10), timezone.get_current_timezone())
    return min(noon, timezone.now())


def _write_settled(
    pairs: list[tuple[DemoWorker, DemoCertificate]],
    loaded: LoadedPeople,
    users: dict[int, User],
    officers: Officers,
) -> None:
    rows = ExternalQualification.objects.bulk_create(
        [
            _settled(loaded.people[specimen.number], certificate, officers.street_towns[specimen.street_code])
            for specimen, certificate in pairs
        ],
        batch_size=BATCH,
    )
    actors = [
        (users[specimen.number], officers.street_towns[specimen.street_code], officers.district)
        for specimen, _certificate in pairs
    ]
    events = [event for row, who in zip(rows, actors, strict=True) for event in _events(row, who)]
    QualificationEvent.objects.bulk_create(events, batch_size=BATCH)
    look_ups = [_look_up(row, who[1]) for row, who in zip(rows, actors, strict=True)]
    OfficialLookUp.objects.bulk_create(look_ups, batch_size=BATCH)


def _settled(person: Person, certificate: DemoCertificate, reviewer: User) -> ExternalQualification:
    confirmed_at = _at(certificate.issued_on, STEPS[-1][3])
    return ExternalQualification(
        person=person,
        level=certificate.level,
        number_sealed=seal(certificate.number),
        number_hash=lookup_hash(certificate.number),
        issued_on=certificate.issued_on,
        state="verified",
        state_changed_at=confirmed_at,
        verified_at=confirmed_at,
        reviewed_by=reviewer,
    )


def _events(row: ExternalQualification, actors: tuple[User, User, User]) -> Iterator[QualificationEvent]:
    for (action, before, after, later), actor in zip(STEPS, actors, strict=True):
        yield QualificationEvent(
            qualification=row,
            at=row.verified_at if action == "confirm" and row.verified_at else _at(row.issued_on, later),
            by=actor,
            action=action,
            from_state=before,
            to_state=after,
        )


def _look_up(row: ExternalQualification, officer: User) -> OfficialLookUp:
    return OfficialLookUp(
        qualification=row,
        looked_up_on=_at(row.issued_on, STEPS[1][3]).date(),
        by=officer,
        result=LookUpResult.MATCHES,
        number_hash=row.number_hash,
    )


def _play(specimen: DemoWorker, planned: DemoCertificate, own: User, officers: Officers) -> None:
    """Hand one in and take it as far as planned."""
    officer, district = officers.street_towns[specimen.street_code], officers.district
    row = submit_qualification(
        person=_person_of(own),
        by=own,
        level=planned.level,
        number=planned.number,
        issued_on=planned.issued_on,
    )
    today = timezone.localdate()
    if planned.course == "more_needed":
        record_look_up(qualification=row, by=officer, looked_up_on=today, result=LookUpResult.NOT_FOUND)
        return_for_more(qualification=row, by=officer, missing=["number"])
    elif planned.course == "rejected":
        reject_qualification(qualification=row, by=officer, reason="证书与本人姓名不符，请与发证机构核对。")
    elif planned.course in ("street_reviewed", "doubted"):
        row = review_qualification(qualification=row, by=officer, looked_up_on=today)
        if planned.course == "doubted":
            row = confirm_qualification(qualification=row, by=district)
            doubt_qualification(qualification=row, by=district, reason="抽查时官网查询结果不一致，复核中。")
