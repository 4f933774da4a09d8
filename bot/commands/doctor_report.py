"""`lageskoll doctor`: the municipality's own Word template, where there is one."""

from collections.abc import Iterator

from bot.commands.looked_at import Finding
from bot.commands.template_words import sentence
from bot.report_settings import ReportSettings
from bot.report_wiring import template_of
from cards.words import Words
from reports.word.faults import ReportTemplateError


def examine(settings: ReportSettings, words: Words) -> Iterator[Finding]:
    """Nothing while the default template is used."""
    if settings.report_template is None:
        return
    subject, file = words.say("Word template"), str(settings.report_template)
    try:
        template_of(settings)
    except OSError as error:
        remedy = words.say("Check {name} and that the file may be read.", name="LAGESKOLL_REPORT_TEMPLATE")
        yield Finding(subject=subject, fact=error.strerror or file, remedy=remedy)
    except ReportTemplateError as error:
        yield Finding(subject=subject, fact=file, remedy=sentence(error, words))
    else:
        yield Finding(subject=subject, fact=file)
