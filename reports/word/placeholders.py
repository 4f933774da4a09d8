"""What a template for Word may ask for, in the municipality's language."""

# Lines of text, and parts as paragraphs ({{p …}}).
LINES = (
    "titel",
    "underrubrik",
    "diarienummer",
    "datum",
    "organisation",
    "avsandare",
    "laget_avser",
    "markning",
    "sidfot",
)
PARTS = {
    "sammanfattning": "summary",
    "forslag_till_beslut": "proposed-decision",
    "bakgrund": "background",
    "laget": "where-it-stands",
    "laget_per_atgard": "measures",
    "avvikelser": "deviations",
    "nyckeltal": "indicators",
    "rattelser": "corrections",
    "aktivitetslista": "activities",
}
WHOLE, SOURCES, SEAL = "rapport", "kallor", "godkannande"
# Parts are paragraphs of their own; lines stand in one.
OF_PARAGRAPHS = frozenset({*PARTS, WHOLE, SOURCES, SEAL})
PLACEHOLDERS = frozenset({*LINES, *OF_PARAGRAPHS})


def written(name: str) -> str:
    """A placeholder as it stands in a template: {{ titel }}, {{p rapport }}."""
    return f"{{{{p {name} }}}}" if name in OF_PARAGRAPHS else f"{{{{ {name} }}}}"
