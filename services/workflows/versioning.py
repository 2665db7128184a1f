"""Which version of the workflows this worker runs, so that a changed one can stand beside it."""

from temporalio.common import VersioningBehavior, WorkerDeploymentVersion
from temporalio.worker import WorkerDeploymentConfig

from shared.settings import ReleaseSettings


def deployment_of(settings: ReleaseSettings) -> WorkerDeploymentConfig | None:
    """None without a build id: then histories must replay on whatever worker comes.

    With one, a workflow stays on the version that began it (*pinned*) and its old worker
    runs until the last of them has ended; songs take minutes, so that is soon.
    https://docs.temporal.io/worker-versioning
    """
    if not settings.worker_build_id:
        return None
    return WorkerDeploymentConfig(
        version=WorkerDeploymentVersion(
            deployment_name=settings.deployment_name, build_id=settings.worker_build_id
        ),
        use_worker_versioning=True,
        default_versioning_behavior=VersioningBehavior.PINNED,
    )
