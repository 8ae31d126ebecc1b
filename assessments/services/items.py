"""Writing versions of items: from files and from the editors' back office."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from assessments.item_files import ItemDraft
from assessments.models import Item, ItemBank, ItemState, ItemVersion


def put_item(*, bank: ItemBank, draft: ItemDraft, knowledge_point_id: int | None) -> str:
    """Put a draft from a file in use; returns ``new``, ``changed`` or ``unchanged``."""
    item, created = Item.objects.get_or_create(bank=bank, code=draft.code)
    latest = None if created else _latest(item)
    if latest and latest.content_hash == draft.content_hash:
        return "unchanged"
    version = _write(item, draft, knowledge_point_id, latest.number + 1 if latest else 1)
    _put_in_use(version)
    return "changed" if latest else "new"


def revise_item(
    *, version: ItemVersion, draft: ItemDraft, knowledge_point_id: int | None, by: User, put_in_use: bool
) -> ItemVersion:
    """Write a changed wording as a new version, a draft or in use at once; the old one stays as it is.

    The same wording gives no new version; it may still be put in use.
    """
    with transaction.atomic():
        item = Item.objects.select_for_update().get(pk=version.item_id)
        latest = _latest(item)
        if latest is None or latest.content_hash != draft.content_hash:
            latest = _write(item, draft, knowledge_point_id, latest.number + 1 if latest else 1)
        if put_in_use and latest.state != ItemState.PUBLISHED:
            _put_in_use(latest)
            latest.reviewed_by, latest.reviewed_at = by, timezone.now()
            latest.save(update_fields=["reviewed_by", "reviewed_at"])
    return latest


def draft_of(version: ItemVersion) -> ItemDraft:
    """Return a version's content as a draft, to be changed into the next one."""
    return ItemDraft(
        code=version.item.code,
        type=version.type,
        stem=version.stem,
        options=version.options,
        key=version.key,
        whys=version.whys,
        explanation=version.explanation,
        source=version.source,
        law_as_of=version.law_as_of.isoformat() if version.law_as_of else "",
        difficulty=version.difficulty,
        knowledge_point=version.knowledge_point.code if version.knowledge_point else "",
        drafted_by=version.drafted_by,
    )


def _latest(item: Item) -> ItemVersion | None:
    return item.versions.order_by("-number").first()


def _write(item: Item, draft: ItemDraft, knowledge_point_id: int | None, number: int) -> ItemVersion:
    return ItemVersion.objects.create(
        item=item,
        number=number,
        type=draft.type,
        stem=draft.stem,
        options=draft.options,
        key=draft.key,
        whys=draft.whys,
        explanation=draft.explanation,
        source=draft.source,
        law_as_of=dt.date.fromisoformat(draft.law_as_of) if draft.law_as_of else None,
        difficulty=draft.difficulty,
        knowledge_point_id=knowledge_point_id,
        drafted_by=draft.drafted_by,
        content_hash=draft.content_hash,
        state=ItemState.DRAFT,
    )


def _put_in_use(version: ItemVersion) -> None:
    """Retire what is in use and take this one; the database holds that there is only one."""
    in_use = ItemVersion.objects.filter(item_id=version.item_id, state=ItemState.PUBLISHED)
    in_use.update(state=ItemState.RETIRED)
    version.state = ItemState.PUBLISHED
    version.save(update_fields=["state"])
