"""The states' colours in every document; each has a pattern or a symbol too, so that nobody need see them."""

from domain.answers import Progress

COLOURS = {
    Progress.DONE: "0f6b62",
    Progress.ON_TRACK: "2e7d32",
    Progress.NOT_STARTED: "4a6fa5",
    Progress.DELAYED: "b8860b",
    Progress.DROPPED: "a4262c",
    None: "ffffff",
}
MISSING = "missing"


def state_name(progress: Progress | None) -> str:
    """What templates call a state; a missing answer is one too."""
    return progress.value if progress else MISSING


def by_name() -> dict[str, str]:
    """Every colour by what templates call its state, as in style sheets: #0f6b62."""
    return {state_name(progress): f"#{colour}" for progress, colour in COLOURS.items()}
