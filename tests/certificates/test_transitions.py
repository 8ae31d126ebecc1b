"""Every state × role × action: what the table allows happens, everything else is refused."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from accounts.models import Person, Role, User
from certificates import services
from certificates.exceptions import NotYoursToDecide, WrongState
from certificates.models import ExternalQualification
from certificates.transitions import TRANSITIONS, Action, Actor, State, allowed_actions, is_ever_allowed
from tests.accounts.factories import make_district, make_street_town, make_user_with_role, make_worker_user
from tests.certificates.factories import LOOKED_UP, make_qualification

STRANGER = "officer of another unit"
ACTS: dict[Action, tuple[Any, dict[str, Any]]] = {
    Action.MEND: (
        services.mend_qualification,
        {"level": "assistant", "issuer": "national", "issued_on": LOOKED_UP},
    ),
    Action.WITHDRAW: (services.withdraw_qualification, {}),
    Action.REVIEW: (services.review_qualification, {"looked_up_on": LOOKED_UP}),
    Action.RETURN: (services.return_for_more, {"missing": ["number"]}),
    Action.REJECT: (services.reject_qualification, {"reason": "无法核实"}),
    Action.CONFIRM: (services.confirm_qualification, {}),
    Action.DOUBT: (services.doubt_qualification, {"reason": "群众反映"}),
    Action.REVOKE: (services.revoke_qualification, {"reason": "核查不实"}),
}


def make_user(actor: str, holder: User) -> User:
    unit = make_street_town()
    return {
        Actor.OWN: lambda: holder,
        Actor.STREET_TOWN: lambda: make_user_with_role(Role.STREET_TOWN_OFFICER, unit),
        Actor.DISTRICT: lambda: make_user_with_role(Role.DISTRICT_OFFICER, make_district()),
        STRANGER: lambda: make_user_with_role(
            Role.STREET_TOWN_OFFICER, make_street_town("310113101", "示例乙镇")
        ),
    }[actor]()


def make_row(state: State, person: Person, actor: str) -> ExternalQualification:
    row = make_qualification(person=person, state=state)
    if actor == Actor.DISTRICT:  # a matching look-up stands, so only the table decides
        services.record_look_up(
            qualification=row,
            by=make_user_with_role(Role.STREET_TOWN_OFFICER),
            looked_up_on=LOOKED_UP,
            result="matches",
        )
    return row


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "action", "actor"),
    list(product(State, ACTS, [*Actor, STRANGER])),
    ids=str,
)
def test_the_table_holds(state: State, action: Action, actor: str) -> None:
    holder = make_worker_user()
    assert holder.person
    row = make_row(state, holder.person, actor)
    act, arguments = ACTS[action]
    user = make_user(actor, holder)
    wanted = TRANSITIONS.get((state, action, actor))  # type: ignore[arg-type]

    if wanted is not None:
        assert act(qualification=row, by=user, **arguments).state == wanted
        event = row.events.last()
        assert event
        assert (event.from_state, event.to_state, event.by) == (state, wanted, user)
    else:
        known = actor != STRANGER and is_ever_allowed(action, Actor(actor))
        with pytest.raises(WrongState if known else NotYoursToDecide):
            act(qualification=row, by=user, **arguments)
        row.refresh_from_db()
        assert row.state == state
        assert row.events.count() == 1


def test_an_end_is_an_end() -> None:
    for state in (State.REJECTED, State.WITHDRAWN, State.REVOKED):
        assert [action for actor in Actor for action in allowed_actions(state, actor)] == []


def test_nobody_decides_on_the_own() -> None:
    deciding = {Action.REVIEW, Action.RETURN, Action.REJECT, Action.CONFIRM, Action.DOUBT, Action.REVOKE}
    assert not [key for key in TRANSITIONS if key[2] == Actor.OWN and key[1] in deciding]
