import pytest

from domain.answers import ObstacleKind, Progress
from domain.progress_words import PHRASES, Heard, Meaning, Unchanged, heard, obstacle_in


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("försnad", Progress.DELAYED),
        ("försenadd", Progress.DELAYED),
        ("förse", Progress.DELAYED),
        ("klarr", Progress.DONE),
        ("klr", Progress.DONE),
        ("fädrig", Progress.DONE),
        ("enligt plna", Progress.ON_TRACK),
        ("ej påbörjd", Progress.NOT_STARTED),
        ("oförendrat", Unchanged.UNCHANGED),
        ("nedlgd", Progress.DROPPED),
        ("delayd", Progress.DELAYED),
        ("unchangd", Unchanged.UNCHANGED),
    ],
)
def test_a_small_mistake_in_typing_is_forgiven(text: str, meaning: Meaning) -> None:
    assert heard(text.split()).meaning is meaning


@pytest.mark.parametrize(
    "text",
    [
        "inte klar",
        "ej klar",
        "not done",
        "nästan klar",
        "oklart",
        "oförsenad",
        "ofärdig",
        "k",
        "på",
        "hej hopp",
        "bra",
        "",
    ],
)
def test_what_does_not_say_it_is_not_guessed(text: str) -> None:
    assert heard(text.split()).meanings == frozenset()


def test_between_two_nobody_guesses() -> None:
    either = Heard(meanings=frozenset({Progress.DONE, Progress.DELAYED}), words=1)

    assert either.meaning is None


def test_one_phrase_means_one_thing() -> None:
    every = [phrase for phrases in PHRASES.values() for phrase in phrases]

    assert len(every) == len(set(every))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Upphandlingen är överklagad", ObstacleKind.PROCUREMENT),
        ("pengarna är slut", ObstacleKind.MONEY),
        ("Det saknas pengar", ObstacleKind.MONEY),
        ("vakant tjänst", ObstacleKind.STAFF),
        ("waiting for a decision", ObstacleKind.DECISION),
        ("leverantören gick i konkurs", ObstacleKind.OTHER_PARTY),
        ("beslut om upphandling", None),
        ("vädret", None),
    ],
)
def test_a_kind_of_obstacle_is_named_only_when_the_text_tells_of_one(
    text: str, kind: ObstacleKind | None
) -> None:
    assert obstacle_in(text) is kind
