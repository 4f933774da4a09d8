"""A pytest plugin: says at the end of a run which browser tests did not run, loudly, and what was counted."""

import pytest

from tests.browser import effort
from tests.browser.chromium import NO_CHROMIUM, loud_notice


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    _not_run(terminalreporter)
    _counted(terminalreporter)


def _not_run(terminalreporter: pytest.TerminalReporter) -> None:
    not_run = {
        report.nodeid
        for report in terminalreporter.getreports("skipped")
        if NO_CHROMIUM in str(report.longrepr)
    }
    if not_run:
        terminalreporter.section("BROWSER TESTS DID NOT RUN", red=True, bold=True)
        for line in loud_notice(not_run):
            terminalreporter.line(line)


def _counted(terminalreporter: pytest.TerminalReporter) -> None:
    rows = {
        str(counted)
        for outcome in ("passed", "failed")
        for report in terminalreporter.getreports(outcome)
        for name, counted in report.user_properties
        if name == effort.PROPERTY
    }
    if rows:
        terminalreporter.section("what an owner has to do")
        for line in effort.table(rows):
            terminalreporter.line(line)
