"""Pages of an exam: they work without script, say what happened, and cost the same for any size."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Person
from assessments.models import Attempt, AttemptState, Exam
from assessments.services import save_response, start_attempt, submit_attempt
from tests.accounts.factories import UserFactory
from tests.assessments.factories import make_attempt, make_exam, questions

pytestmark = pytest.mark.django_db
JSON: Any = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def person(client: Client) -> Person:
    user = UserFactory.create()
    client.force_login(user)
    assert user.person
    return user.person


def url(name: str, attempt: Attempt) -> str:
    return reverse(f"assessments:{name}", kwargs={"public_id": attempt.public_id})


def answer(client: Client, attempt: Attempt, *, sequence: int = 1, letters: str = "A", **extra: Any) -> Any:
    data = {"position": "1", "sequence": str(sequence), "response": list(letters)}
    return client.post(url("save", attempt), data, **{**JSON, **extra})


@pytest.mark.smoke
def test_one_sits_a_whole_exam_without_script(client: Client, person: Person) -> None:
    exam = make_exam(singles=1, multiples=1)

    page = client.post(reverse("assessments:start", args=[exam.public_id]), follow=True)
    attempt = Attempt.objects.get()
    for question in questions(attempt):
        data = {
            "position": question.position,
            "sequence": 1,
            "response": question.item_version.key,
            "go": "next",
        }
        page = client.post(url("save", attempt), data, follow=True)
    assert page.redirect_chain[-1][0] == url("sheet", attempt)
    page = client.post(url("submit", attempt), follow=True)

    attempt.refresh_from_db()
    assert (attempt.state, attempt.passed) == (AttemptState.SUBMITTED, True)
    assert "合格" in page.content.decode()


def test_a_saved_answer_has_the_servers_word(client: Client, person: Person) -> None:
    attempt = make_attempt(person=person)

    with time_machine.travel(dt.datetime(2026, 11, 23, 13, 43, tzinfo=dt.UTC), tick=False):
        Attempt.objects.update(
            started_at=dt.datetime(2026, 11, 23, 13, tzinfo=dt.UTC),
            deadline_at=dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC),
        )
        client.force_login(person.user)
        response = answer(client, attempt)

    assert response.status_code == 200
    assert response.json() == {"position": 1, "sequence": 1, "saved_at": "21:43"}


def test_an_old_tab_gets_409_and_the_newer_answer(client: Client, person: Person) -> None:
    attempt = make_attempt(person=person)
    answer(client, attempt, sequence=2, letters="C")

    response = answer(client, attempt, sequence=1, letters="B")

    assert response.status_code == 409
    assert (response.json()["code"], response.json()["response"]) == ("stale", ["C"])


def test_an_old_form_gets_the_page_with_the_newer_answer(client: Client, person: Person) -> None:
    attempt = make_attempt(person=person)
    answer(client, attempt, sequence=2, letters="C")

    response = client.post(url("save", attempt), {"position": 1, "sequence": 1, "response": "B"})

    assert response.status_code == 409
    assert 'value="C" checked' in response.content.decode()
    assert "较新" in response.content.decode() or "更新" in response.content.decode()


def test_signed_out_is_401_and_nothing_is_kept(client: Client, person: Person) -> None:
    attempt = make_attempt(person=person)
    client.logout()

    response = answer(client, attempt)

    assert (response.status_code, response.json()) == (401, {"code": "signed_out"})
    assert questions(attempt)[0].sequence == 0


def test_closed_is_410_with_the_way_to_the_result(client: Client, person: Person) -> None:
    attempt = make_attempt(person=person, submitted=True)

    response = answer(client, attempt)

    assert (response.status_code, response.json()) == (410, {"code": "closed", "url": url("result", attempt)})


def test_busy_is_503_and_asks_to_try_again(
    client: Client, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(**kwargs: object) -> None:
        raise OperationalError("database is locked")

    attempt = make_attempt(person=person)
    monkeypatch.setattr("assessments.views.answering.save_answer", locked)

    response = answer(client, attempt)

    assert (response.status_code, response.json()["code"]) == (503, "busy")
    assert response["Retry-After"] == "2"


def test_nonsense_is_404_and_not_500(client: Client, person: Person) -> None:
    attempt = make_attempt(person=person)

    for data in ({}, {"position": "x"}, {"position": "1", "sequence": "9" * 30, "response": "A"}):
        assert client.post(url("save", attempt), data, **JSON).status_code == 404


def test_a_colleagues_attempt_is_not_to_be_found(client: Client, person: Person) -> None:
    other = make_attempt()

    for name in ("attempt", "paper", "sheet", "submit", "result"):
        assert client.get(url(name, other)).status_code == 404
    assert answer(client, other).status_code == 404


def test_the_page_opens_where_one_was(client: Client, person: Person) -> None:
    attempt = make_attempt(person=person, right=2)

    page = client.get(url("attempt", attempt))

    assert page.context["question"].position == 3
    assert questions(attempt)[2].item_version.stem in page.content.decode()


def test_a_question_is_marked_to_look_at_again(client: Client, person: Person) -> None:
    attempt = make_attempt(person=person)

    client.post(url("save", attempt), {"position": "1", "sequence": "1", "go": "flag"})
    marked = questions(attempt)[0]
    response = client.post(url("save", attempt), {"position": "1", "flagged": "false"}, **JSON)

    assert (marked.flagged, marked.sequence) == (True, 0)
    assert response.json() == {"position": 1, "flagged": False}
    assert questions(attempt)[0].flagged is False


def test_handing_in_names_what_has_no_answer(client: Client, person: Person) -> None:
    attempt = make_attempt(person=person, right=3)

    page = client.get(url("submit", attempt)).content.decode()

    assert "还有 2 题没有作答" in page
    assert "第 4 题" in page
    assert "第 5 题" in page


def test_time_up_hands_in_at_the_next_request(client: Client, person: Person) -> None:
    attempt = make_attempt(person=person, right=2)
    Attempt.objects.update(
        started_at=attempt.started_at - dt.timedelta(hours=3),
        deadline_at=attempt.deadline_at - dt.timedelta(hours=3),
    )

    page = client.get(url("attempt", attempt), follow=True)

    assert page.redirect_chain[-1][0] == url("result", attempt)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.score_half_points) == (AttemptState.EXPIRED, 4)


def test_the_result_lists_the_weakest_point_first(client: Client, person: Person) -> None:
    exam = make_exam(singles=4, multiples=0)
    attempt = start_attempt(person=person, exam=exam)
    paper = questions(attempt)
    good = paper[0].item_version.knowledge_point_id
    for question in paper:
        if question.item_version.knowledge_point_id == good:
            save_response(attempt=attempt, position=question.position, response=["B"], sequence=1)
    submit_attempt(attempt=attempt)

    points = client.get(url("result", attempt)).context["points"]

    assert [point.percent for point in points] == [0, 100]


def count_queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_saving_takes_at_most_four_statements_with_session_and_user(client: Client, person: Person) -> None:
    attempt = make_attempt(person=person)
    answer(client, attempt)

    with CaptureQueriesContext(connection) as queries:
        answer(client, attempt, sequence=2)

    kinds = [q["sql"].split()[0] for q in queries]
    assert [kind for kind in kinds if kind not in {"SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"}] == [
        "SELECT",
        "SELECT",
        "UPDATE",
        "INSERT",
    ]


@pytest.mark.parametrize("name", ["attempt", "paper", "sheet", "submit"])
def test_the_exam_page_costs_the_same_for_any_paper(client: Client, person: Person, name: str) -> None:
    small = make_attempt(person=person, exam=make_exam(singles=2, multiples=1))
    large = make_attempt(person=person, exam=make_exam(singles=20, multiples=9))

    assert count_queries(client, url(name, small)) == count_queries(client, url(name, large))


def test_the_result_page_costs_the_same_for_any_paper(client: Client, person: Person) -> None:
    small = make_attempt(person=person, exam=make_exam(singles=2, multiples=1), submitted=True)
    large = make_attempt(person=person, exam=make_exam(singles=20, multiples=9), submitted=True)

    assert count_queries(client, url("result", small)) == count_queries(client, url("result", large))


def test_the_lists_cost_the_same_for_any_number_of_attempts(client: Client, person: Person) -> None:
    exam = make_exam()
    make_attempt(person=person, exam=exam, submitted=True)
    pages = [reverse("assessments:list"), reverse("assessments:exam", args=[exam.public_id])]
    before = [count_queries(client, page) for page in pages]

    for _ in range(4):
        make_attempt(person=person, exam=exam, submitted=True)
        make_attempt(person=person, submitted=True)

    assert [count_queries(client, page) for page in pages] == before


def test_an_empty_list_says_so(client: Client, person: Person) -> None:
    assert not Exam.objects.exists()

    assert "还没有考试" in client.get(reverse("assessments:list")).content.decode()
