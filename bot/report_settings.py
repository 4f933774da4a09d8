"""The settings for reports: the municipality's own template for Word."""

from pathlib import Path

from pydantic_settings import BaseSettings

from bot.setting_problems import Problem, ProblemKind, problem


class ReportSettings(BaseSettings):
    """Where the municipality's own Word template is; without it the default one is used."""

    report_template: Path | None = None


def report_problems(settings: ReportSettings) -> tuple[Problem, ...]:
    """Why these settings may not be served with; the template itself is looked at where it is read."""
    file = settings.report_template
    if file is None or file.is_file():
        return ()
    return (problem(ProblemKind.FILE_NOT_FOUND, "report_template", value=str(file)),)
