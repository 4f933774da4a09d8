"""What is wrong with the municipality's Word template, as a sentence that says what to mend."""

from cards.words import Words
from reports.word import faults
from reports.word.faults import ReportTemplateError
from reports.word.placeholders import written


def sentence(error: ReportTemplateError, words: Words) -> str:
    """What to do about it."""
    say, names = words.say, words.listed([written(name) for name in error.names])
    sentences = {
        faults.TOO_LARGE: say("The file is larger than a Word template may be (10 MB)."),
        faults.NO_WORD_FILE: say("The file is no Word document (.docx), or it is damaged or has macros."),
        faults.UNKNOWN_PLACEHOLDERS: say(
            "Unknown placeholders: {names}. The ones there are stand in docs/report-template.md.", names=names
        ),
        faults.MISSING_PLACEHOLDERS: say(
            "These must be in the template: {names}. Without them nobody sees whether the report is approved "
            "and what it builds on.",
            names=names,
        ),
        faults.MISPLACED_PLACEHOLDERS: say(
            "These are to be written as here: {names}. A section stands alone in a paragraph, "
            "a line in a text.",
            names=names,
        ),
        faults.NOT_READABLE: say(
            "A placeholder is written so that it cannot be read. Look for braces that lack their pair."
        ),
    }
    return sentences[error.reason]
