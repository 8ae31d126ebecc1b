"""One door: phone, employee number or e-mail; what it refuses and what it writes down."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry, LeftKind, Role, User
from accounts.services import end_employment
from tests.accounts.factories import (
    PASSWORD,
    PersonFactory,
    UserFactory,
    make_street_town,
    make_user_with_role,
    make_worker_user,
)

pytestmark = pytest.mark.django_db


def sign_in(login: str, password: str = PASSWORD, client: Client | None = None) -> Client:
    client = client or Client()
    client.post(reverse("account_login"), {"login": login, "password": password})
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "login",
    [
        "13800001234",
        "138 0000 1234",
        "+86-138-0000-1234",
        "１３８００００１２３４",
        "10023",
        "li@example.org",
    ],
)
def test_it_works(login: str) -> None:
    person = PersonFactory.create(employee_no="10023", phone="13800001234")
    UserFactory.create(person=person, email="li@example.org")
    assert is_in(sign_in(login))
    assert AuditEntry.objects.get(action="sign_in.succeeded").ip_address == "127.0.0.1"


def test_an_employee_number_of_eleven_digits_is_no_phone() -> None:
    UserFactory.create(person=PersonFactory.create(employee_no="13800009999", phone="13800001234"))
    assert is_in(sign_in("13800009999"))


def test_a_wrong_password_says_nothing_and_is_written_down() -> None:
    user = make_worker_user()
    client = Client()
    known = client.post(reverse("account_login"), {"login": user.username, "password": "x"})
    unknown = client.post(reverse("account_login"), {"login": "nobody", "password": "x"})
    assert known.context["form"].errors == unknown.context["form"].errors
    assert AuditEntry.objects.filter(action="sign_in.failed", succeeded=False).count() == 2


def test_five_failures_lock_the_account_for_fifteen_minutes_by_any_of_its_names() -> None:
    user = make_worker_user()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for login in (user.username, user.phone, user.username, user.phone, user.username):
            sign_in(login or "", "wrong")
        assert not is_in(sign_in(user.username))
        assert not is_in(sign_in(user.phone or ""))
        assert AuditEntry.objects.filter(action="sign_in.locked").count() == 2
        clock.shift(dt.timedelta(minutes=16))
        assert is_in(sign_in(user.username))


def test_a_leaver_is_out_at_once_in_every_session() -> None:
    user = make_worker_user()
    client = sign_in(user.username)
    assert user.person is not None
    end_employment(
        worker=user.person.employments.get(),
        on=timezone.localdate(),
        kind=LeftKind.OFF_DUTY,
        by=make_user_with_role(Role.DISTRICT_OFFICER),
    )
    assert client.get(reverse("accounts:me")).status_code == 302
    assert not is_in(sign_in(user.username))


def test_signing_out_is_written_down() -> None:
    user = make_worker_user()
    sign_in(user.username).post(reverse("account_logout"))
    assert AuditEntry.objects.get(action="sign_out").actor == user


def test_sign_up_is_closed() -> None:
    page = Client().get(reverse("account_signup"))
    assert "account/signup_closed.html" in [template.name for template in page.templates]
    Client().post(reverse("account_signup"), {"username": "x", "password1": PASSWORD, "password2": PASSWORD})
    assert User.objects.count() == 0


@pytest.mark.parametrize(("role", "minutes"), [(Role.STREET_TOWN_OFFICER, 30), (None, 120)])
def test_idleness_signs_out(role: Role | None, minutes: int) -> None:
    user = make_user_with_role(role, make_street_town()) if role else make_worker_user()
    client = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(user.username, client=client)
        client.get(reverse("accounts:me"))
        clock.shift(dt.timedelta(minutes=minutes - 1))
        assert client.get(reverse("accounts:me")).status_code == 200
        clock.shift(dt.timedelta(minutes=minutes + 6))
        assert client.get(reverse("accounts:me")).status_code == 302


def test_a_management_password_lasts_ninety_days() -> None:
    officer = make_user_with_role(Role.STREET_TOWN_OFFICER, make_street_town())
    learner = make_worker_user()
    User.objects.update(password_changed_at=timezone.now() - dt.timedelta(days=91))
    client = sign_in(officer.username)
    assert client.get(reverse("accounts:me"))["Location"] == reverse("account_change_password")
    assert sign_in(learner.username).get(reverse("accounts:me")).status_code == 200

    new = "Qiu-Tian-2027-lu"
    client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    officer.refresh_from_db()
    assert officer.password_changed_at
    assert officer.password_changed_at > timezone.now() - dt.timedelta(minutes=1)
    assert client.get(reverse("accounts:me")).status_code == 200


@pytest.mark.parametrize("password", ["Short-1", "alllowercase", "1234567890", "lowercase123"])
def test_a_password_needs_ten_signs_of_three_kinds(password: str) -> None:
    user = make_worker_user()
    client = sign_in(user.username)
    page = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": password, "password2": password},
    )
    assert page.status_code == 200
    assert page.context["form"].errors


def test_a_forgotten_password_goes_by_mail_where_there_is_one() -> None:
    make_worker_user(email="li@example.org")
    page = Client().post(reverse("account_reset_password"), {"email": "li@example.org"})
    nobody = Client().post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert page.status_code == nobody.status_code == 302
    assert [message.to for message in mail.outbox if message.to == ["li@example.org"]] == [["li@example.org"]]


def test_a_phone_is_not_changed_at_the_door() -> None:
    user = make_worker_user()
    client = sign_in(user.username)
    client.post(reverse("account_change_phone"), {"phone": "+8613900000000"})
    before = user.phone
    user.refresh_from_db()
    assert user.phone == before
