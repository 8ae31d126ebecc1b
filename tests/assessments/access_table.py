"""Who may open which page of the exams."""

from __future__ import annotations

from assessments.models import Attempt, Exam, ItemVersion
from tests.access import LEARNER, SIGNED_IN, Row, World
from tests.assessments.factories import ItemVersionFactory, make_attempt, make_exam

# In the order of tests.access.VISITORS: an attempt is its own person's and nobody else's.
OWN = (302, 200, *(404,) * 7)
OWN_REDIRECT = (302, 302, *(404,) * 7)


def _exam(world: World) -> dict[str, object]:
    exam = Exam.objects.first() or make_exam()
    return {"public_id": exam.public_id}


def _attempt(world: World, *, submitted: bool = False) -> dict[str, object]:
    person = world.users[LEARNER].person  # type: ignore[attr-defined]
    attempt = Attempt.objects.first() or make_attempt(person=person, submitted=submitted)
    return {"public_id": attempt.public_id}


def _closed(world: World) -> dict[str, object]:
    return _attempt(world, submitted=True)


ROWS = [
    Row("assessments:list", SIGNED_IN),
    Row("assessments:exam", SIGNED_IN, _exam),
    # Whoever is a person on record may sit it; officers of the test world are people too.
    Row("assessments:start", (302,) * 9, _exam, method="post"),
    Row("assessments:attempt", OWN, _attempt),
    Row("assessments:paper", OWN, _attempt),
    Row(
        "assessments:save",
        OWN_REDIRECT,
        _attempt,
        method="post",
        data=lambda world: {"position": "1", "sequence": "1", "response": "A", "go": "next"},
    ),
    Row("assessments:sheet", OWN, _attempt),
    Row("assessments:submit", OWN, _attempt),
    Row("assessments:submit", OWN_REDIRECT, _attempt, method="post"),
    Row("assessments:result", OWN, _closed),
]


def _version(world: World) -> dict[str, object]:
    version = ItemVersion.objects.first() or ItemVersionFactory.create()
    return {"pk": version.pk}


# The back office: trainers and district officers hold editors' roles; the rest is turned away at its door.
EDITORS = (302, 302, 302, 302, 302, 200, 200, 302, 302)
ROWS += [
    Row("item_versions:index", EDITORS),
    Row("item_versions:index_results", EDITORS),
    Row("item_versions:inspect", EDITORS, _version),
    Row("item_versions:edit", EDITORS, _version),
]
