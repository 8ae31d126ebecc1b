"""Who may open which page of accounts."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from accounts.models import DenominatorExclusion, Feedback, RoleGrant, RosterImport, Unit, User
from accounts.models.feedback import FeedbackKind
from accounts.models.roster import ImportState
from tests.access import LEARNER, PUBLIC, SIGNED_IN, TRAINER, Row, World

TO_THE_DOOR = (302,) * 9
# anonymous, learner, lead, officer, colleague, district, trainer, evaluator, auditor
PEOPLE = (302, 403, 200, 200, 200, 200, 403, 403, 403)
OFFICERS = (302, 403, 403, 200, 200, 200, 403, 403, 403)
DISTRICT_ONLY = (302, 403, 403, 403, 403, 200, 403, 403, 403)
ACT_OF_OFFICERS = (302, 403, 403, 302, 404, 302, 403, 403, 403)
ACT_OF_DISTRICT = (302, 403, 403, 403, 403, 302, 403, 403, 403)


def _learner(world: World) -> User:
    return cast(User, world.users[LEARNER])


def _person(world: World) -> dict[str, object]:
    person = _learner(world).person
    assert person is not None
    return {"public_id": person.public_id}


def _import(world: World) -> dict[str, object]:
    found = RosterImport.objects.create(
        file_name="x.csv",
        unit=cast(Unit, world.units["a"]),
        uploaded_by=_learner(world),
        as_of=dt.date(2026, 1, 1),
        state=ImportState.CHECKED,
        counts={"refused": 1},
    )
    return {"public_id": found.public_id}


def _exclusion(world: World) -> dict[str, object]:
    person: Any = _learner(world).person
    found = DenominatorExclusion.objects.create(
        worker=person.employments.get(), reason="借调", starts_on=dt.date(2026, 1, 1)
    )
    return {"pk": found.pk}


def _grant(world: World) -> dict[str, object]:
    return {"pk": RoleGrant.objects.get(user=cast(User, world.users[TRAINER])).pk}


def _feedback(world: World) -> dict[str, object]:
    return {"pk": Feedback.objects.create(kind=FeedbackKind.IDEA, text="加一页").pk}


ROWS = [
    Row("admin_login_door", (302,) + (403,) * 8),  # signed in and still here: no back office
    Row("admin_password_door", TO_THE_DOOR),
    Row("admin_change_password_door", TO_THE_DOOR),
    Row("account_activate", PUBLIC),
    Row("account_phone_closed", TO_THE_DOOR),
    Row("account_email_closed", TO_THE_DOOR),
    Row("accounts:me", SIGNED_IN),
    Row("accounts:roster", PEOPLE),
    Row("accounts:roster_export", OFFICERS),
    Row("accounts:activation_codes", PEOPLE),
    Row("accounts:import_new", OFFICERS),
    Row("accounts:import_template", OFFICERS),
    Row("accounts:import_detail", (302, 403, 403, 200, 404, 200, 403, 403, 403), arguments=_import),
    Row("accounts:import_errors", (302, 403, 403, 200, 404, 200, 403, 403, 403), arguments=_import),
    Row("accounts:import_apply", ACT_OF_OFFICERS, arguments=_import, method="post"),
    Row("accounts:import_undo", ACT_OF_OFFICERS, arguments=_import, method="post"),
    Row("accounts:units", PEOPLE),
    Row(
        "accounts:unit_state",
        ACT_OF_DISTRICT,
        arguments=lambda world: {"code": cast(Unit, world.units["b"]).code},
        method="post",
    ),
    Row("accounts:worker", (302, 403, 200, 200, 404, 200, 403, 403, 403), arguments=_person),
    Row(
        "accounts:worker_act",
        (302, 403, 403, 302, 404, 302, 403, 403, 403),
        arguments=lambda world: {**_person(world), "act": "leave"},
        method="post",
        data=lambda world: {"on": "2026-01-01", "reason": "产假"},
    ),
    Row("accounts:exclusions", OFFICERS),
    Row(
        "accounts:exclusion_decide",
        (302, 403, 403, 403, 404, 302, 403, 403, 403),
        arguments=_exclusion,
        method="post",
        data=lambda world: {"decision": "confirm"},
    ),
    Row("accounts:roles", DISTRICT_ONLY),
    Row("accounts:role_revoke", ACT_OF_DISTRICT, arguments=_grant, method="post"),
    Row("accounts:audit", (302, 403, 403, 403, 403, 403, 403, 403, 200)),
    Row("accounts:feedback", PUBLIC),
    Row("accounts:feedback_thanks", PUBLIC),
    Row("accounts:feedback_list", DISTRICT_ONLY),
    Row(
        "accounts:feedback_answer",
        ACT_OF_DISTRICT,
        arguments=_feedback,
        method="post",
        data=lambda world: {"answer": "好"},
    ),
]
