"""What people tell us, and what we say back."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Feedback, User
from accounts.services.audit import record_act


def send_feedback(*, kind: str, text: str, page: str, contact: str, by: User | None) -> Feedback:
    """Keep a message; the same words from the same sender on the same page are kept once."""
    if by is not None:
        again = Feedback.objects.filter(sent_by=by, kind=kind, text=text, page=page, answer="").first()
        if again:
            return again
    return Feedback.objects.create(kind=kind, text=text, page=page, contact=contact, sent_by=by)


def answer_feedback(*, feedback: Feedback, answer: str, by: User) -> Feedback:
    """Answer, or correct the answer."""
    with transaction.atomic():
        feedback = Feedback.objects.select_for_update().get(pk=feedback.pk)
        if feedback.answer != answer:
            feedback.answer, feedback.answered_by, feedback.answered_at = answer, by, timezone.now()
            feedback.save(update_fields=["answer", "answered_by", "answered_at"])
            record_act(actor=by, action="feedback.answered", target=feedback)
    return feedback
