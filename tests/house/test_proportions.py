"""Small files, small functions, and a sentence at the top of each."""

import ast

from tests.house.source import ROOMS, WRITTEN_BY_ALEMBIC, FunctionNode, modules

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
EVERYTHING = (*ROOMS, "bench", "tests")


def test_no_file_is_longer_than_one_can_keep_in_mind() -> None:
    offenders = {
        module.path: lines
        for module in modules(*EVERYTHING)
        if (lines := len(module.text.splitlines())) > LONGEST_FILE
        and not module.path.startswith(WRITTEN_BY_ALEMBIC)
    }

    assert offenders == {}


def test_no_function_is_longer_than_a_screen() -> None:
    offenders = {
        f"{module.path}:{function.name}": lines
        for module in modules(*EVERYTHING)
        if not module.path.startswith(WRITTEN_BY_ALEMBIC)
        for function in module.functions()
        if (lines := _lines(function)) > LONGEST_FUNCTION
    }

    assert offenders == {}


def test_every_module_says_what_it_is_for() -> None:
    offenders = {module.path for module in modules() if not ast.get_docstring(module.tree)}

    assert offenders == set()


def test_every_public_function_and_class_says_what_it_does() -> None:
    offenders = {
        f"{module.path}:{node.name}"
        for module in modules()
        if not module.path.startswith(WRITTEN_BY_ALEMBIC)
        for node in _public(module.tree)
        if not ast.get_docstring(node)
    }

    assert offenders == set()


def _public(tree: ast.Module | ast.ClassDef) -> list[FunctionNode | ast.ClassDef]:
    named = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
    ]
    inner = [each for node in named if isinstance(node, ast.ClassDef) for each in _public(node)]
    return [*named, *inner]


def _lines(function: FunctionNode) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1
