"""Nobody reaches a sign-in above the own role through roster, codes and undo."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from accounts.exceptions import ActivationRefused
from accounts.models import Person, Role, RoleGrant, RosterImport, Unit, User
from accounts.models.roster import ImportState
from accounts.services import (
    activate,
    apply_import,
    check_import,
    end_expired_grants,
    grant_role,
    issue_activation_code,
    request_apply,
    undo_import,
    upload_roster,
)
from tests.accounts.factories import (
    PASSWORD,
    CommunityWorkerFactory,
    PersonFactory,
    UserFactory,
    make_district,
    make_street_town,
    make_user_with_role,
)

pytestmark = pytest.mark.django_db
NEW = "Wai-Ren-2026-lu"


def _person(user: User) -> Person:
    assert user.person is not None
    return user.person


def _import(officer: User, unit: Unit, *rows: str) -> RosterImport:
    lines = ["工号,姓名,手机号,街镇,入职日期,状态,离岗日期", *rows]
    found = upload_roster(
        data="\n".join(lines).encode(),
        file_name="a.csv",
        unit=unit,
        by=officer,
        as_of=timezone.localdate(),
    )
    check_import(roster_import=found)
    found.refresh_from_db()
    if found.state == ImportState.CHECKED and not found.report:
        apply_import(roster_import=request_apply(roster_import=found, skip_bad_rows=False))
        found.refresh_from_db()
    return found


def test_a_code_dies_when_its_holder_is_promoted() -> None:
    town = make_street_town()
    lead = make_user_with_role(Role.STREET_TOWN_OFFICER, town)
    colleague = UserFactory.create()
    CommunityWorkerFactory.create(person=_person(colleague), unit=town)
    code = issue_activation_code(person=_person(colleague), by=lead).code

    grant_role(user=colleague, role=Role.DISTRICT_OFFICER, unit=make_district(), by=None)

    with pytest.raises(ActivationRefused):
        activate(key=_person(colleague).employee_no or "", code=code, password=NEW)
    colleague.refresh_from_db()
    assert colleague.check_password(PASSWORD)


def test_a_code_dies_when_its_issuer_lost_the_role() -> None:
    town = make_street_town()
    officer = make_user_with_role(Role.STREET_TOWN_OFFICER, town)
    worker = CommunityWorkerFactory.create(unit=town)
    code = issue_activation_code(person=worker.person, by=officer).code

    RoleGrant.objects.filter(user=officer).update(revoked_at=timezone.now())

    with pytest.raises(ActivationRefused):
        activate(key=worker.person.employee_no or "", code=code, password=NEW)


def test_a_superuser_gets_no_code() -> None:
    from accounts.permissions import activatable_workers

    town = make_street_town()
    officer = make_user_with_role(Role.STREET_TOWN_OFFICER, town)
    boss = UserFactory.create(is_superuser=True)
    CommunityWorkerFactory.create(person=_person(boss), unit=town)
    other = CommunityWorkerFactory.create(unit=town)

    assert [worker.person for worker in activatable_workers(officer)] == [other.person]


def test_an_undo_gives_no_management_role_back() -> None:
    town = make_street_town()
    district = make_user_with_role(Role.DISTRICT_OFFICER)
    victim = make_user_with_role(Role.STREET_TOWN_OFFICER, town)
    CommunityWorkerFactory.create(person=_person(victim), unit=town, hired_on=dt.date(2024, 3, 1))
    person = _person(victim)
    left = _import(
        district,
        make_district(),
        f"{person.employee_no},{person.name},{person.phone},{town.name},2024-03-01,离岗,",
    )
    assert not victim.role_grants.live().exists()

    undo_import(roster_import=left, by=district)

    assert not victim.role_grants.live().exists()
    victim.refresh_from_db()
    assert victim.is_active


@pytest.mark.parametrize("status", ["在岗", "离岗"])
def test_a_street_town_writes_nothing_of_somebody_on_no_roster(status: str) -> None:
    town = make_street_town()
    officer = make_user_with_role(Role.STREET_TOWN_OFFICER, town)
    chief = make_user_with_role(Role.DISTRICT_OFFICER)
    number = _person(chief).employee_no

    done = _import(officer, town, f"{number},假名字,19900066666,{town.name},2024-03-01,{status},")

    assert done.report[0]["column"] == "工号"
    _person(chief).refresh_from_db()
    assert _person(chief).name != "假名字"
    assert chief.role_grants.live().exists()


def test_hiring_a_leaver_of_another_unit_keeps_what_is_recorded() -> None:
    town, other = make_street_town(), make_street_town("310113101", "示例乙镇")
    officer = make_user_with_role(Role.STREET_TOWN_OFFICER, town)
    person = PersonFactory.create(name="原名", phone="19900011111")
    CommunityWorkerFactory.create(
        person=person, unit=other, left_on=dt.date(2025, 1, 1), left_kind="off_duty"
    )

    _import(officer, town, f"{person.employee_no},假名字,19900066666,{town.name},2025-06-01,在岗,")

    person.refresh_from_db()
    assert (person.name, person.phone) == ("原名", "19900011111")
    assert person.employments.on_duty().get().unit == town


def test_an_expired_role_opens_no_back_office_and_can_be_given_again() -> None:
    user = make_user_with_role(Role.TRAINER)
    client = Client()
    client.force_login(user)
    assert client.get("/admin/").status_code == 200
    past = timezone.now() - dt.timedelta(minutes=1)
    RoleGrant.objects.filter(user=user).update(expires_at=past)

    assert client.get("/admin/", follow=True).status_code == 403
    assert not user.groups.exists()

    later = timezone.now() + dt.timedelta(days=1)
    grant = grant_role(user=user, role=Role.TRAINER, unit=make_district(), by=None, expires_at=later)
    assert grant.expires_at == later
    assert client.get("/admin/").status_code == 200


def test_giving_a_role_again_moves_its_end() -> None:
    user = make_user_with_role(Role.TRAINER)
    sooner = timezone.now() + dt.timedelta(hours=1)

    grant_role(user=user, role=Role.TRAINER, unit=make_district(), by=None, expires_at=sooner)

    assert user.role_grants.get().expires_at == sooner
    assert end_expired_grants() == 0


def test_pages_of_a_signed_in_visitor_are_not_kept() -> None:
    client = Client()
    client.force_login(make_user_with_role(Role.DISTRICT_OFFICER))

    assert "no-store" in client.get("/home/").headers["Cache-Control"]
    assert "no-store" not in Client().get("/style/").headers.get("Cache-Control", "")
