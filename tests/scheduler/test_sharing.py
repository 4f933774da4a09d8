"""Several processes share the tenants; one that does not come is stood in for."""

from domain.people import TenantId
from scheduler.sharing import PATIENCE_SECONDS, THE_WHOLE, Share, Sharing

TENANTS = [TenantId(f"tenant-{number}") for number in range(60)]


def shares(of: int) -> list[Share]:
    return [Share(number=number, of=of) for number in range(of)]


def test_one_process_begins_with_everybody() -> None:
    assert Sharing(THE_WHOLE).begin_with(TENANTS, 0.0) == TENANTS


def test_each_tenant_is_one_process_s_and_each_process_has_some() -> None:
    begun = [Sharing(each).begin_with(TENANTS, 0.0) for each in shares(4)]

    assert sorted(each for theirs in begun for each in theirs) == sorted(TENANTS)
    assert all(begun)


def test_what_is_left_lying_is_begun_with_by_another_after_a_while() -> None:
    sharing = Sharing(Share(number=0, of=2))
    ours = sharing.begin_with(TENANTS, 100.0)

    assert sharing.begin_with(TENANTS, 100.0 + PATIENCE_SECONDS - 0.1) == ours
    assert sharing.begin_with(TENANTS, 100.0 + PATIENCE_SECONDS) == TENANTS


def test_whoever_came_after_all_is_waited_for_again() -> None:
    sharing = Sharing(Share(number=0, of=2))
    ours = sharing.begin_with(TENANTS, 0.0)
    sharing.begin_with([], 1.0)

    assert sharing.begin_with(TENANTS, PATIENCE_SECONDS) == ours
