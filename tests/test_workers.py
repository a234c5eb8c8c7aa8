"""How the tests themselves are run."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


def test_tests_of_one_file_run_in_one_worker(request: pytest.FixtureRequest) -> None:
    # Else each worker makes for itself what one of them should make, and the tests take twice as long.
    in_groups = getattr(request.config.option, "loadgroup", False)
    assert not in_groups or request.node.nodeid.endswith(f"@{request.path}")


def test_an_invented_case_may_take_its_time_on_a_busy_computer() -> None:
    @settings(max_examples=2, database=None)
    @given(st.integers())
    def slow(_: int) -> None:
        end = time.thread_time() + 0.25
        while time.thread_time() < end:
            pass

    slow()
