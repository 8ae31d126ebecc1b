"""Rows for tests; call ``.create()``."""

from __future__ import annotations

import datetime as dt
from typing import Any

from factory.declarations import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory, Password
from factory.helpers import post_generation

from accounts.models import CommunityWorker, Person, Post, Role, Unit, UnitKind, User
from accounts.services import grant_role

PASSWORD = "Chun-Ri-2026-lu"


def make_district() -> Unit:
    """The district, made once a test."""
    existing = Unit.objects.filter(kind=UnitKind.DISTRICT).first()
    return existing or Unit.add_root(code="310113", name="示例区", kind=UnitKind.DISTRICT)


def make_street_town(code: str = "310113003", name: str = "示例街道", **fields: Any) -> Unit:
    """A street-town below the district; made once for each code."""
    existing = Unit.objects.filter(code=code).first()
    if existing:
        return existing
    parent = Unit.objects.get(pk=make_district().pk)
    values = {"kind": UnitKind.SUBDISTRICT, "counts_as_street_town": True, **fields}
    return parent.add_child(code=code, name=name, **values)


def make_residential_area(parent: Unit, code: str, name: str = "示例一居民区") -> Unit:
    """A residential area below a street-town; made once for each code."""
    existing = Unit.objects.filter(code=code).first()
    if existing:
        return existing
    return Unit.objects.get(pk=parent.pk).add_child(code=code, name=name, kind=UnitKind.RESIDENTIAL_AREA)


class PersonFactory(DjangoModelFactory[Person]):
    """A person on the roster."""

    class Meta:
        model = Person

    name = Sequence(lambda n: f"林示例{n}")
    employee_no = Sequence(lambda n: f"T{n:05d}")
    phone = Sequence(lambda n: f"1990000{n:04d}")
    birth_year = 1988


class UserFactory(DjangoModelFactory[User]):
    """A sign-in of a person; the password is ``PASSWORD``."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    person = SubFactory(PersonFactory)
    username = LazyAttribute(lambda o: o.person.employee_no)
    phone = LazyAttribute(lambda o: o.person.phone)
    password = Password(PASSWORD)


class CommunityWorkerFactory(DjangoModelFactory[CommunityWorker]):
    """A worker on duty since 2024, with the primary post that the home unit repeats."""

    class Meta:
        model = CommunityWorker
        skip_postgeneration_save = True

    person = SubFactory(PersonFactory)
    unit = LazyFunction(make_street_town)
    hired_on = dt.date(2024, 3, 1)

    @post_generation
    def post(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Open the primary post."""
        if create:
            Post.objects.create(
                worker=self,  # type: ignore[misc]
                unit=self.unit,
                started_on=self.hired_on,
                ended_on=getattr(self, "left_on", None),
            )


def make_user_with_role(role: Role, unit: Unit | None = None, **fields: Any) -> User:
    """A sign-in that holds one role in a unit (the district unless given)."""
    user = UserFactory.create(**fields)
    expires = dt.datetime(2099, 1, 1, tzinfo=dt.UTC) if role == Role.EVALUATOR else None
    grant_role(user=user, role=role, unit=unit or make_district(), by=None, expires_at=expires)
    return user


def make_worker_user(unit: Unit | None = None, **fields: Any) -> User:
    """A community worker with a sign-in: the learner of most tests."""
    user = UserFactory.create(**fields)
    CommunityWorkerFactory.create(person=user.person, unit=unit or make_street_town())
    return user


__all__ = [
    "PASSWORD",
    "CommunityWorkerFactory",
    "PersonFactory",
    "UserFactory",
    "make_district",
    "make_residential_area",
    "make_street_town",
    "make_user_with_role",
    "make_worker_user",
]
