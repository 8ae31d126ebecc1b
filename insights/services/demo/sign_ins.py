"""Who may sign in to the demo, and as what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import AuditEntry, DenominatorExclusion, Person, Role, Unit, User
from accounts.services import decide_exclusion, grant_role, record_act
from insights.exceptions import DemoRefused

if TYPE_CHECKING:
    from insights.demo_people import DemoDistrict
    from insights.services.demo.people import LoadedPeople

DISTRICT, SHOWN_STREET, OTHER_STREET = "310113", "310113008", "310113109"
MADE = "demo.sign_in_made"
# Sign-ins of officers who are on no roster: role, sign-in name, unit, last digits of the phone.
OFFICERS = (
    (Role.DISTRICT_OFFICER, "区级管理员", DISTRICT, 9901),
    (Role.STREET_TOWN_OFFICER, "张庙街道管理员", SHOWN_STREET, 9902),
    (Role.STREET_TOWN_OFFICER, "顾村镇管理员", OTHER_STREET, 9903),
    (Role.TRAINER, "课程讲师", DISTRICT, 9904),
    (Role.CLASS_TEACHER, "班主任", DISTRICT, 9905),
    (Role.ITEM_REVIEWER, "题目审核员", DISTRICT, 9906),
    (Role.JUROR, "评审专家", DISTRICT, 9907),
    (Role.EVALUATOR, "第三方评估", DISTRICT, 9908),
    (Role.AUDITOR, "审计员", DISTRICT, 9909),
    (Role.OPERATOR, "运维员", DISTRICT, 9910),
)
EVALUATOR_DAYS = 180


@dataclass(frozen=True)
class SignIn:
    """One line of the table that is printed: who it is, and what to type."""

    role: str
    unit: str
    username: str
    phone: str


@dataclass(frozen=True)
class Officers:
    """The officers who decide in the demo: one of the district, one of each street-town by code."""

    district: User
    street_towns: dict[str, User]


def demo_sign_ins() -> list[SignIn]:
    """The demo's sign-ins in the order in which they were made."""
    made = AuditEntry.objects.filter(action=MADE).order_by("pk")
    return [SignIn(**entry.detail) for entry in made]


def check_password(password: str) -> None:
    """Hold the demo to the rules for everybody's password."""
    try:
        validate_password(password)
    except ValidationError as error:
        raise DemoRefused("口令不合规则：" + "；".join(error.messages)) from error


def make_officers(units: dict[str, Unit]) -> Officers:
    """Make an officer of the district and one of every street-town; without a password nobody signs in."""
    named = {(role, code): name for role, name, code, _digits in OFFICERS}
    district = _make_user(named[(Role.DISTRICT_OFFICER, DISTRICT)])
    grant_role(user=district, role=Role.DISTRICT_OFFICER, unit=units[DISTRICT], by=None)
    street_towns = {}
    for code, unit in units.items():
        if unit.depth == 2:
            name = named.get((Role.STREET_TOWN_OFFICER, code), f"{unit.name}管理员")
            street_towns[code] = _make_user(name)
            grant_role(user=street_towns[code], role=Role.STREET_TOWN_OFFICER, unit=unit, by=district)
    return Officers(district, street_towns)


def make_roles(plan: DemoDistrict, loaded: LoadedPeople, officers: Officers, *, password: str) -> Person:
    """Give every role a sign-in with the demo's password, and let the district decide what it planned.

    Returns the person who is shown as the learner.
    """
    check_password(password)
    sealed = make_password(password)
    learner, lead, mentor, studio = _chosen(plan)
    _open(_user_of(loaded.people[learner]), sealed, Role.LEARNER, loaded.workers[learner].unit)
    for number, role in ((lead, Role.COMMUNITY_LEAD), (mentor, Role.MENTOR), (studio, Role.STUDIO_LEAD)):
        user, unit = _user_of(loaded.people[number]), loaded.workers[number].unit
        grant_role(user=user, role=role, unit=unit, by=officers.district)
        _open(user, sealed, role, unit)
    for role, name, code, digits in OFFICERS:
        user = _make_user(name, phone=f"1990000{digits}")
        ends = timezone.now() + dt.timedelta(days=EVALUATOR_DAYS) if role == Role.EVALUATOR else None
        grant_role(user=user, role=role, unit=loaded.units[code], by=None, expires_at=ends)
        _open(user, sealed, role, loaded.units[code])
    _decide_exclusions(plan, loaded, officers)
    return loaded.people[learner]


def _chosen(plan: DemoDistrict) -> tuple[int, int, int, int]:
    """Numbers of the learner, the lead, the mentor and the studio lead, all of the shown street-town."""
    here = [
        worker
        for worker in plan.counted
        if worker.street_code == SHOWN_STREET and worker.home != SHOWN_STREET and not worker.exclusion
    ]
    learner = next(worker for worker in here if not worker.certificates and not worker.is_secretary)
    lead = next(worker for worker in here if worker.is_secretary and worker.home == learner.home)
    others = [worker for worker in here if worker.is_certified and not worker.is_secretary]
    return learner.number, lead.number, others[0].number, others[1].number


def _make_user(username: str, *, phone: str | None = None) -> User:
    user, _created = User.objects.get_or_create(username=username, defaults={"password": make_password(None)})
    if phone and user.phone != phone:
        user.phone = phone
        user.save(update_fields=["phone"])
    return user


def _user_of(person: Person) -> User:
    user, _created = User.objects.get_or_create(
        person=person,
        defaults={
            "username": person.employee_no or "",
            "phone": person.phone,
            "password": make_password(None),
        },
    )
    return user


def _open(user: User, sealed: str, role: Role, unit: Unit) -> None:
    """Set the password and remember the sign-in for the table; the password itself is nowhere in it."""
    user.password, user.password_changed_at = sealed, timezone.now()
    user.save(update_fields=["password", "password_changed_at"])
    detail = {
        "role": str(role.label),
        "unit": unit.name,
        "username": user.username,
        "phone": user.phone or "",
    }
    record_act(actor=None, action=MADE, target=user, unit=unit, detail=detail)


def _decide_exclusions(plan: DemoDistrict, loaded: LoadedPeople, officers: Officers) -> None:
    confirmed = {specimen.employee_no for specimen in plan.workers if specimen.is_exclusion_confirmed}
    rows = DenominatorExclusion.objects.filter(worker__person__employee_no__in=confirmed)
    for exclusion in rows:
        decide_exclusion(exclusion=exclusion, by=officers.district, is_confirmed=True, note="已核对文件")


__all__ = [
    "Officers",
    "SignIn",
    "check_password",
    "demo_sign_ins",
    "make_officers",
    "make_roles",
]
