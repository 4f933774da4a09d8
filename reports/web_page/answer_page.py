"""The pages of a letter's link: a list of what waits, and the form for one of it; both without a script."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reports.web_page.engine import drawn
from reports.web_page.frame import Frame
from reports.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice of a list."""

    value: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of the form. `kind` is radios, select, area, text, date, url or box.

    `remark` is what is wrong with it or asked about it, and `box` what stands beside a box.
    """

    name: str
    kind: str
    label: str
    value: str = ""
    remark: str = ""
    box: str = ""
    placeholder: str = ""
    choices: Sequence[Choice] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Fields that belong together; `heading` is "" for the first."""

    heading: str
    fields: Sequence[Field]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """The form for one plan activity. `notice` says what became of it when it has come back."""

    occasion: str
    description: str
    last_time: str
    notice: str
    draft: str
    groups: Sequence[Group]
    hidden: Sequence[tuple[str, str]]
    save: str
    back: str

    @property
    def remarked(self) -> Sequence[Field]:
        """The fields with something to look at."""
        return [each for group in self.groups for each in group.fields if each.remark]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One plan activity on the list; with no `repeat` there is nothing to repeat."""

    title: str
    state: str
    form: str
    answer: str
    repeat: str = ""
    hidden: Sequence[tuple[str, str]] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """What waits, and what is answered. `notice` is what has just become of something."""

    lines: Sequence[str]
    notice: str
    left: Sequence[ListRow]
    answered: Sequence[ListRow]


def form_page(frame: Frame, page: FormPage, words: Wording) -> bytes:
    """The form."""
    return drawn("answer_form", words, frame=frame, page=page)


def list_page(frame: Frame, page: ListPage, words: Wording) -> bytes:
    """The list."""
    return drawn("answer_list", words, frame=frame, page=page)
