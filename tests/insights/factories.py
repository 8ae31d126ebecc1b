"""Rows for tests; call ``.create()``."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from factory.declarations import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from accounts.models import CommunityWorker, DenominatorExclusion, Person, Post, Unit, User
from certificates.models import ExternalQualification
from insights.models import RateDefinition
from insights.services import certification_rates, current_definition
from insights.unit_rate import UnitRate
from tests.accounts.factories import CommunityWorkerFactory, PersonFactory, UserFactory

DAY = dt.date(2026, 9, 30)


class QualificationFactory(DjangoModelFactory[ExternalQualification]):
    """A verified assistant's certificate of 2025."""

    class Meta:
        model = ExternalQualification

    person = SubFactory(PersonFactory)
    level = "assistant"
    number_sealed = "sealed"
    number_hash = Sequence(lambda n: f"hash-{n:060d}"[-64:])
    issued_on = dt.date(2025, 8, 1)
    state = "verified"
    verified_at = LazyFunction(timezone.now)


class DenominatorExclusionFactory(DjangoModelFactory[DenominatorExclusion]):
    """A request, confirmed, that somebody is not counted from 2026 on."""

    class Meta:
        model = DenominatorExclusion

    worker = SubFactory(CommunityWorkerFactory)
    reason = "借调区外机关"
    state = "confirmed"
    starts_on = dt.date(2026, 1, 1)
    decided_by = SubFactory(UserFactory)
    decided_at = LazyFunction(timezone.now)


def make_worker(
    unit: Unit, *, certified: bool = False, waiting: bool = False, **fields: Any
) -> CommunityWorker:
    """A worker in a unit, with a verified certificate or one under verification if asked for."""
    worker = CommunityWorkerFactory.create(unit=unit, **fields)
    if certified:
        QualificationFactory.create(person=worker.person)
    if waiting:
        QualificationFactory.create(person=worker.person, state="submitted", verified_at=None)
    return worker


def make_many(unit: Unit, *, heads: int, certified: int) -> None:
    """Many workers at once, the first ones certified."""
    first = Person.objects.count()
    people = Person.objects.bulk_create(
        Person(name=f"林示例{first + n}", employee_no=f"M{first + n:06d}") for n in range(heads)
    )
    hired = dt.date(2024, 3, 1)
    workers = CommunityWorker.objects.bulk_create(
        CommunityWorker(person=person, unit=unit, hired_on=hired) for person in people
    )
    Post.objects.bulk_create(Post(worker=worker, unit=unit, started_on=hired) for worker in workers)
    for person in people[:certified]:
        QualificationFactory.create(person=person)


def move(worker: CommunityWorker, unit: Unit, on: dt.date) -> None:
    """Move a worker's home on a day, as the roster does."""
    worker.posts.filter(kind="primary", ended_on__isnull=True).update(ended_on=on)
    Post.objects.create(worker=worker, unit=unit, started_on=on)
    worker.unit = unit
    worker.save(update_fields=["unit"])


def rate(unit: Unit, on: dt.date = DAY, definition: RateDefinition | None = None) -> UnitRate:
    """The rate of one unit on a day."""
    rows = certification_rates(on=on, definition=definition or current_definition(), units=[unit])
    return rows[0]


def heads(unit: Unit, on: dt.date = DAY, definition: RateDefinition | None = None) -> tuple[int, int]:
    """Numerator and denominator of one unit on a day."""
    found = rate(unit, on, definition)
    return found.numerator, found.denominator


def make_officer(role: Any, unit: Unit | None = None) -> User:
    """An officer of a unit."""
    from tests.accounts.factories import make_user_with_role

    return make_user_with_role(role, unit)
