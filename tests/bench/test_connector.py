"""The connector of the benches tells the truth about what came, and throttles as the platform does."""

from collections import Counter

from bench.connector import Target, target_of
from bench.tally import Tally
from bench.throttling import FaultKind, Faults, Throttle


def test_a_tenant_is_told_by_the_service_url() -> None:
    assert target_of("/ten/v3/conversations/a:1/activities") == Target("ten", "a:1")
    assert target_of("/v3/conversations/a:1/activities/17") == Target("", "a:1", "17")
    assert target_of("/ten/v3/conversations") is None


def test_a_tenant_may_send_fifty_a_second_and_another_fifty_the_next() -> None:
    throttle = Throttle()

    first = Counter(throttle.admits("ten", f"a:{number}", 0.0) for number in range(60))
    later = Counter(throttle.admits("ten", f"a:{number}", 1.0) for number in range(60))

    assert first == {True: 50, False: 10}
    assert later == {True: 50, False: 10}


def test_one_tenant_does_not_take_from_another() -> None:
    throttle = Throttle()
    for number in range(60):
        throttle.admits("ten", f"a:{number}", 0.0)

    assert throttle.admits("other", "b:1", 0.0)


def test_a_conversation_takes_seven_in_a_second_eight_in_two_and_sixty_in_thirty() -> None:
    throttle = Throttle()

    admitted = [throttle.admits("ten", "a:1", second / 10) for second in range(300)]

    assert sum(admitted[:10]) == 7
    assert sum(admitted[:20]) == 8
    assert sum(admitted) == 60


def test_the_same_seed_fails_the_same_share_of_the_requests() -> None:
    faults, again = Faults(0.1, seed=3), Faults(0.1, seed=3)

    drawn = [faults.next() for _ in range(1000)]

    assert drawn == [again.next() for _ in range(1000)]
    assert 70 < sum(each is not None for each in drawn) < 130
    assert not any(each.taken for each in drawn if each and each.kind is FaultKind.BAD_GATEWAY)


def test_the_same_card_drawn_again_with_new_keys_is_the_same_message() -> None:
    tally = Tally()

    first = tally.message("a:1", b'{"text":"hej","once":"1234"}', 0.0)
    again = tally.message("a:1", b'{"text":"hej","once":"5678"}', 0.0)
    elsewhere = tally.message("a:2", b'{"text":"hej","once":"1234"}', 0.0)

    assert first is again
    assert first is not elsewhere


def test_what_came_twice_because_its_answer_was_lost_is_excused() -> None:
    tally = Tally()
    unlucky, careless = tally.message("a:1", b"one", 0.0), tally.message("a:1", b"two", 0.0)
    unlucky.taken, unlucky.unconfirmed = 2, 1
    careless.taken = 2

    counted = tally.count()

    assert counted["messages"] == 2
    assert counted["doubled"] == 2
    assert counted["excused"] == 1
