import socket
from pathlib import Path

from devstack.doctor import examine
from devstack.finding import Finding
from devstack.settings import PassedOn, StackSettings
from services.gpu_inference.weights.checking import seal
from services.gpu_inference.weights.manifest import FOLDERS
from tests.devstack.stand_ins import ask


def _found(tmp_path: Path, passed_on: PassedOn | None = None) -> dict[str, Finding]:
    settings = StackSettings(stack_dir=tmp_path / "stack")
    chosen = passed_on or PassedOn(model_dir=tmp_path / "models")
    return {finding.name: finding for finding in examine(settings, chosen)}


def test_every_server_is_found_with_its_version(tmp_path: Path) -> None:
    found = _found(tmp_path)

    assert "18.6" in found["Postgres"].what
    assert "1.9.1" in found["Temporal"].what
    assert "4.48" in found["SeaweedFS"].what
    assert not [
        found[name]
        for name in ("Python", "Postgres user", "Disk")
        if found[name].is_fatal
    ]


def test_a_taken_port_is_reason_to_fail(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as rival:
        taken = str(rival.getsockname()[1])

        done = ask("doctor", folder=tmp_path, PORT=taken)

    assert done.returncode == 1
    assert f"{taken} is taken" in done.stdout
    assert "PORT=" in done.stdout


def test_the_sketch_engine_plays_where_the_studio_engine_cannot(tmp_path: Path) -> None:
    found = _found(tmp_path)

    assert found["Engine"].what.startswith("sketch: the studio engine lacks")
    assert "weights" in found["Engine"].what
    assert not found["Engine"].is_fatal


def test_a_studio_engine_that_cannot_play_is_reason_to_fail(tmp_path: Path) -> None:
    asked = PassedOn(inference_engine="studio", model_dir=tmp_path / "models")

    found = _found(tmp_path, asked)

    assert found["Engine"].is_fatal
    assert "INFERENCE_ENGINE" in found["Engine"].remedy


def test_a_web_app_that_is_not_built_is_named_with_the_remedy(tmp_path: Path) -> None:
    folder = tmp_path / "dist"
    chosen = PassedOn(web_app_dir=str(folder))
    before = _found(tmp_path, chosen)["Web app"]
    folder.mkdir()
    (folder / "index.html").touch()

    after = _found(tmp_path, chosen)["Web app"]

    assert (before.is_there, before.is_fatal) == (False, False)
    assert "make web" in before.remedy
    assert (after.is_there, after.what) == (True, str(folder))


def test_a_gpu_is_named_by_its_driver(tmp_path: Path) -> None:
    driver = tmp_path / "nvidia-smi"
    driver.write_text("#!/bin/sh\necho 'NVIDIA H200, 143771 MiB, 570.1'\n")
    driver.chmod(0o755)

    done = ask("doctor", folder=tmp_path, PATH=f"{tmp_path}:/usr/bin:/bin")

    assert "NVIDIA H200, 143771 MiB" in done.stdout
    assert "lacks a GPU" not in done.stdout


def _lay_weights(model_dir: Path) -> None:
    for folder in FOLDERS:
        (model_dir / folder).mkdir(parents=True)
        (model_dir / folder / "model.safetensors").write_bytes(bytes(100))
        seal(model_dir, folders=(folder,), name=f"me/{folder}")


def test_weights_are_told_by_their_names(tmp_path: Path) -> None:
    _lay_weights(tmp_path / "models")

    found = _found(tmp_path)

    assert found["Weights"].is_there
    assert "me/ace-step, me/qwen, me/cover" in found["Weights"].what
    assert "weights" not in found["Engine"].what


def test_weights_cut_short_are_not_there(tmp_path: Path) -> None:
    _lay_weights(tmp_path / "models")
    (tmp_path / "models" / "qwen" / "model.safetensors").write_bytes(bytes(99))

    found = _found(tmp_path)

    assert not found["Weights"].is_there
    assert "qwen/model.safetensors has 99 bytes" in found["Weights"].what
    assert "make models" in found["Weights"].remedy
