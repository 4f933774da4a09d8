"""Every place where something from outside is read, by its name."""

from bench.fuzzing import edges, files, people
from bench.fuzzing.target import Target

TARGETS: dict[str, Target] = {**edges.TARGETS, **people.TARGETS, **files.TARGETS}
