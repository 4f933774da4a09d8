"""A process that has read all of the code, so that its children are up at once."""

import multiprocessing
from functools import cache
from multiprocessing.context import ForkServerContext

CODE = ("tests.faults.replica", "tests.flows.mortal", "bench.town_writing")


@cache
def mother() -> ForkServerContext:
    """Where processes are started from; each is as real as any, with an id of its own."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(CODE))
    return context
