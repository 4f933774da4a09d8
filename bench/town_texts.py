"""What stands in the invented plans: long enough and Swedish enough to weigh what real ones weigh."""

from itertools import cycle, islice

MEASURES = (
    "Minska energianvändningen i kommunens och bolagens fastigheter",
    "Öka andelen egen förnybar el på tak och mark",
    "Ställ om fordon och arbetsmaskiner till fossilfria drivmedel",
    "Gör det enklare att gå, cykla och resa kollektivt i tjänsten",
    "Minska klimatpåverkan från måltider i skola och omsorg",
    "Förebygg avfall och öka återbruket i alla verksamheter",
    "Skydda vattentäkter, sjöar och vattendrag i planering och drift",
    "Stärk den biologiska mångfalden i parker och skog",
)
UNITS = (
    ("Sektor samhällsbyggnad", "sector"),
    ("Sektor bildning", "sector"),
    ("Sektor vård och omsorg", "sector"),
    ("Bostadsbolaget", "company"),
    ("Energibolaget", "company"),
)
TITLES = (
    "Kartlägg energianvändningen i de tio största skolorna och byt styrsystem där det lönar sig inom fem år",
    "Bygg solceller på förskolornas tak i samma takt som taken ändå läggs om, med start i öster",
    "Ersätt de sista dieseldrivna lätta lastbilarna i driften och ordna laddplatser vid båda förråden",
    "Inför en växtbaserad huvudrätt varje dag i grundskolan och följ upp svinn och nöjdhet varje termin",
    "Ta fram en rutin för återbruk av möbler och byggmaterial så att inget köps nytt som redan finns",
    "Anlägg ängsytor och faunadepåer i parkerna tillsammans med skolorna och märk ut dem på kartan",
    "Gör en riskanalys för vattentäkten med hänsyn till torra somrar och skyfall och inför åtgärder",
)
COMMENTS = (
    "Upphandlingen är klar och arbetet är igång i fyra av tio byggnader; resten planeras till våren.",
    "Två av fem tak är färdiga och ger el sedan i maj, det tredje väntar på bygglov, resten på ny takduk.",
    "Hälften av fordonen är utbytta och laddplatserna i norr är i drift, men nätet i söder måste stärkas.",
    "Rätten serveras i alla skolor utom en, svinnet har minskat med en fjärdedel och eleverna är nöjda.",
    "Rutinen är beslutad och lagret är inventerat, nu utbildas inköparna och systemet fylls på med bilder.",
)
NEXT_STEP = "Redovisa kvarvarande byggnader och begär medel för dem i budgetarbetet före årsskiftet."


def titles(first: int, number: int) -> list[str]:
    """So many titles, beginning anywhere, so that neighbours do not have the same."""
    return list(islice(cycle(TITLES), first % len(TITLES), first % len(TITLES) + number))


def comment(number: int) -> str:
    """What was said last time."""
    return COMMENTS[number % len(COMMENTS)]
