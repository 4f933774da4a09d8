import hashlib
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.answers import Progress
from domain.report.data import IndicatorRecord, IndicatorValue
from reports.canonical import UnreadableDataError, canonical, checksum, read
from tests.domain.report_examples import answer, record, report_data

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
INDICATOR = IndicatorRecord(
    name="Solel",
    unit="MWh",
    target=Decimal("400.50"),
    target_year=2030,
    values=(IndicatorValue(reference_date=date(2023, 8, 31), value=Decimal("0.1"), answer_id=7),),
)


@given(title=TEXT, comment=TEXT, owner=TEXT)
def test_what_is_written_is_read_back_the_same_whatever_people_have_written(
    title: str, comment: str, owner: str
) -> None:
    said = answer(Progress.DELAYED, comment=comment, new_end=date(2024, 2, 29), corrects=(3, 4))
    data = report_data(record(1, said, title=title, owner=owner, indicator=INDICATOR))

    content = canonical(data)

    assert read(content) == data
    assert canonical(read(content)) == content


def test_the_order_and_the_spaces_are_always_the_same() -> None:
    content = canonical(report_data(record(1, answer())))

    assert (
        content
        == json.dumps(json.loads(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    )


def test_no_digit_of_a_value_is_lost() -> None:
    content = canonical(report_data(record(1, indicator=INDICATOR)))

    assert b'"400.50"' in content


def test_the_checksum_is_what_anybody_else_would_reckon() -> None:
    content = canonical(report_data())

    assert checksum(content) == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"schema":1}', b"null"])
def test_something_else_is_no_data_of_a_report(content: bytes) -> None:
    with pytest.raises(UnreadableDataError):
        read(content)


def test_data_of_a_schema_that_is_not_known_are_refused() -> None:
    newer = canonical(report_data()).replace(b'"schema":1', b'"schema":2')

    with pytest.raises(UnreadableDataError):
        read(newer)
