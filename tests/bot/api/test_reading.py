"""Another service reads the plan, the rounds, the answers, the summary and the approved reports."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

from dialogs.report.loading import approval
from storage import seals
from tests.bot.api.house import EVERYTHING, ApiHouse
from tests.plans import CALENDAR, DELAYED, FIRST_STEP, ON_TRACK, answer, take_out

WITHOUT_NAMES = [each for each in EVERYTHING if each != "People.Read"]
HOSTILE = "'; DROP TABLE answer; -- \u202e <script>åäö😀 \\u0000 {{7*7}}"


async def test_the_plan_is_read_with_measures_units_and_numbers(house: ApiHouse) -> None:
    plan = (await house.get("/plan?year=2023")).json
    listed = (await house.get("/plan/activities")).json

    assert (plan["year"], [each["number"] for each in plan["measures"]]) == (2023, [1, 2])
    assert {each["name"]: each["kind"] for each in plan["org_units"]} == {
        "Sektor samhällsbyggnad": "sector",
        "Tunabyggen": "company",
    }
    assert [(each["number"], each["owner"]) for each in listed["items"]] == [
        ("1.1", "Karin Ek"),
        ("1.2", "Karin Ek"),
        ("2.1", "Amina Yusuf"),
        ("2.2", "Johan Åkerlund"),
    ]


async def test_a_plan_that_is_not_there_is_not_found(house: ApiHouse) -> None:
    assert (await house.get("/plan?year=2031")).code == "not-found"
    assert (await house.get("/plan/activities?year=2031")).code == "not-found"


async def test_the_rounds_are_listed_and_each_is_read_by_its_id(house: ApiHouse) -> None:
    listed = (await house.get("/rounds")).json["items"]
    one = (await house.get(house.round)).json

    assert [each["state"] for each in listed] == ["closed", "open"]
    assert one == listed[1]
    assert (one["deadline"], one["opens_at"]) == ("2023-09-12", "2023-08-22T06:00:00Z")


async def test_what_is_not_there_is_a_problem_like_any_other(house: ApiHouse) -> None:
    for path in ("/rounds/999", "/rounds/0", "/rounds/2147483648", "/rounds/%00", "/rounds/1%27", "/x", "/"):
        assert (await house.get(path)).code == "not-found", path


async def test_the_latest_answers_are_read_and_all_of_them_with_history(house: ApiHouse) -> None:
    plan = house.plan
    async with house.database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.solar_roofs, plan.karin)
        await answer(session, plan, plan.solar_roofs, plan.karin, statement=DELAYED, key="correction")
        await answer(session, plan, plan.travel, plan.johan)

    latest = (await house.get(f"{house.round}/answers")).json["items"]
    every = (await house.get(f"{house.round}/answers?history=true")).json["items"]

    assert [(each["number"], each["progress"]) for each in latest] == [
        ("1.1", "delayed"),
        ("2.2", "on_track"),
    ]
    assert [each["progress"] for each in every] == ["on_track", "delayed", "on_track"]
    assert latest[0]["obstacle"] == {"kind": "procurement", "text": "Upphandlingen är överklagad."}
    assert latest[0]["answered_by"] == "Karin Ek"


async def test_answers_are_chosen_by_progress_unit_number_and_time(house: ApiHouse) -> None:
    plan = house.plan
    async with house.database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.solar_roofs, plan.karin)
        await answer(
            session, plan, plan.travel, plan.johan, statement=DELAYED, at=FIRST_STEP + timedelta(hours=1)
        )

    async def numbers(query: str) -> list[str]:
        return [each["number"] for each in (await house.get(f"{house.round}/answers?{query}")).json["items"]]

    assert await numbers("progress=delayed") == ["2.2"]
    assert await numbers(f"org_unit_id={plan.sector_id}") == ["1.1"]
    assert await numbers("number=2.2") == ["2.2"]
    assert await numbers("changed_since=2023-08-22T09:30:00%2B02:00") == ["2.2"]
    assert await numbers("changed_since=2023-08-22T08:00:00Z") == []


async def test_nobody_is_named_to_a_service_without_that_role(house: ApiHouse) -> None:
    plan = house.plan
    async with house.database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.solar_roofs, plan.karin)
    token = house.token(roles=WITHOUT_NAMES)

    answers = await house.get(f"{house.round}/answers", token)
    activities = await house.get("/plan/activities", token)

    assert answers.json["items"][0]["answered_by"] is None
    assert "Karin" not in (answers.content + activities.content).decode()


async def test_what_has_left_the_plan_is_neither_listed_nor_answered(house: ApiHouse) -> None:
    plan = house.plan
    async with house.database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.solar_roofs, plan.karin)
        await take_out(session, plan.solar_roofs)

    assert (await house.get(f"{house.round}/answers?history=true")).json["items"] == []
    assert len((await house.get("/plan/activities")).json["items"]) == 3


async def test_the_summary_has_the_figures_of_the_card(house: ApiHouse) -> None:
    plan = house.plan
    async with house.database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.solar_roofs, plan.karin, statement=DELAYED)
        await answer(session, plan, plan.travel, plan.johan, statement=ON_TRACK)

    found = (await house.get(f"{house.round}/summary")).json

    assert (
        found["counts"] | {"total": 4, "answered": 2, "missing": 2, "delayed": 1, "on_track": 1}
        == found["counts"]
    )
    assert [(each["name"], each["counts"]["missing"]) for each in found["by_org_unit"]] == [
        ("Sektor samhällsbyggnad", 1),
        ("Tunabyggen", 1),
    ]
    assert (found["changes"]["became_delayed"], found["compared_with"]) == (1, plan.earlier_round_id)
    assert found["obstacles"] == [{"kind": "procurement", "count": 1}]


async def _sealed(house: ApiHouse) -> str:
    plan = house.plan
    async with house.database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.solar_roofs, plan.karin, statement=DELAYED)
        now = await approval(session, plan.follow_up_round, CALENDAR)
        await seals.add(
            session,
            plan.follow_up_round_id,
            now.content,
            now.sha256,
            version=1,
            by=plan.henrik,
            by_name="Henrik Norling",
            at=FIRST_STEP,
        )
    return now.sha256


async def test_an_approved_report_is_read_as_it_was_sealed_and_that_is_written_down(house: ApiHouse) -> None:
    sha256 = await _sealed(house)

    listed = (await house.get(f"{house.round}/reports")).json["items"]
    report = await house.get(f"{house.round}/reports/1")

    assert [(each["version"], each["sha256"], each["sealed_by"]) for each in listed] == [
        (1, sha256, "Henrik Norling")
    ]
    assert (report.json["sha256"], report.json["is_draft"]) == (sha256, False)
    assert [each["client"] for each in await house.audited("report.read")] == ["Stratsys"]
    assert (await house.get(f"{house.round}/reports/2")).code == "not-found"


async def test_a_report_has_names_in_it_and_needs_that_role_too(house: ApiHouse) -> None:
    await _sealed(house)
    token = house.token(roles=WITHOUT_NAMES)

    refused = await house.get(f"{house.round}/reports/1", token)

    assert (refused.status, refused.code) == (403, "role-missing")
    assert "People.Read" in refused.json["detail"]
    assert (await house.get(f"{house.round}/reports", token)).json["items"][0]["sealed_by"] is None


async def test_what_people_have_written_comes_as_they_wrote_it(house: ApiHouse) -> None:
    plan = house.plan
    async with house.database.writing(plan.tenant_id) as session:
        await answer(session, plan, plan.meals, plan.amina, statement=replace(ON_TRACK, comment=HOSTILE))

    assert (await house.get(f"{house.round}/answers")).json["items"][0]["comment"] == HOSTILE


async def test_every_answer_is_on_some_page_though_some_are_corrected_meanwhile(house: ApiHouse) -> None:
    plan, cursor = house.plan, ""
    seen: dict[str, str] = {}
    owners = {
        plan.solar_roofs: plan.karin,
        plan.charging: plan.karin,
        plan.meals: plan.amina,
        plan.travel: plan.johan,
    }
    async with house.database.writing(plan.tenant_id) as session:
        for plan_activity_id, person_id in owners.items():
            await answer(session, plan, plan_activity_id, person_id)

    for page in range(10):
        found = (await house.get(f"{house.round}/answers?limit=2{cursor}")).json
        seen |= {each["number"]: each["progress"] for each in found["items"]}
        if page == 0:
            async with house.database.writing(plan.tenant_id) as session:
                await answer(session, plan, plan.solar_roofs, plan.karin, statement=DELAYED, key="meanwhile")
        if found["next"] is None:
            break
        cursor = f"&cursor={found['next']}"

    assert found["next"] is None
    assert seen == {"1.1": "delayed", "1.2": "on_track", "2.1": "on_track", "2.2": "on_track"}


async def test_nothing_strange_in_a_question_finds_or_breaks_anything(house: ApiHouse) -> None:
    for number in ("' OR 1=1 --", "\u202e", "%", "_.1", "😀", "1.1\\", "Å" * 40):
        found = await house.get(f"{house.round}/answers?number={quote(number)}")
        assert found.json == {"items": [], "next": None}
    for instant in ("0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00"):
        assert (await house.get(f"{house.round}/answers?changed_since={instant}")).status == 200
