"""Work without a reader waiting."""

import datetime as dt

from celery import shared_task
from django.utils import timezone

from insights.services import current_definition, freeze_snapshot


@shared_task
def freeze_daily_snapshot() -> None:
    """Freeze yesterday, the last whole day; asked every hour, written once."""
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    freeze_snapshot(on=yesterday, definition=current_definition())
