"""The item bank in the back office: editors revise, reviewers put in use, versions stay."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from assessments.models import ItemVersion
from tests.accounts.factories import make_user_with_role, make_worker_user
from tests.assessments.factories import ItemVersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> ItemVersion:
    return ItemVersionFactory.create(multiple=True)


def as_role(client: Client, role: Role) -> Client:
    client.force_login(make_user_with_role(role))
    return client


def form_of(version: ItemVersion, **changed: Any) -> dict[str, Any]:
    data = {
        "stem": version.stem,
        "key": version.key,
        "explanation": version.explanation,
        "source": version.source,
        "difficulty": version.difficulty,
        **{f"text_{one['key']}": one["text"] for one in version.options},
        **{f"why_{letter}": why for letter, why in version.whys.items()},
    }
    return {**data, **changed}


def edit(client: Client, version: ItemVersion, **changed: Any) -> Any:
    return client.post(reverse("item_versions:edit", args=[version.pk]), form_of(version, **changed))


def test_it_works(client: Client, version: ItemVersion) -> None:
    as_role(client, Role.TRAINER)

    listed = client.get(reverse("item_versions:index")).content.decode()
    read = client.get(reverse("item_versions:inspect", args=[version.pk])).content.decode()
    response = edit(client, version, stem="改过的问法？")

    assert version.stem in listed
    assert version.whys["A"] in read
    assert response.status_code == 302
    assert [(one.number, one.state, one.stem) for one in version.item.versions.all()] == [
        (2, "draft", "改过的问法？"),
        (1, "published", version.stem),
    ]


def test_a_reviewer_puts_the_new_version_in_use(client: Client, version: ItemVersion) -> None:
    as_role(client, Role.ITEM_REVIEWER)

    edit(client, version, stem="改过的问法？", put_in_use="on")

    assert [(one.number, one.state) for one in version.item.versions.all()] == [
        (2, "published"),
        (1, "retired"),
    ]


def test_an_author_alone_puts_nothing_in_use(client: Client, version: ItemVersion) -> None:
    as_role(client, Role.TRAINER)

    edit(client, version, stem="改过的问法？", put_in_use="on")

    assert version.item.versions.get(number=2).state == "draft"


def test_what_breaks_the_rules_of_the_type_is_refused(client: Client, version: ItemVersion) -> None:
    as_role(client, Role.TRAINER)

    response = edit(client, version, key=["A"])

    assert response.status_code == 200
    assert version.item.versions.count() == 1


def test_the_same_wording_gives_no_new_version(client: Client, version: ItemVersion) -> None:
    as_role(client, Role.ITEM_REVIEWER)
    edit(client, version, stem="改过的问法？")
    second = version.item.versions.get(number=2)

    edit(client, second)

    assert version.item.versions.count() == 2


@pytest.mark.parametrize("name", ["add", "delete"])
def test_nothing_is_added_or_deleted_here(client: Client, version: ItemVersion, name: str) -> None:
    as_role(client, Role.DISTRICT_OFFICER)
    arguments = [] if name == "add" else [version.pk]

    client.post(reverse(f"item_versions:{name}", args=arguments), form_of(version))

    assert ItemVersion.objects.count() == 1


def test_a_learner_has_no_item_bank(client: Client, version: ItemVersion) -> None:
    client.force_login(make_worker_user())

    for name in ("index", "inspect", "edit"):
        arguments = [] if name == "index" else [version.pk]
        response = client.get(reverse(f"item_versions:{name}", args=arguments), follow=True)
        assert version.explanation not in response.content.decode()
        assert response.status_code in {403, 404}
