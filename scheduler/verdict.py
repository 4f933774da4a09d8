"""What is written down about a message: after it was sent, when it is not to be sent, and when it failed."""

import random
from datetime import datetime

from domain.contact import ContactState
from domain.deliveries import FailureReason, Fate, GiveUp, RetryAt, after_failure
from domain.reminders import NotWanted, WaitUntil
from scheduler.drawing import Drawn, Withdrawn
from scheduler.judging import Unreachable
from scheduler.messenger import DeliveryError
from storage.claims import Delivery, Settlement

STATE_AFTER = {
    FailureReason.NOT_INSTALLED: ContactState.UNINSTALLED,
    FailureReason.BLOCKED: ContactState.BLOCKED,
}
# Something in our own code; it may be mended by a restart with a newer version.
FAULT = DeliveryError(FailureReason.FAULT, permanent=False)


def not_sent(
    delivery: Delivery, why: NotWanted | Withdrawn | WaitUntil | Unreachable, at: datetime
) -> Settlement:
    """A message that is not to be sent, or not yet."""
    match why:
        case NotWanted():
            return Settlement(delivery=delivery, fate=why.fate, at=at, counts_as_attempt=False)
        case Withdrawn():
            return Settlement(delivery=delivery, fate=Fate.CANCELLED, at=at, counts_as_attempt=False)
        case WaitUntil():
            return put_back(delivery, at, why.when)
        case Unreachable():
            return Settlement(
                delivery=delivery,
                fate=Fate.GIVEN_UP,
                at=at,
                failure=why.reason,
                counts_as_attempt=False,
            )


def put_back(delivery: Delivery, at: datetime, until: datetime) -> Settlement:
    """A message that has to wait, through no fault of its own."""
    return Settlement(delivery=delivery, fate=Fate.WAITING, at=at, not_before=until, counts_as_attempt=False)


def sent(delivery: Delivery, drawn: Drawn, message_id: str, *, seen_at: datetime, at: datetime) -> Settlement:
    """A message that Teams has taken, drawn from what was so at `seen_at`."""
    return Settlement(
        delivery=delivery,
        fate=Fate.SENT,
        at=at,
        recipient_id=drawn.recipient.person_id,
        message_id=message_id,
        seen_at=seen_at,
        is_form=drawn.is_form,
    )


def failed(delivery: Delivery, drawn: Drawn | None, error: DeliveryError, at: datetime) -> Settlement:
    """A message that did not arrive: another attempt later, or given up with its reason and code."""
    decision = after_failure(
        reason=error.reason,
        permanent=_is_permanent(drawn, error),
        attempts=delivery.attempts + 1,
        at=at,
        retry_after=error.retry_after,
        jitter=random.random(),  # noqa: S311 - spreads retries, keeps no secret
    )
    is_gone = drawn is not None and error.reason is FailureReason.CONVERSATION_GONE and not drawn.message_id
    state = STATE_AFTER.get(error.reason)
    return Settlement(
        delivery=delivery,
        fate=Fate.WAITING if isinstance(decision, RetryAt) else Fate.GIVEN_UP,
        at=at,
        not_before=decision.when if isinstance(decision, RetryAt) else None,
        recipient_id=drawn.recipient.person_id if drawn else None,
        failure=decision.reason if isinstance(decision, GiveUp) else error.reason,
        code=error.code,
        contact=drawn.contact if drawn is not None and (is_gone or state) else None,
        contact_state=state,
    )


def _is_permanent(drawn: Drawn | None, error: DeliveryError) -> bool:
    if error.reason is FailureReason.CONVERSATION_GONE and drawn is not None and not drawn.message_id:
        # The chat is opened anew at the next attempt, which is made only if there was one to lose.
        return not drawn.contact.conversation_id
    return error.permanent
