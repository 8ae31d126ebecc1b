"""Item versions are immutable; papers pin them."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from assessments.exceptions import VersionIsImmutable
from assessments.models import ItemVersion
from tests.assessments.factories import ItemVersionFactory, make_attempt, questions

pytestmark = pytest.mark.django_db


def test_it_works() -> None:
    version = ItemVersionFactory.create(state="draft")

    version.state = "published"
    version.save(update_fields=["state"])

    version.refresh_from_db()
    assert version.state == "published"


def test_its_content_cannot_be_changed() -> None:
    version = ItemVersionFactory.create()
    version.stem = "改过的题干"

    for change in (
        version.save,
        lambda: version.save(update_fields=["stem", "state"]),
        lambda: ItemVersion.objects.update(key=["C"]),
        lambda: ItemVersion.objects.bulk_update([version], ["stem"]),
        version.delete,
        ItemVersion.objects.all().delete,
    ):
        with pytest.raises(VersionIsImmutable):
            change()


def test_one_version_of_an_item_is_in_use() -> None:
    version = ItemVersionFactory.create()

    with pytest.raises(IntegrityError), transaction.atomic():
        ItemVersionFactory.create(item=version.item, number=2)


def test_a_paper_keeps_the_version_it_was_drawn_with() -> None:
    attempt = make_attempt()
    pinned = questions(attempt)[0].item_version

    ItemVersion.objects.filter(pk=pinned.pk).update(state="retired")
    ItemVersionFactory.create(item=pinned.item, number=2)

    assert questions(attempt)[0].item_version == pinned
    with pytest.raises(ProtectedError):
        pinned.item.delete()
