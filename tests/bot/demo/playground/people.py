"""Three people and a bot for the Playground's tests."""

from bot.demo.playground.configuration import DemoBot, DemoPerson


def person(name: str, number: int, locale: str = "sv-SE") -> DemoPerson:
    """A person at Borlänge's example address."""
    return DemoPerson(
        name=name,
        email=f"{name.replace(' ', '.').lower()}@borlange.example",
        entra_object_id=f"aaaaaaaa-0000-4000-8000-00000000000{number}",
        teams_user_id=f"29:{number}",
        locale=locale,
    )


ANNA = person("Anna Lind", 1)
BO = person("Bo Ek", 2)
JANE = person("Jane Doe", 3, locale="en-GB")

TENANT = "11111111-2222-4333-8444-555555555555"
# Nothing listens on port 9 of loopback: a window does not need its bot to be up.
BOT = DemoBot(endpoint="http://127.0.0.1:9/api/messages", bot_id="28:bot", tenant_id=TENANT)
