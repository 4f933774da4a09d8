"""One row per sheet that shows how to fill it in; each begins with the mark that keeps it from being read."""

from datetime import date

from domain.plan_file.sheets import EXAMPLE_MARK, Section

EXAMPLES: dict[Section, dict[str, str | int | date]] = {
    Section.PLAN: {
        "year": f"{EXAMPLE_MARK} 2024",
        "title": "Handlingsplan till miljöstrategin 2024",
        "strategy_until": 2030,
    },
    Section.ORG_UNITS: {"name": f"{EXAMPLE_MARK} Kultursektorn", "unit_kind": "Sektor"},
    Section.STRATEGIC_PRIORITIES: {"name": f"{EXAMPLE_MARK} Klimat"},
    Section.FOCUS_AREAS: {"name": f"{EXAMPLE_MARK} Res hållbart", "strategic_priority": "Klimat"},
    Section.WORKING_METHODS: {"name": f"{EXAMPLE_MARK} Kommunen går före"},
    Section.MEASURES: {
        "number": f"{EXAMPLE_MARK} 1",
        "title": "Cykla mer i tjänsten",
        "description": "Korta tjänsteresor ska i första hand göras med cykel.",
        "focus_areas": "Res hållbart; Konsumera miljösmart",
        "working_methods": "Kommunen går före",
        "strategic_priority": "Klimat",
    },
    Section.ADOPTIONS: {"measure": f"{EXAMPLE_MARK} 1", "org_unit": "Kultursektorn"},
    Section.PEOPLE: {
        "name": f"{EXAMPLE_MARK} Kim Exempelsson",
        "email": "kim.exempelsson@kommunen.example",
        "org_unit": "Kultursektorn",
        "roles": "Ansvarig; Miljöstrateg",
        "language": "Svenska",
        "absent_from": date(2024, 7, 1),
        "absent_to": date(2024, 7, 28),
        "deputy": "robin.exempelsson@kommunen.example",
    },
    Section.PLAN_ACTIVITIES: {
        "number": f"{EXAMPLE_MARK} 1.1",
        "measure": 1,
        "org_unit": "Kultursektorn",
        "title": "Köp in tio elcyklar till biblioteken",
        "description": "Cyklarna ska kunna bokas av alla som arbetar på biblioteken.",
        "owner": "kim.exempelsson@kommunen.example",
        "co_owners": "robin.exempelsson@kommunen.example",
        "start": date(2024, 2, 1),
        "end": date(2024, 11, 30),
        "indicator_name": "Tjänsteresor med cykel",
        "indicator_unit": "%",
        "indicator_target": 30,
        "indicator_target_year": 2025,
    },
    Section.EARLIER_ANSWERS: {
        "plan_activity": f"{EXAMPLE_MARK} 1.1",
        "occasion": "Årsbokslut",
        "reference_date": date(2023, 12, 31),
        "progress": "Försenad",
        "percent": 40,
        "comment": "Fyra cyklar är i bruk.",
        "obstacle": "Upphandling",
        "obstacle_text": "Ingen lämnade anbud i första omgången.",
        "next_step": "Gör om upphandlingen före sommaren",
        "answered_by": "kim.exempelsson@kommunen.example",
        "answered_on": date(2024, 1, 10),
    },
}
