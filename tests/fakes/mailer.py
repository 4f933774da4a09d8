"""A mailer that remembers every letter, and refuses as often as it is told to."""

from dataclasses import dataclass, field

from scheduler.mailer import Letter, MailError


@dataclass(slots=True)
class RecordingMailer:
    """Takes letters; each of `refusing` is said to the next one instead."""

    letters: list[Letter] = field(default_factory=list)
    refusing: list[MailError] = field(default_factory=list)

    async def send(self, letter: Letter) -> None:
        """Take the letter, or say the next refusal."""
        if self.refusing:
            raise self.refusing.pop(0)
        self.letters.append(letter)
