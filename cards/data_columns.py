"""What the columns that say something about people are called, for whoever asks what we hold about them."""

from cards.words import Words


def label(column: str, words: Words) -> str:
    """The column in words; a column that only we have use for keeps its own name."""
    labels = {**_of_people(words), **_of_answers(words), **_of_the_rest(words)}
    return labels.get(column, column)


def _of_people(words: Words) -> dict[str, str]:
    say = words.say
    return {
        "name": say("Name"),
        "email": say("E-mail"),
        "language": say("Language"),
        "role": say("Role"),
        "entra_object_id": say("Account in Entra"),
        "absent_from": say("Away from"),
        "absent_to": say("Away to"),
        "deputy_id": say("Stand-in"),
        "hours_from": say("Wants reminders from"),
        "hours_to": say("Wants reminders until"),
        "wants_only_the_deadline": say("Wants only the deadline"),
        "directory_state": say("Entra says"),
        "directory_checked_at": say("Entra was asked"),
    }


def _of_answers(words: Words) -> dict[str, str]:
    say = words.say
    return {
        "progress": say("State"),
        "percent": say("Per cent done"),
        "comment": say("Comment"),
        "obstacle_kind": say("Obstacle"),
        "obstacle_text": say("About the obstacle"),
        "next_step": say("Next step"),
        "new_end": say("New end date"),
        "indicator_value": say("Value"),
        "evidence": say("Evidence"),
        "next_year_note": say("About next year"),
        "answered_at": say("Answered at"),
        "answered_by": say("Answered by"),
        "answered_for": say("Answered for"),
    }


def _of_the_rest(words: Words) -> dict[str, str]:
    say = words.say
    return {
        "fields": say("Written"),
        "updated_at": say("Changed"),
        "reason": say("Reason"),
        "reply": say("What was replied"),
        "asked_at": say("Asked at"),
        "asked_by": say("Asked by"),
        "settled_at": say("Settled at"),
        "settled_by": say("Settled by"),
        "sentence": say("Sentence added"),
        "service_url": say("Address at Microsoft"),
        "conversation_id": say("Chat"),
        "at": say("When"),
        "actor_id": say("Who"),
        "deed": say("What happened"),
        "subject": say("About what"),
        "details": say("Details"),
        "title": say("Title"),
        "number": say("Number"),
        "owner_id": say("Owner"),
        "person_id": say("Person"),
        "sealed_at": say("Approved at"),
        "sealed_by_name": say("Approved by"),
    }
