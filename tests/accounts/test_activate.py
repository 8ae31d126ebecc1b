"""The first sign-in, with a code from an officer."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.exceptions import ActivationRefused
from accounts.models import ActivationCode, LeftKind, Person, Role, User
from accounts.services import activate, end_employment, issue_activation_code, issue_activation_codes
from tests.accounts.factories import (
    PASSWORD,
    CommunityWorkerFactory,
    PersonFactory,
    make_user_with_role,
    make_worker_user,
)

pytestmark = pytest.mark.django_db


def person_with_code() -> tuple[Person, str]:
    worker = CommunityWorkerFactory.create()
    officer = make_user_with_role(Role.STREET_TOWN_OFFICER, worker.unit)
    return worker.person, issue_activation_code(person=worker.person, by=officer).code


@pytest.mark.smoke
def test_it_works() -> None:
    person, code = person_with_code()
    client = Client()
    answer = client.post(
        reverse("account_activate"),
        {
            "key": f"+86 {person.phone}",
            "code": f" {code[:4].lower()} {code[4:]}",
            "password1": PASSWORD,
            "password2": PASSWORD,
        },
    )

    user = User.objects.get(person=person)
    assert (answer.status_code, answer["Location"]) == (302, reverse("portal:home"))
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (user.username, user.phone, user.check_password(PASSWORD)) == (
        person.employee_no,
        person.phone,
        True,
    )
    assert user.password_changed_at is not None


def test_only_a_hash_is_kept() -> None:
    _, code = person_with_code()
    assert code not in str(ActivationCode.objects.values().get())
    assert not set(code) & set("0O1IL")


def test_a_code_works_once() -> None:
    person, code = person_with_code()
    activate(key=person.employee_no or "", code=code, password=PASSWORD)
    with pytest.raises(ActivationRefused):
        activate(key=person.employee_no or "", code=code, password=PASSWORD)


def test_five_wrong_tries_kill_the_code() -> None:
    person, code = person_with_code()
    for _ in range(5):
        with pytest.raises(ActivationRefused):
            activate(key=person.employee_no or "", code="34679ACD", password=PASSWORD)
    with pytest.raises(ActivationRefused):
        activate(key=person.employee_no or "", code=code, password=PASSWORD)


def test_a_newer_code_replaces_the_older() -> None:
    person, code = person_with_code()
    newer = issue_activation_code(person=person, by=make_user_with_role(Role.DISTRICT_OFFICER)).code
    with pytest.raises(ActivationRefused):
        activate(key=person.employee_no or "", code=code, password=PASSWORD)
    assert activate(key=person.employee_no or "", code=newer, password=PASSWORD).person == person


def test_a_code_expires() -> None:
    person, code = person_with_code()
    with time_machine.travel(timezone.now() + dt.timedelta(days=15)), pytest.raises(ActivationRefused):
        activate(key=person.employee_no or "", code=code, password=PASSWORD)


def test_a_code_belongs_to_one_person() -> None:
    _, code = person_with_code()
    other, _ = person_with_code()
    with pytest.raises(ActivationRefused):
        activate(key=other.employee_no or "", code=code, password=PASSWORD)


def test_a_weak_password_costs_no_try() -> None:
    person, code = person_with_code()
    with pytest.raises(ValidationError):
        activate(key=person.employee_no or "", code=code, password="short")
    assert ActivationCode.objects.get().failed_tries == 0
    activate(key=person.employee_no or "", code=code, password=PASSWORD)


def test_the_same_words_whatever_is_wrong() -> None:
    person, code = person_with_code()
    said = set()
    for key, written in ((person.employee_no or "", "34679ACD"), ("NOBODY", code), ("", code)):
        with pytest.raises(ActivationRefused) as refused:
            activate(key=key, code=written, password=PASSWORD)
        said.add(str(refused.value))
    assert len(said) == 1


def test_a_leaver_cannot_activate_and_gets_no_code() -> None:
    person, code = person_with_code()
    officer = make_user_with_role(Role.DISTRICT_OFFICER)
    end_employment(
        worker=person.employments.get(), on=timezone.localdate(), kind=LeftKind.OFF_DUTY, by=officer
    )
    with pytest.raises(ActivationRefused):
        activate(key=person.employee_no or "", code=code, password=PASSWORD)
    with pytest.raises(ActivationRefused):
        issue_activation_code(person=person, by=officer)
    assert issue_activation_codes(people=[PersonFactory.create()], by=officer) == []


def test_a_forgotten_password_is_chosen_anew() -> None:
    user = make_worker_user()
    assert user.person is not None
    code = issue_activation_code(person=user.person, by=make_user_with_role(Role.DISTRICT_OFFICER)).code
    again = activate(key=user.username, code=code, password="Qiu-Tian-2027-lu")
    assert again.pk == user.pk
    assert again.check_password("Qiu-Tian-2027-lu")


def test_the_page_keeps_what_was_written_and_says_what_is_wrong() -> None:
    person, _ = person_with_code()
    page = Client().post(
        reverse("account_activate"),
        {"key": person.employee_no, "code": "34679ACD", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert page.status_code == 200
    assert page.context["form"].errors["code"]
    assert f'value="{person.employee_no}"' in page.content.decode()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_activations_at_once_make_one_sign_in() -> None:
    person, code = person_with_code()
    outcomes: list[str] = []

    def work() -> None:
        try:
            activate(key=person.employee_no or "", code=code, password=PASSWORD)
            outcomes.append("in")
        except ActivationRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["in", "refused"]
    assert User.objects.filter(person=person).count() == 1
