"""Each process of a service sees what the others have spent, and not its own."""

import os

from domain.people import TenantId
from storage.spent import SpentTally

ONE, OTHER = TenantId("one"), TenantId("other")


def test_the_others_see_what_one_has_spent_and_it_does_not_hear_itself() -> None:
    first = SpentTally.shared(3)
    second, third = first.of(1), first.of(2)

    first.add(ONE)
    second.add(ONE)

    assert [each.by_others(ONE) for each in (first, second, third)] == [1, 1, 2]
    assert third.by_others(OTHER) == 0


def test_a_process_that_was_forked_is_heard() -> None:
    ours = SpentTally.shared(2)
    child = os.fork()
    if not child:
        ours.of(1).add(ONE)
        os._exit(0)
    os.waitpid(child, 0)

    assert ours.by_others(ONE) == 1
