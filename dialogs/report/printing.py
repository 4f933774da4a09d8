"""The process that makes one document: its errand comes in, and the document and what is in it go out.

`python -m dialogs.report.printing`; it is started by `dialogs.report.press` and speaks with nobody else.
"""

import os
import pickle
import sys
import traceback
from contextlib import suppress
from typing import BinaryIO

from dialogs.report.press import SIZE_BYTES, Sheet
from reports.evidence import evidence
from reports.rendering import rendered
from reports.word.faults import ReportTemplateError

# Whoever asks for a turn goes first on the processor.
NICENESS = 5


def main() -> None:
    """Read the errand to its end, make the document, and tell what can be read out of it."""
    with suppress(AttributeError, OSError):
        os.nice(NICENESS)
    answers = sys.stdout.buffer
    # Whatever a library prints is for the log, and no answer.
    sys.stdout = sys.stderr
    sheet: Sheet = pickle.load(sys.stdin.buffer)  # noqa: S301 - it is from the process that started this one
    try:
        content = rendered(sheet.report, sheet.kind, sheet.words, sheet.template)
        _answer(answers, content)
        _answer(answers, evidence(content).data_sha256)
    except ReportTemplateError as error:
        _answer(answers, error)
    except Exception as error:  # noqa: BLE001 - it is told to the process that asked, which logs it
        # Where it went wrong, without the message: what people have answered may stand in it.
        _answer(answers, f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}")


def _answer(answers: BinaryIO, answer: object) -> None:
    content = pickle.dumps(answer)
    answers.write(len(content).to_bytes(SIZE_BYTES) + content)
    answers.flush()


if __name__ == "__main__":
    main()
