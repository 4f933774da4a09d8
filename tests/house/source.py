"""The project's own source, read once: every module with its path and its syntax tree."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "dialogs", "scheduler", "cards", "reports", "storage", "domain", "manifest")
# Alembic writes these, one long function for each version of the tables.
WRITTEN_BY_ALEMBIC = "storage/migrations/versions/"

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One file of Python. `path` is relative to the repository, with slashes."""

    path: str
    text: str
    tree: ast.Module

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree, which is walked once however many ask."""
        return tuple(ast.walk(self.tree))

    def functions(self) -> Iterator[FunctionNode]:
        """Every function and method, nested ones too."""
        for node in self.nodes:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    @cached_property
    def imported(self) -> frozenset[str]:
        """The full name of every module that is imported, wherever the import stands."""
        return frozenset(self._imports())

    @cached_property
    def libraries(self) -> frozenset[str]:
        """The first part of each of those."""
        return frozenset(name.partition(".")[0] for name in self.imported)

    def _imports(self) -> Iterator[str]:
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name that the module gives or uses: variables, attributes, arguments, classes, imports."""
        return frozenset(self._names())

    def _names(self) -> Iterator[str]:
        for node in self.nodes:
            match node:
                case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
                    yield name
                case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                    yield name
                case ast.alias(name=name, asname=asname):
                    yield asname or name.rpartition(".")[2]
                case ast.keyword(arg=str(name)):
                    yield name
                case _:
                    pass


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Every module below these folders, in order; without folders those of every room."""
    paths = sorted(path for folder in folders or ROOMS for path in (ROOT / folder).rglob("*.py"))
    return tuple(_module(path) for path in paths)


@cache
def _module(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path=path.relative_to(ROOT).as_posix(), text=text, tree=ast.parse(text))
