"""Each process of a service sees what the others have spent, and not its own."""

import subprocess
import sys

from domain.people import TenantId
from storage.spent import SpentTally
from tests.house.source import ROOT

ONE, OTHER = TenantId("one"), TenantId("other")
FORKED = """
import os
from storage.spent import SpentTally
ours = SpentTally.shared(2)
child = os.fork()
if not child:
    ours.of(1).add("one")
    os._exit(0)
os.waitpid(child, 0)
print(ours.by_others("one"))
"""


def test_the_others_see_what_one_has_spent_and_it_does_not_hear_itself() -> None:
    first = SpentTally.shared(3)
    second, third = first.of(1), first.of(2)

    first.add(ONE)
    second.add(ONE)

    assert [each.by_others(ONE) for each in (first, second, third)] == [1, 1, 2]
    assert third.by_others(OTHER) == 0


def test_a_process_that_was_forked_is_heard() -> None:
    # In a process that has no threads: they do not survive being forked.
    heard = subprocess.run(
        [sys.executable, "-c", FORKED], cwd=ROOT, check=True, capture_output=True, text=True
    )

    assert heard.stdout == "1\n"
