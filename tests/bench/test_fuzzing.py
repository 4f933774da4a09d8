"""Whatever reads what others have written reads it, or refuses it in its own words."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.fuzzing.find import Finds
from bench.fuzzing.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_usually_there_is_read_and_not_refused(name: str) -> None:
    read = TARGETS[name].read(TARGETS[name].seeds[0])

    assert read is not None
    assert not isinstance(read, Exception)


PIECES = st.one_of(st.binary(max_size=8), st.sampled_from([b"\0", b"\xff", b"\xc2\xb2", b"9" * 400, b'"']))


@pytest.mark.parametrize("name", TARGETS)
def test_what_was_changed_anywhere_is_read_or_refused(name: str) -> None:
    target = TARGETS[name]

    # The seeds are too long to be printed, so that only the change is drawn.
    @given(st.integers(0), st.integers(0), st.integers(0, 20), PIECES)
    @settings(max_examples=25, derandomize=True, deadline=None, database=None)
    def reads(which: int, place: int, left_out: int, piece: bytes) -> None:
        seed = target.seeds[which % len(target.seeds)]
        begins = place % len(seed)
        target.read(seed[:begins] + piece + seed[begins + left_out :])

    reads()


def test_a_find_is_kept_once_for_each_place_with_the_shortest_that_does_it(tmp_path: Path) -> None:
    finds = Finds(tmp_path)
    for content in (b"1 + x", b"x", b"and x again"):
        try:
            int(content)
        except ValueError as error:
            finds.note(error, content)
    try:
        dict[str, str]()["x"]
    except KeyError as error:
        finds.note(error, b"another")

    kept = {each.read_bytes() for each in tmp_path.iterdir() if not each.suffix}
    assert kept == {b"x", b"another"}
    assert len(list(tmp_path.glob("ValueError-*.txt"))) == 1
