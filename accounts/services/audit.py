"""The log of acts that matter."""

from typing import Any

from django.db.models import Model

from accounts.models import AuditEntry, Unit, User


def record_act(
    *,
    actor: User | None,
    action: str,
    target: Model | None = None,
    unit: Unit | None = None,
    ip_address: str | None = None,
    succeeded: bool = True,
    detail: dict[str, Any] | None = None,
) -> AuditEntry:
    """Write one act; ``action`` is a dotted name in the past tense (``roster.imported``)."""
    label = f"{target._meta.label_lower}:{target.pk}" if target is not None else ""
    return AuditEntry.objects.create(
        actor=actor,
        action=action,
        target=label,
        unit=unit,
        ip_address=ip_address,
        succeeded=succeeded,
        detail=detail or {},
    )
