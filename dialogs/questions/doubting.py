"""What is pointed out once before a question or a reply is sent, since it becomes a public record."""

from dialogs.desk import Turn
from domain.personal_data import has_identity_number, has_telephone_number


def doubt(turn: Turn, text: str) -> str:
    """What to think about once more; "" when nothing looks like a number of somebody's."""
    say = turn.words.say
    if has_identity_number(text):
        return say(
            "What you write is a public record. Something in it looks like a personal identity number. "
            "Take it away, or send it anyway."
        )
    if has_telephone_number(text):
        return say(
            "What you write is a public record. Something in it looks like a telephone number. "
            "Take it away, or send it anyway."
        )
    return ""
