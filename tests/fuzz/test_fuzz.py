"""A short run of every reader, the same each time; README.md says how to run it for long."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.measure import within_bounds
from fuzz.mutations import GENERAL, changed
from fuzz.readers import READERS, Reader
from fuzz.run import Run
from regesta.formats import FORMATS

ROOT = Path(__file__).parent.parent.parent
EVERY = pytest.mark.parametrize("reader", READERS.values(), ids=lambda one: one.name)
SHORT = settings(
    max_examples=40,
    deadline=None,  # the bounds of `measure` hold
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def test_no_form_is_left_out() -> None:
    """Whoever adds a form has it fuzzed."""
    assert {one.name for one in FORMATS} <= set(READERS) | {"files"}


@EVERY
def test_an_example_is_read(reader: Reader) -> None:
    """The inputs that the fuzzing begins with keep every promise."""
    assert reader.seeds
    for seed in reader.seeds:
        within_bounds(reader.check, seed)


@EVERY
def test_changed_examples_break_no_promise(reader: Reader, tmp_path: Path) -> None:
    """No crash, no hang, no undocumented problem, whatever happens to an example."""
    run = Run(reader, tmp_path, reader.seeds)
    run.plain(seed=1, seconds=20, most=300)
    assert not run.findings, run.findings


@EVERY
def test_anything_breaks_no_promise(reader: Reader) -> None:
    """Nor does any text made of the words of the form, or any bytes."""
    tokens = st.sampled_from([*GENERAL, *reader.tokens, *reader.seeds])
    inputs = st.binary(max_size=200) | st.lists(tokens, max_size=20).map(b"".join)

    @SHORT
    @given(inputs)
    def check(data: bytes) -> None:
        within_bounds(reader.check, data)

    check()


@EVERY
def test_a_longer_input_takes_no_more_than_longer(reader: Reader, tmp_path: Path) -> None:
    """Tokens that come again and again cost the same each time."""
    run = Run(reader, tmp_path, reader.seeds)
    run.stretch(seconds=20, most=6)
    assert not run.findings, run.findings


def test_changes_can_be_had_again() -> None:
    """The same number gives the same change of an input."""
    seeds = READERS["ris"].seeds
    ways = [changed(seeds[0], Random(7), seeds, (b"TY  - ",)) for _ in range(2)]
    assert ways[0] == ways[1]


@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None,
    reason="atheris has ready packages for Linux on x86-64 only; the tests above run everywhere",
)
def test_no_new_code_that_is_reached_breaks_a_promise(tmp_path: Path) -> None:
    """A fuzzer that looks which code an input reaches finds nothing in a short run."""
    places = [str(ROOT / "src"), str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")]
    done = subprocess.run(
        [sys.executable, "-m", "fuzz", "all", "--runs", "2000", "--findings", str(tmp_path)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(places)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-2_000:]
    assert "findings 0" in done.stdout
