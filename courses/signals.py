"""What happened here, in the past tense, sent after commit."""

from typing import Final

from django.dispatch import Signal

# Sent with the keyword ``enrolment``.
edition_completed: Final = Signal()
# Sent with the keyword ``edition``.
edition_released: Final = Signal()
