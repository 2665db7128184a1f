"""The worker as a process of its own, told what to do by environment and signals."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from devstack.testing import running_temporal
from services.gpu_inference.engines.studio.tiny.folder import build_tiny_models
from services.gpu_inference.weights.checking import seal
from shared.settings import BAD_SETTING, StorageSettings

NOWHERE = "127.0.0.1:9"


@pytest.fixture
def environment(storage_settings: StorageSettings, tmp_path: Path) -> dict[str, str]:
    secret = storage_settings.aws_secret_access_key.get_secret_value()
    return {
        "PYTHONPATH": str(Path.cwd()),
        "TMPDIR": str(tmp_path),
        "S3_ENDPOINT_URL": str(storage_settings.s3_endpoint_url),
        "S3_BUCKET_NAME": storage_settings.s3_bucket_name,
        "AWS_ACCESS_KEY_ID": storage_settings.aws_access_key_id,
        "AWS_SECRET_ACCESS_KEY": secret,
        "INFERENCE_PROCESSES": "1",
        "TEMPORAL_ADDRESS": NOWHERE,
    }


@contextmanager
def running_worker(environment: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "services.gpu_inference.worker"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as worker:
        try:
            yield worker
        finally:
            worker.kill()


def read_until(event: str, worker: subprocess.Popen[str]) -> None:
    assert worker.stdout
    for line in worker.stdout:
        if event in line:
            return
    pytest.fail(f"The worker ended before it said {event}.")


def studio(environment: dict[str, str], models: Path) -> dict[str, str]:
    return {
        **environment,
        "INFERENCE_ENGINE": "studio",
        "MODEL_DIR": str(models),
        "STUDIO_DEVICE": "cpu",
    }


def test_missing_weights_stop_the_start_with_one_line(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with running_worker(studio(environment, tmp_path)) as worker:
        _, complaint = worker.communicate(timeout=30)

    assert worker.returncode == BAD_SETTING
    assert complaint.count("\n") == 1
    assert str(tmp_path) in complaint
    assert "make models" in complaint


def test_weights_that_were_altered_stop_the_start_with_one_line(
    environment: dict[str, str], tmp_path: Path
) -> None:
    build_tiny_models(tmp_path)
    weights = next((tmp_path / "qwen").glob("*.safetensors"))
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)

    with running_worker(studio(environment, tmp_path)) as worker:
        _, complaint = worker.communicate(timeout=30)

    assert worker.returncode == BAD_SETTING
    assert complaint.count("\n") == 1
    assert str(weights) in complaint


def test_a_model_of_another_kind_stops_the_start_with_one_line(
    environment: dict[str, str], tmp_path: Path
) -> None:
    build_tiny_models(tmp_path)
    shutil.rmtree(tmp_path / "ace-step")
    shutil.copytree(tmp_path / "cover", tmp_path / "ace-step")
    seal(tmp_path, folders=("ace-step",))

    with running_worker(studio(environment, tmp_path)) as worker:
        _, complaint = worker.communicate(timeout=60)

    assert worker.returncode == BAD_SETTING
    assert complaint.count("\n") == 1
    assert "ace-step" in complaint
    assert "AceStepPipeline" in complaint


def test_a_device_that_is_not_there_stops_the_start_with_one_line(
    environment: dict[str, str], tmp_path: Path
) -> None:
    build_tiny_models(tmp_path)
    # Hidden, should the machine have one.
    asked = {"STUDIO_DEVICE": "cuda", "CUDA_VISIBLE_DEVICES": ""}

    with running_worker({**studio(environment, tmp_path), **asked}) as worker:
        _, complaint = worker.communicate(timeout=60)

    assert worker.returncode == BAD_SETTING
    assert complaint.count("\n") == 1
    assert complaint.startswith("STUDIO_DEVICE is cuda")


def test_a_missing_secret_stops_the_start_with_one_line(
    environment: dict[str, str],
) -> None:
    del environment["AWS_SECRET_ACCESS_KEY"]

    with running_worker(environment) as worker:
        _, complaint = worker.communicate(timeout=30)

    assert worker.returncode == BAD_SETTING
    assert complaint.startswith("AWS_SECRET_ACCESS_KEY is wrong: ")


def test_a_worker_that_waits_for_temporal_still_hears_the_signal(
    environment: dict[str, str],
) -> None:
    with running_worker(environment) as worker:
        read_until("temporal_unreachable", worker)
        children = psutil.Process(worker.pid).children(recursive=True)
        worker.send_signal(signal.SIGTERM)
        worker.wait(timeout=10)

    assert worker.returncode == 0
    assert children
    assert not psutil.wait_procs(children, timeout=5)[1]


def test_a_worker_says_when_it_is_ready_and_leaves_when_told(
    environment: dict[str, str], tmp_path: Path
) -> None:
    ready = tmp_path / "ready"

    with running_temporal(tmp_path) as temporal:
        environment |= {
            "TEMPORAL_ADDRESS": temporal.address,
            "READY_FILE": str(ready),
        }
        with running_worker(environment) as worker:
            read_until("worker_started", worker)
            was_ready = ready.exists()
            worker.send_signal(signal.SIGTERM)
            worker.wait(timeout=15)

    assert was_ready
    assert worker.returncode == 0
    assert not list(tmp_path.glob("musicgenerator-*"))


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("services.gpu_inference.worker", ("numpy", "boto3", "temporalio", "torch")),
        ("services.gpu_inference.serving", ("torch", "tinysoundfont")),
        ("services.gpu_inference.engine_child", ("boto3", "temporalio", "torch")),
    ],
)
def test_modules_load_only_what_their_process_needs(
    module: str, unwanted: tuple[str, ...]
) -> None:
    script = f"import {module}, sys; print(*sys.modules)"

    answer = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert not set(unwanted) & set(answer.stdout.split())
