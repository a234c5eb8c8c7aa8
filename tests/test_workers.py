"""How the tests themselves are run."""

import pytest


def test_tests_of_one_file_run_in_one_worker(request: pytest.FixtureRequest) -> None:
    # Else each worker makes for itself what one of them should make, and the tests take twice as long.
    in_groups = getattr(request.config.option, "loadgroup", False)
    assert not in_groups or request.node.nodeid.endswith(f"@{request.path}")
