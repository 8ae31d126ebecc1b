"""The demo district in the database."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry, CommunityWorker, Person, Post, PostKind, Role, RoleGrant, Unit, User
from assessments.models import Attempt
from certificates.models import ExternalQualification, OfficialLookUp
from certificates.transitions import TRANSITIONS, Action, Actor, State
from courses.models import Enrolment
from credits.models import CreditEntry
from insights.models import RateSnapshot
from insights.services.demo import demo_sign_ins
from insights.unit_rate import UnitRate
from tests.accounts.factories import PersonFactory
from tests.insights.factories import rate

pytestmark = pytest.mark.django_db
PASSWORD = "Chunfeng-Qiuyue-2026"


@pytest.fixture(autouse=True)
def _var(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path  # type: ignore[attr-defined]


def _load(*arguments: str) -> str:
    out = StringIO()
    call_command("load_demo", "--workers", "200", "--people-only", *arguments, stdout=out)
    return out.getvalue()


def _rate(code: str) -> UnitRate:
    from django.utils import timezone

    return rate(Unit.objects.get(code=code), timezone.localdate())


@pytest.mark.smoke
def test_it_works() -> None:
    said = _load("--password", PASSWORD)

    district = _rate("310113")
    assert district.denominator == 200
    assert (_rate("310113003").shown, _rate("310113003").reached) == ("60.0%", True)
    assert (_rate("310113111").missing, _rate("310113111").reached) == (1, False)
    assert district.waiting
    assert district.excluded == sum(district.excluded_reasons.values()) == 1
    assert f"持证率 {district.shown}（{district.numerator}/200）" in said
    assert f"口令：{PASSWORD}" in said
    assert RateSnapshot.objects.count() == 24
    assert all(snapshot.is_from_history for snapshot in RateSnapshot.objects.all()[:23])


def test_every_role_can_sign_in() -> None:
    _load("--password", PASSWORD)

    listed = {each.username for each in demo_sign_ins()}
    grants = RoleGrant.objects.filter(user__username__in=listed)
    assert {grant.role for grant in grants} == {role.value for role in Role} - {Role.LEARNER.value}
    assert {each.role for each in demo_sign_ins()} == {str(role.label) for role in Role}
    for place, each in enumerate(demo_sign_ins()):
        client = Client()
        login = each.phone if place % 2 else each.username  # either way leads in
        response = client.post(reverse("account_login"), {"login": login, "password": PASSWORD})
        assert response.status_code == 302, each
        assert response.headers["Location"] == reverse("portal:home")
        assert client.get(reverse("portal:home")).status_code == 200


def test_people_learn_through_the_services() -> None:
    call_command("load_demo", "--workers", "200", "--password", PASSWORD, stdout=StringIO())

    learner = User.objects.get(username=demo_sign_ins()[0].username).person
    assert learner is not None
    states = set(Enrolment.objects.for_person(learner).values_list("state", flat=True))
    assert states == {"active", "completed"}
    assert CreditEntry.objects.filter(person=learner).exists()
    assert Attempt.objects.filter(person=learner, passed=True).exists()
    assert Enrolment.objects.exclude(person=learner).exists()


def test_nobody_else_can_sign_in() -> None:
    _load("--password", PASSWORD)

    listed = {each.username for each in demo_sign_ins()}
    others = User.objects.exclude(username__in=listed)
    assert others.exists()
    assert not any(user.has_usable_password() for user in others)


def test_a_second_load_changes_nothing() -> None:
    _load("--password", PASSWORD)
    before = Person.objects.count(), AuditEntry.objects.count()

    assert "已经在了" in _load()
    assert (Person.objects.count(), AuditEntry.objects.count()) == before


def test_a_password_is_made_and_kept_for_the_owner_alone(tmp_path: Path) -> None:
    said = _load()

    file = tmp_path / "secrets" / "demo_password"
    assert f"口令：{file.read_text()}" in said
    assert file.stat().st_mode & 0o777 == 0o600
    table = StringIO()
    call_command("demo_sign_ins", stdout=table)
    assert file.read_text() in table.getvalue()
    assert "区级管理员" in table.getvalue()


@pytest.mark.parametrize("arguments", [["--password", "short"], ["--workers", "20"], ["--on", "2099-01-01"]])
def test_it_refuses_and_leaves_nothing(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        _load(*arguments)

    assert not Person.objects.exists()
    assert not Unit.objects.exists()


def test_it_refuses_where_people_are() -> None:
    PersonFactory.create()

    with pytest.raises(CommandError, match="已经有人员"):
        _load()
    assert "不装示例数据" in _load("--if-empty")
    assert Person.objects.count() == 1


def test_it_refuses_in_production(settings: pytest.FixtureRequest) -> None:
    settings.DEMO_DISTRICT_ALLOWED = False  # type: ignore[attr-defined]

    with pytest.raises(CommandError, match="生产环境"):
        _load()


def test_what_was_written_at_once_is_as_the_services_leave_it() -> None:
    _load("--password", PASSWORD)

    actors = (Actor.OWN, Actor.STREET_TOWN, Actor.DISTRICT)
    verified = ExternalQualification.objects.filter(state=State.VERIFIED).prefetch_related(
        "events", "look_ups"
    )
    assert verified.count() > 100
    for row in verified.prefetch_related("events", "look_ups"):
        events = sorted(row.events.all(), key=lambda event: event.pk)
        assert [event.action for event in events] == [Action.SUBMIT, Action.REVIEW, Action.CONFIRM]
        assert (events[0].from_state, events[0].to_state) == ("", State.SUBMITTED)
        for event, actor in list(zip(events, actors, strict=True))[1:]:
            key = State(event.from_state), Action(event.action), actor
            assert TRANSITIONS[key] == event.to_state
        assert sorted(event.at for event in events) == [event.at for event in events]
        assert events[0].by is not None
        assert events[0].by.person_id == row.person_id
        assert row.verified_at == row.state_changed_at == events[-1].at
        assert events[1].by == row.reviewed_by != events[2].by
        look_up: OfficialLookUp = row.look_ups.get()
        assert (look_up.result, look_up.number_hash) == ("matches", row.number_hash)
        assert row.number.startswith("DEMO-")


def test_home_units_repeat_the_open_primary_posts() -> None:
    _load("--password", PASSWORD)

    homes = dict(CommunityWorker.objects.on_duty().values_list("pk", "unit_id"))
    posts = dict(
        Post.objects.filter(kind=PostKind.PRIMARY, ended_on__isnull=True).values_list("worker_id", "unit_id")
    )
    assert homes == posts


def test_a_real_installation_has_no_demo_sign_ins() -> None:
    out = StringIO()

    call_command("demo_sign_ins", stdout=out)

    assert "这里没有示例数据" in out.getvalue()
