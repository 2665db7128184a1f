from services.workflows.definitions.remedies import REMEDIES, remedy_of
from shared.domain import failures


def test_whoever_runs_the_service_is_told_what_to_do_about_each_failure() -> None:
    known = {
        *(failure.code for failure in failures._BY_ERROR.values()),
        failures.INTERRUPTED.code,
        failures.failure_of("Surprise").code,
    }

    assert set(REMEDIES) == known


def test_a_failure_that_a_newer_worker_knows_has_a_remedy_too() -> None:
    assert remedy_of("from_the_future")
