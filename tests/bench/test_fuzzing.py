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


@st.composite
def changed(draw: st.DrawFn, name: str) -> bytes:
    """A seed of that target with something else in one place."""
    seeds = TARGETS[name].seeds
    seed = seeds[draw(st.integers(0, len(seeds) - 1))]
    begins = draw(st.integers(0, len(seed)))
    put = draw(
        st.one_of(st.binary(max_size=8), st.sampled_from([b"\0", b"\xff", b"\xc2\xb2", b"9" * 400, b'"']))
    )
    return seed[:begins] + put + seed[begins + draw(st.integers(0, 20)) :]


@pytest.mark.parametrize("name", TARGETS)
def test_what_was_changed_anywhere_is_read_or_refused(name: str) -> None:
    target = TARGETS[name]

    @given(changed(name))
    @settings(max_examples=25, derandomize=True, deadline=None, database=None)
    def reads(content: bytes) -> None:
        target.read(content)

    reads()


def test_a_find_is_kept_once_for_each_place_with_the_shortest_that_does_it(tmp_path: Path) -> None:
    finds = Finds(tmp_path)
    for content in (b"1 + x", b"x", b"and x again"):
        try:
            int(content)
        except ValueError as error:
            finds.note(error, content)
    try:
        {}["x"]
    except KeyError as error:
        finds.note(error, b"another")

    kept = {each.read_bytes() for each in tmp_path.iterdir() if not each.suffix}
    assert kept == {b"x", b"another"}
    assert len(list(tmp_path.glob("ValueError-*.txt"))) == 1
