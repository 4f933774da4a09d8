"""Characters that the report's fonts have no picture of are written so that one sees that they are there.

The fonts are those that come with Typst, so that a report looks the same wherever it is made. They hold
Latin, Greek, Cyrillic, Hebrew and Arabic letters and many symbols. PDF/A allows no character without a
picture.
"""

import unicodedata
from functools import lru_cache

import typst

PROBE = (
    b'#set text(font: ("Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern"))\n#sys.inputs.character'
)
# Letters, figures and signs of European languages, which are all there.
CERTAIN = range(0xA1, 0x180)
PRINTABLE = range(0x20, 0x7F)
# These two are seen by what they do to a line; whatever else is invisible could hide or turn what is written.
USEFUL = frozenset("\N{SOFT HYPHEN}\N{WORD JOINER}\N{NO-BREAK SPACE}")
INVISIBLE = frozenset({"Cc", "Cf"})
CHARACTERS_IN_MIND = 8192


def drawable(text: str) -> str:
    """The text with `[U+1F986]` for a character that cannot be drawn, and without invisible ones."""
    return "".join(_drawn(character) for character in unicodedata.normalize("NFC", text))


@lru_cache(maxsize=CHARACTERS_IN_MIND)
def _drawn(character: str) -> str:
    if ord(character) in PRINTABLE or ord(character) in CERTAIN or character in USEFUL:
        return character
    if character.isspace():
        return " "
    if unicodedata.category(character) in INVISIBLE:
        return ""
    return character if _has_picture(character) else f"[U+{ord(character):04X}]"


def _has_picture(character: str) -> bool:
    """Whether Typst finds one; asked once for each character, and it takes some ten milliseconds."""
    try:
        typst.compile(
            PROBE, ignore_system_fonts=True, pdf_standards=["a-3b"], sys_inputs={"character": character}
        )
    except (typst.TypstError, UnicodeEncodeError):
        return False
    return True
