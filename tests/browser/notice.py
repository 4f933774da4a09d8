"""A pytest plugin that says at the end of a run, loudly, which browser tests did not run."""

import pytest

from tests.browser.chromium import NO_CHROMIUM, loud_notice


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    not_run = {
        report.nodeid
        for report in terminalreporter.getreports("skipped")
        if NO_CHROMIUM in str(report.longrepr)
    }
    if not_run:
        terminalreporter.section("BROWSER TESTS DID NOT RUN", red=True, bold=True)
        for line in loud_notice(not_run):
            terminalreporter.line(line)
