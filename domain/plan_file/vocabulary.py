"""The closed sets of a plan file: the Swedish words of a workbook and the values they stand for."""

from enum import StrEnum

from domain.answers import ObstacleKind, Progress
from domain.people import Language, Role
from domain.plan import OrgUnitKind
from domain.plan_file.sheets import Layout
from domain.rounds import Occasion

CHOICES: dict[type[StrEnum], dict[StrEnum, str]] = {
    OrgUnitKind: {OrgUnitKind.SECTOR: "Sektor", OrgUnitKind.COMPANY: "Bolag"},
    Role: {
        Role.OWNER: "Ansvarig",
        Role.STRATEGIST: "Miljöstrateg",
        Role.DIRECTOR: "Kommundirektör",
        Role.MANAGER: "Enhetschef",
        Role.ADMIN: "Administratör",
    },
    Language: {Language.SWEDISH: "Svenska", Language.ENGLISH: "Engelska"},
    Occasion: {Occasion.INTERIM_ACCOUNTS: "Delårsbokslut", Occasion.ANNUAL_ACCOUNTS: "Årsbokslut"},
    Progress: {
        Progress.NOT_STARTED: "Inte påbörjad",
        Progress.ON_TRACK: "Enligt plan",
        Progress.DELAYED: "Försenad",
        Progress.DONE: "Klar",
        Progress.DROPPED: "Avbruten",
    },
    ObstacleKind: {
        ObstacleKind.MONEY: "Pengar",
        ObstacleKind.PROCUREMENT: "Upphandling",
        ObstacleKind.STAFF: "Personal",
        ObstacleKind.DECISION: "Beslut",
        ObstacleKind.OTHER_PARTY: "Annan aktör",
    },
}
"""The closed sets as they are written in a workbook."""

CHOICE_OF_FIELD: dict[str, type[StrEnum]] = {
    "unit_kind": OrgUnitKind,
    "roles": Role,
    "language": Language,
    "occasion": Occasion,
    "progress": Progress,
    "obstacle": ObstacleKind,
}
YES, NO = "Ja", "Nej"


def word_of(choice: StrEnum, layout: Layout = Layout.WORKBOOK) -> str:
    """A member of a closed set as it is written in the file."""
    return CHOICES[type(choice)][choice] if layout is Layout.WORKBOOK else choice.value
