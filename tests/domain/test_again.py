"""To whom it is worth while to send again, whatever stopped the last message and wherever we may write."""

from itertools import product

import pytest

from domain.again import again, obstacle_is_gone
from domain.contact import ContactState
from domain.deliveries import FailureReason
from domain.overview import PersonStanding
from domain.people import PersonId
from tests.domain.examples import person

KARIN = PersonId(1)
CONTACTS = (None, *ContactState)
EVERY_CASE = pytest.mark.parametrize(("failure", "contact"), list(product(FailureReason, CONTACTS)))


def standing(contact: ContactState | None, outstanding: int = 2) -> PersonStanding:
    return PersonStanding(person=person(KARIN), answered=1, outstanding=outstanding, contact=contact)


@EVERY_CASE
def test_it_is_sent_again_to_whom_we_may_write_now_whatever_the_reason(
    failure: FailureReason, contact: ContactState | None
) -> None:
    found = again([standing(contact)], {KARIN: failure})

    is_sent = contact is ContactState.ACTIVE
    assert [each.person.person_id for each in found.people] == ([KARIN] if is_sent else [])
    assert [each.person.person_id for each in found.left_out] == ([] if is_sent else [KARIN])


@EVERY_CASE
def test_who_has_answered_everything_is_neither_reminded_nor_named(
    failure: FailureReason, contact: ContactState | None
) -> None:
    found = again([standing(contact, outstanding=0)], {KARIN: failure})

    assert (found.people, found.left_out) == ((), ())


@pytest.mark.parametrize("contact", CONTACTS)
def test_who_got_the_last_reminder_gets_no_other(contact: ContactState | None) -> None:
    found = again([standing(contact)], {})

    assert (found.people, found.left_out) == ((), ())


@EVERY_CASE
def test_only_an_app_that_is_back_is_an_obstacle_that_is_gone_for_certain(
    failure: FailureReason, contact: ContactState | None
) -> None:
    is_the_app = failure in {FailureReason.NOT_INSTALLED, FailureReason.BLOCKED}

    assert obstacle_is_gone(failure, contact) == (is_the_app and contact is ContactState.ACTIVE)
