"""Rows for tests; call ``.create()``."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from factory.declarations import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory
from factory.helpers import post_generation

from accounts.models import Person, Role, Unit, User
from certificates.models import CourseCertificate, ExternalQualification, Issuer, Level, QualificationEvent
from certificates.services import confirm_qualification, issue_certificate, review_qualification
from certificates.transitions import Action, State
from courses.models import EnrolmentState
from lms.lib.crypto import lookup_hash, seal
from tests.accounts.factories import (
    CommunityWorkerFactory,
    PersonFactory,
    make_street_town,
    make_user_with_role,
)
from tests.courses.factories import EnrolmentFactory

LOOKED_UP = dt.date(2026, 1, 5)


class ExternalQualificationFactory(DjangoModelFactory[ExternalQualification]):
    """A registration as handed in, or straight in another ``state`` (with one event that says so)."""

    class Meta:
        model = ExternalQualification
        skip_postgeneration_save = True

    class Params:
        number = Sequence(lambda n: f"2023045310{n:08d}")

    person = SubFactory(PersonFactory)
    level = Level.ASSISTANT
    issuer = Issuer.NATIONAL
    number_sealed = LazyAttribute(lambda o: seal(o.number))
    number_hash = LazyAttribute(lambda o: lookup_hash(o.number))
    issued_on = dt.date(2023, 9, 1)
    state = State.SUBMITTED
    verified_at = LazyAttribute(
        lambda o: timezone.now() if o.state in (State.VERIFIED, State.DOUBTED, State.REVOKED) else None
    )
    ended_on = LazyAttribute(
        lambda o: timezone.localdate() if o.state in (State.DOUBTED, State.REVOKED) else None
    )

    @post_generation
    def event(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Write the event that brought it here."""
        if create:
            QualificationEvent.objects.create(
                qualification=self,  # type: ignore[misc]
                action=Action.SUBMIT,
                to_state=self.state,
            )


def make_qualification(unit: Unit | None = None, **fields: Any) -> ExternalQualification:
    """A registration of a community worker of a unit."""
    if "person" not in fields:
        fields["person"] = CommunityWorkerFactory.create(unit=unit or make_street_town()).person
    return ExternalQualificationFactory.create(**fields)


def make_reviewed(unit: Unit | None = None, by: User | None = None, **fields: Any) -> ExternalQualification:
    """A registration that a street-town officer has reviewed."""
    unit = unit or make_street_town()
    officer = by or make_user_with_role(Role.STREET_TOWN_OFFICER, unit)
    row = make_qualification(unit, **fields)
    return review_qualification(qualification=row, by=officer, looked_up_on=LOOKED_UP)


def make_verified(unit: Unit | None = None, **fields: Any) -> ExternalQualification:
    """A registration that went the whole way through the services."""
    row = make_reviewed(unit, **fields)
    return confirm_qualification(qualification=row, by=make_user_with_role(Role.DISTRICT_OFFICER))


def make_certificate(person: Person | None = None, *, name: str = "", **fields: Any) -> CourseCertificate:
    """A certificate of a completed course, its PDF not drawn yet."""
    holder = person or CommunityWorkerFactory.create(unit=make_street_town()).person
    if name:
        holder.name = name
        holder.save(update_fields=["name"])
    enrolment = EnrolmentFactory.create(
        person=holder, state=EnrolmentState.COMPLETED, completed_at=timezone.now(), **fields
    )
    return issue_certificate(enrolment=enrolment)


def make_drawn(certificate: CourseCertificate, content: bytes = b"%PDF-1.7 drawn") -> CourseCertificate:
    """Its PDF, without the half second that drawing takes."""
    certificate.pdf.save("x.pdf", ContentFile(content), save=False)
    certificate.rendered_at = timezone.now()
    certificate.save()
    return certificate
