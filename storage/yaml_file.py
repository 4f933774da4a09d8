"""Reads YAML as nodes that know their lines, and refuses what could harm; nothing in it is ever run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from domain.plan_file.problems import FileFault, FileRefusedError

DEEPEST = 12
MOST_NODES = 500_000
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Path = tuple[str | int, ...]
# What a file of settings holds: texts in lists and under names, and None where nothing was written.
Tree = Mapping[str, "Tree"] | list["Tree"] | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinedTree:
    """A file's content, with the line of everything in it, and each name that stands twice in one place.

    Every value is the text that was written: `no` is a word like any other, and 1.10 is not 1.1.
    """

    tree: Tree
    lines: Mapping[Path, int]
    twice: tuple[Path, ...]

    def line_of(self, path: Path) -> int:
        """The line where that stands, or else the line of what it would stand in."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def root_of(content: bytes) -> yaml.Node | None:
    """The node that holds all others; None when nothing is there. Raises `FileRefusedError`."""
    try:
        text = content.decode("utf-8-sig")
        _guard(text)
        found: yaml.Node | None = yaml.compose(text, Loader=LOADER)
    except UnicodeDecodeError as error:
        raise FileRefusedError(FileFault.NOT_YAML) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise FileRefusedError(FileFault.NOT_YAML, str(mark.line + 1) if mark else "") from error
    return found


def tree_of(content: bytes) -> LinedTree:
    """A file of settings as texts by name. Raises `FileRefusedError` when it is not YAML, or empty."""
    root = root_of(content)
    if root is None:
        raise FileRefusedError(FileFault.EMPTY)
    growing = _Growing()
    tree = growing.tree(root, ())
    return LinedTree(tree=tree, lines=growing.lines, twice=tuple(growing.twice))


def line_of(node: yaml.Node) -> int:
    """The line that the node begins on, from one."""
    return int(node.start_mark.line) + 1


def _guard(text: str) -> None:
    # References let a small file unfold into a huge one, and deep nesting exhausts the stack of the parser.
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=LOADER)):
        if isinstance(event, yaml.AliasEvent):
            raise FileRefusedError(FileFault.REFERENCES, _line_of_event(event))
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise FileRefusedError(FileFault.TOO_DEEP, _line_of_event(event))
        if count > MOST_NODES:
            raise FileRefusedError(FileFault.TOO_MANY_ROWS)


def _line_of_event(event: yaml.Event) -> str:
    return str(event.start_mark.line + 1) if event.start_mark else ""


@dataclass(frozen=True, slots=True)
class _Growing:
    lines: dict[Path, int] = field(default_factory=dict)
    twice: list[Path] = field(default_factory=list)

    def tree(self, node: yaml.Node, path: Path) -> Tree:
        self.lines.setdefault(path, line_of(node))
        match node:
            case yaml.MappingNode():
                return dict(self._named(node, path))
            case yaml.SequenceNode():
                return [self.tree(each, (*path, number)) for number, each in enumerate(node.value)]
            case _:
                return None if node.tag.endswith(":null") else str(node.value)

    def _named(self, node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, Tree]]:
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
            if name in seen:
                self.twice.append((*path, name))
            seen.add(name)
            self.lines[(*path, name)] = line_of(key)
            yield name, self.tree(value, (*path, name))
