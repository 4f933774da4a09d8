"""Tells in the terminal what an import did, would do, or refused, row by row."""

from collections.abc import Callable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cards.plan_file.reasons import file_reason, reason
from cards.plan_file.succession import carried_on
from cards.plan_file.telling import Teller
from cards.words import Words
from domain.plan_file.checks import Checked
from domain.plan_file.difference import Difference
from domain.plan_file.entries import Entry, EntryKind
from domain.plan_file.problems import FileRefusedError

FEW = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of one file. `difference` is None when it was refused; `refusal` when it could be read."""

    file_name: str
    dry_run: bool
    checked: Checked | None = None
    difference: Difference | None = None
    refusal: FileRefusedError | None = None

    @property
    def is_refused(self) -> bool:
        """Whether nothing was imported, and nothing could be."""
        return self.difference is None


def print_report(report: Report, words: Words, console: Console, *, everything: bool = False) -> None:
    """Print it. New and removed things are cut short at ten of a kind unless `everything` is asked for."""
    _Printer(words=words, console=console, everything=everything).report(report)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printer:
    words: Words
    console: Console
    everything: bool

    @property
    def _teller(self) -> Teller:
        return Teller(words=self.words)

    def report(self, report: Report) -> None:
        if report.refusal is not None:
            self._line(file_reason(report.refusal, self.words), style="red")
        if report.checked is not None:
            self._checked(report.checked)
        if report.difference is not None:
            self._difference(report.difference)
        self._conclusion(report)

    def _checked(self, checked: Checked) -> None:
        layout = checked.entries.layout
        self._headed(
            self.words.say("Unified spellings"),
            [self._teller.unified(unified, layout) for unified in checked.unified],
        )
        reasons = [reason(problem, layout, self.words) for problem in checked.problems]
        self._headed(self.words.say("To mend"), reasons, style="red")
        if checked.entries.examples and not checked.is_refused:
            number = len(checked.entries.examples)
            self._line(
                self.words.count(
                    "{n} example row was passed over.", "{n} example rows were passed over.", number
                )
            )

    def _difference(self, difference: Difference) -> None:
        if difference.is_empty:
            return
        self.console.print(self._table(difference))
        if difference.succession is not None:
            self._line(f"\n{carried_on(difference.succession, self.words)}")
        self._entries(self.words.say("New"), difference.added_of)
        changes = [line for change in difference.changed for line in self._teller.changed(change)]
        self._headed(self.words.say("Changed"), changes)
        self._entries(self.words.say("Removed"), difference.removed_of)

    def _table(self, difference: Difference) -> Table:
        table = Table(box=None, pad_edge=False, header_style="bold")
        table.add_column("")
        for heading in (self.words.say("New"), self.words.say("Changed"), self.words.say("Removed")):
            table.add_column(Text(heading), justify="right")
        for kind in EntryKind:
            parts = (difference.added_of(kind), difference.changed_of(kind), difference.removed_of(kind))
            if any(parts):
                numbers = (str(len(part)) if part else "" for part in parts)
                table.add_row(Text(self._teller.kind(kind)), *numbers)
        return table

    def _entries(self, heading: str, of_kind: Callable[[EntryKind], tuple[Entry, ...]]) -> None:
        lines: list[str] = []
        for kind in EntryKind:
            entries = of_kind(kind)
            shown = entries if self.everything or kind is EntryKind.FOLLOW_UP_ROUND else entries[:FEW]
            lines += [f"{self._teller.kind(kind)}: {self._teller.label(entry)}" for entry in shown]
            if len(shown) < len(entries):
                more = len(entries) - len(shown)
                lines.append(self.words.say("… and {n} more (--all shows them)", n=self.words.number(more)))
        self._headed(heading, lines)

    def _conclusion(self, report: Report) -> None:
        if report.difference is None:
            self._line(
                self.words.say("{name} was not imported. Nothing has changed.", name=report.file_name),
                style="bold red",
            )
        elif report.difference.is_empty:
            self._line(
                self.words.say("{name} holds what is already stored. Nothing to do.", name=report.file_name),
                style="bold",
            )
        elif report.dry_run:
            self._line(self.words.say("This was a dry run. Nothing has been stored."), style="bold")
        else:
            self._line(self.words.say("{name} has been imported.", name=report.file_name), style="bold green")

    def _headed(self, heading: str, lines: list[str], style: str = "") -> None:
        if lines:
            self._line(
                f"\n{heading} ({self.words.number(len(lines))})" if style else f"\n{heading}", style="bold"
            )
            for line in lines:
                self._line(f"  {line}", style=style)
            self._line("")

    def _line(self, line: str, style: str = "") -> None:
        # As text, never as markup: what stands in a cell must not colour or link the terminal.
        self.console.print(Text(line, style=style), soft_wrap=True)
