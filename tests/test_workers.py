"""How the tests themselves are run."""

import pytest


def test_tests_of_one_group_run_in_one_worker(request: pytest.FixtureRequest, worker_id: str) -> None:
    # Else each worker builds for itself what one of them should build, and the tests take twice as long.
    assert worker_id == "master" or "@" in request.node.nodeid
