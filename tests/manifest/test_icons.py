from importlib.resources import files
from pathlib import Path

import pytest

from tests.manifest.png import Picture, read

MANIFEST = Path(str(files("manifest")))
ALPHA = 3


@pytest.fixture(scope="module")
def color() -> Picture:
    return read(MANIFEST / "color.png")


@pytest.fixture(scope="module")
def outline() -> Picture:
    return read(MANIFEST / "outline.png")


def test_the_colour_icon_has_the_size_that_teams_asks_for(color: Picture) -> None:
    assert (color.width, color.height) == (192, 192)
    assert {len(row) for row in color.rows} == {192}


def test_the_colour_icon_fills_its_square_with_the_accent_colour(color: Picture) -> None:
    corners = {color.rows[y][x] for y in (0, -1) for x in (0, -1)}

    assert corners == {(0x0E, 0x5A, 0x4E)}


def test_the_outline_icon_has_the_size_that_teams_asks_for(outline: Picture) -> None:
    assert (outline.width, outline.height) == (32, 32)


def test_the_outline_icon_is_white_wherever_it_can_be_seen(outline: Picture) -> None:
    seen = {pixel[:ALPHA] for row in outline.rows for pixel in row if pixel[ALPHA]}

    assert seen == {(255, 255, 255)}


def test_the_outline_icon_is_transparent_around_the_drawing(outline: Picture) -> None:
    alphas = [pixel[ALPHA] for row in outline.rows for pixel in row]

    assert alphas.count(0) > len(alphas) / 3
    assert alphas.count(255) > len(alphas) / 5


def test_the_outline_icon_reaches_all_four_edges(outline: Picture) -> None:
    edges = (
        outline.rows[0],
        outline.rows[-1],
        [row[0] for row in outline.rows],
        [row[-1] for row in outline.rows],
    )

    assert all(any(pixel[ALPHA] for pixel in edge) for edge in edges)


@pytest.mark.parametrize("name", ["color", "outline"])
def test_the_drawing_behind_each_icon_is_kept(name: str) -> None:
    drawing = (MANIFEST / "icons" / f"{name}.svg").read_text(encoding="utf-8")

    assert drawing.startswith("<svg ")
