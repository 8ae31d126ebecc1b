"""Before release no response holds a key, a word on an option, an explanation or a source."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Attempt
from assessments.services import start_attempt, submit_attempt
from assessments.urls import urlpatterns
from tests.accounts.factories import UserFactory
from tests.assessments.factories import make_exam, questions

pytestmark = pytest.mark.django_db

# Words by which a structure of ours could name the right answer.
STRUCTURES = re.compile(
    r'"(right|correct|is_right|answer|why|whys|explanation|half_points)"|data-(right|key|correct)'
)
JSON: Any = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def attempt(client: Client) -> Attempt:
    user = UserFactory.create()
    assert user.person
    client.force_login(user)
    exam = make_exam(closes_at=timezone.now() + dt.timedelta(days=1), release_policy="after_close")
    return start_attempt(person=user.person, exam=exam)


def secrets(attempt: Attempt) -> list[str]:
    versions = [question.item_version for question in questions(attempt)]
    return [text for v in versions for text in (v.explanation, v.source, *v.whys.values())]


def crawl(client: Client, attempt: Attempt) -> dict[str, str]:
    """Open every address of this app, each as a page and as a script would."""
    bodies = {}
    for pattern in urlpatterns:
        name = f"assessments:{pattern.name}"
        keys = {
            "public_id": attempt.exam.public_id if pattern.name in {"exam", "start"} else attempt.public_id
        }
        url = reverse(name, kwargs=keys if pattern.pattern.converters else {})
        if pattern.name != "submit":
            bodies[f"post {name}"] = client.post(url, {"position": "1", "sequence": "1"}).content.decode()
        for position in range(1, 7):
            bodies[f"{name} {position}"] = client.get(f"{url}?q={position}&show=all").content.decode()
        for sequence in ("1", "1", "0", "9"):
            data = {"position": "1", "sequence": sequence, "response": "A"}
            body = client.post(url, data, **JSON).content.decode() if pattern.name == "save" else ""
            bodies[f"{name} json {sequence}"] = body
    bodies["submit"] = client.get(reverse("assessments:submit", args=[attempt.public_id])).content.decode()
    return bodies


@pytest.mark.smoke
def test_an_open_attempt_leaks_nothing(client: Client, attempt: Attempt) -> None:
    bodies = crawl(client, attempt)

    for address, body in bodies.items():
        assert [text for text in secrets(attempt) if text in body] == [], address
        assert not STRUCTURES.search(body), address
    assert any(questions(attempt)[0].item_version.stem in body for body in bodies.values())


def test_the_paper_holds_what_is_shown_and_nothing_else(client: Client, attempt: Attempt) -> None:
    body = json.loads(client.get(reverse("assessments:paper", args=[attempt.public_id])).content)

    assert set(body) == {"questions", "left"}
    for question in body["questions"]:
        assert set(question) == {
            "position", "type", "points", "partial", "stem", "options", "response", "sequence", "flagged",
        }  # fmt: skip
        assert {name for option in question["options"] for name in option} == {"letter", "key", "text"}


def test_after_submission_the_policy_holds_answers_back(client: Client, attempt: Attempt) -> None:
    submit_attempt(attempt=attempt)

    body = client.get(reverse("assessments:result", args=[attempt.public_id])).content.decode()

    assert [text for text in secrets(attempt) if text in body] == []


def test_after_release_the_explanations_are_there(client: Client, attempt: Attempt) -> None:
    type(attempt.exam).objects.update(release_policy="at_once")
    submit_attempt(attempt=attempt)

    body = client.get(reverse("assessments:result", args=[attempt.public_id])).content.decode()

    assert all(question.item_version.explanation in body for question in questions(attempt))
