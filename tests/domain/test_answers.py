import pytest

from domain.answers import Progress, may_repeat
from tests.domain.examples import answer


@pytest.mark.parametrize("progress", [Progress.NOT_STARTED, Progress.ON_TRACK, Progress.DELAYED])
def test_what_goes_on_may_be_unchanged(progress: Progress) -> None:
    assert may_repeat(answer(progress))


@pytest.mark.parametrize("progress", [Progress.DONE, Progress.DROPPED])
def test_what_has_ended_is_not_repeated(progress: Progress) -> None:
    assert not may_repeat(answer(progress))


def test_there_is_nothing_to_repeat_before_the_first_answer() -> None:
    assert not may_repeat(None)


def test_only_what_is_delayed_or_dropped_is_off_track() -> None:
    assert [each for each in Progress if each.is_off_track] == [Progress.DELAYED, Progress.DROPPED]
