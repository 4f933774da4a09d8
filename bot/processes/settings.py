"""The setting for how many processes the service is."""

import os

from pydantic import Field
from pydantic_settings import BaseSettings

from bot.setting_problems import Problem, ProblemKind, problem

MOST_PROCESSES = 16


class ProcessSettings(BaseSettings):
    """How many processes share the work on this machine."""

    processes: int = Field(default=1, ge=1, le=MOST_PROCESSES)


def process_problems(
    settings: ProcessSettings, *, is_development: bool, can_fork: bool = hasattr(os, "fork")
) -> tuple[Problem, ...]:
    """Why the service cannot be so many processes; empty when it can.

    The clock that is moved in the development profile is one process's own.
    """
    if settings.processes == 1:
        return ()
    if is_development or not can_fork:
        return (problem(ProblemKind.ONLY_ONE, "processes", value=str(settings.processes)),)
    return ()
