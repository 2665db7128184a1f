import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from devstack.child_environment import inherited
from services.gpu_inference.weights.checking import check, seal
from services.gpu_inference.weights.manifest import WeightsMissing, read, write
from tests.fakes.hub import FakeHub, FakeRepository, running_hub
from tests.services.gpu_inference.weights.folders import weights

MEBIBYTE = 1 << 20
COMPOSER = "ACE-Step/acestep-v15-xl-turbo-diffusers"
LYRICIST = "Qwen/Qwen2-7B-Instruct"
COVER = "stabilityai/sdxl-turbo"

CHECKPOINT = weights(200_000)
WANTED = {
    COMPOSER: ["model_index.json", "transformer/model.safetensors"],
    LYRICIST: ["LICENSE", "config.json", "merges.txt", "model-1-of-2.safetensors"],
    COVER: ["model_index.json", "tokenizer/vocab.json", "unet/model.safetensors"],
}
UNWANTED = {
    COMPOSER: ["README.md", "transformer/model.bin"],
    LYRICIST: [".gitattributes", "original/model.safetensors", "model.onnx"],
    COVER: [
        "sd_xl_turbo_1.0.safetensors",
        "sd_xl_turbo_1.0.ckpt",
        "unet/model.fp16.safetensors",
        "unet/model.onnx",
    ],
}


@dataclass
class Machine:
    """A machine that reaches nothing but the hub beside it."""

    hub: FakeHub
    model_dir: Path
    home: Path

    def run(self, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        # In a process of its own: the client reads its address once, at its import.
        return subprocess.run(
            [sys.executable, "-m", "devstack.cli", "models", *words],
            env={
                **{name: v for name, v in inherited().items() if name[:3] != "HF_"},
                "HOME": str(self.home),
                "HF_HOME": str(self.home),
                "HF_ENDPOINT": self.hub.endpoint,
                "MODEL_DIR": str(self.model_dir),
                **settings,
            },
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def fetch(self, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        self.hub.asked.clear()
        return self.run("fetch", *words, **settings)


def _repository(name: str, *, license_name: str) -> FakeRepository:
    files = {
        file: CHECKPOINT if "model." in file or "model-" in file else b'{"layers": 2}'
        for file in (*WANTED[name], *UNWANTED[name])
    }
    return FakeRepository(
        files=files, card={"license": "other", "license_name": license_name}
    )


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    repositories = {name: _repository(name, license_name="free") for name in WANTED}
    repositories[LYRICIST].card = {"license": "apache-2.0"}
    with running_hub(**repositories) as hub:
        yield Machine(hub, tmp_path / "models", tmp_path / "home")


def _files_below(folder: Path) -> list[str]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    names = (path.relative_to(folder).as_posix() for path in paths)
    return sorted(name for name in names if not name.startswith(".cache"))


def _is_refused(done: subprocess.CompletedProcess[str], *words: str) -> bool:
    """The last thing said is one line with these words; there is no stack trace."""
    line = done.stderr.strip().split("\n")[-1]
    has_words = all(word in line for word in words)
    return done.returncode == 1 and has_words and "Traceback" not in done.stderr


def test_what_loading_needs_is_fetched_and_nothing_else(machine: Machine) -> None:
    done = machine.fetch()

    assert done.returncode == 0, done.stderr
    assert machine.hub.given() == sorted(
        file for each in WANTED.values() for file in each
    )
    for folder, name in (("ace-step", COMPOSER), ("qwen", LYRICIST), ("cover", COVER)):
        assert _files_below(machine.model_dir / folder) == WANTED[name]
    assert check(machine.model_dir).size_bytes > 3 * len(CHECKPOINT)


def test_the_manifest_says_where_each_model_is_from(machine: Machine) -> None:
    machine.fetch()

    models = read(machine.model_dir).models
    for folder, name in (("ace-step", COMPOSER), ("qwen", LYRICIST), ("cover", COVER)):
        assert models[folder].name == name
        assert models[folder].revision == machine.hub.repositories[name].commit
        assert sorted(models[folder].files) == WANTED[name]
    assert models["qwen"].license == "apache-2.0"
    assert models["cover"].license == "free"


def test_half_precision_is_fetched_where_there_is_no_other(machine: Machine) -> None:
    files = ["model_index.json", "unet/model.fp16.safetensors", "vae/a[1].safetensors"]
    machine.hub.repositories["me/half"] = FakeRepository(
        files=dict.fromkeys(files, CHECKPOINT)
    )

    done = machine.fetch("--cover", "me/half")

    assert done.returncode == 0, done.stderr
    assert _files_below(machine.model_dir / "cover") == files


def test_fetching_again_asks_the_hub_nothing(machine: Machine) -> None:
    machine.fetch()

    done = machine.fetch()

    assert done.returncode == 0
    assert machine.hub.asked == []


def test_a_cut_connection_goes_on_where_it_was(machine: Machine) -> None:
    long = weights(12 * MEBIBYTE)
    files = machine.hub.repositories[COMPOSER].files
    files["transformer/model.safetensors"] = long
    machine.hub.cut_after["transformer/model.safetensors"] = 11 * MEBIBYTE

    done = machine.fetch()

    assert done.returncode == 0, done.stderr
    assert f"bytes={10 * MEBIBYTE}-" in [asked.range for asked in machine.hub.asked]
    path = machine.model_dir / "ace-step/transformer/model.safetensors"
    assert path.read_bytes() == long
    check(machine.model_dir)


@pytest.mark.parametrize(
    "name", ["unet/model.safetensors", "tokenizer/vocab.json"], ids=["large", "small"]
)
def test_altered_bytes_are_refused(machine: Machine, name: str) -> None:
    machine.hub.altered.add(name)

    done = machine.fetch()

    path = machine.model_dir / "cover" / name
    assert _is_refused(done, str(path), "make models")
    assert not path.exists()
    with pytest.raises(WeightsMissing):
        check(machine.model_dir, folders=("cover",))


def test_an_interrupted_fetch_leaves_no_manifest(machine: Machine) -> None:
    machine.hub.altered.add("transformer/model.safetensors")

    machine.fetch()

    assert not (machine.model_dir / "manifest.json").exists()


def test_a_model_half_replaced_is_not_whole(machine: Machine) -> None:
    machine.fetch()
    cover = machine.hub.repositories[COVER]
    cover.files["unet/model.safetensors"] = weights(200_000, seed=1)
    machine.hub.altered.add("unet/model.safetensors")

    machine.fetch("--cover", f"{COVER}@main")

    assert set(read(machine.model_dir).models) == {"ace-step", "qwen"}


def test_a_fetch_goes_on_with_what_is_missing(machine: Machine) -> None:
    machine.hub.altered.add("unet/model.safetensors")
    machine.fetch()
    machine.hub.altered.clear()

    done = machine.fetch()

    assert done.returncode == 0, done.stderr
    assert machine.hub.given() == ["unet/model.safetensors"]
    check(machine.model_dir)


def test_a_damaged_file_is_mended_at_the_revision_it_had(machine: Machine) -> None:
    machine.fetch()
    former = machine.hub.repositories[LYRICIST]
    newer = FakeRepository(
        files={**former.files, "config.json": b"newer"}, former=former
    )
    machine.hub.repositories[LYRICIST] = newer
    path = machine.model_dir / "qwen" / "config.json"
    path.write_bytes(path.read_bytes()[::-1])

    done = machine.fetch()

    assert done.returncode == 0, done.stderr
    assert machine.hub.given() == ["config.json"]
    assert check(machine.model_dir).manifest.models["qwen"].revision == former.commit


def test_another_model_leaves_nothing_of_the_one_before(machine: Machine) -> None:
    machine.hub.repositories["me/mine"] = FakeRepository(
        files={"model_index.json": b"{}", "net/model.safetensors": CHECKPOINT}
    )
    machine.fetch()

    done = machine.fetch("--cover", "me/mine@main")

    assert done.returncode == 0, done.stderr
    assert _files_below(machine.model_dir / "cover") == [
        "model_index.json",
        "net/model.safetensors",
    ]
    assert check(machine.model_dir).manifest.models["cover"].name == "me/mine"


def test_what_a_person_sealed_stays(machine: Machine) -> None:
    folder = machine.model_dir / "ace-step"
    folder.mkdir(parents=True)
    (folder / "model_index.json").write_text("mine")
    seal(machine.model_dir)

    done = machine.fetch()

    assert done.returncode == 0, done.stderr
    assert (folder / "model_index.json").read_text() == "mine"
    assert set(read(machine.model_dir).models) == {"ace-step", "qwen", "cover"}


def test_what_a_person_put_there_is_not_written_over(machine: Machine) -> None:
    folder = machine.model_dir / "ace-step"
    folder.mkdir(parents=True)
    (folder / "model_index.json").write_text("mine")

    done = machine.fetch()

    assert _is_refused(done, str(folder), "musicgenerator models seal ace-step")
    assert (folder / "model_index.json").read_text() == "mine"


def test_a_gated_repository_asks_for_a_token(machine: Machine) -> None:
    machine.hub.repositories[COVER].is_gated = True

    without = machine.fetch()
    with_token = machine.fetch(HF_TOKEN="hf_mine")

    assert _is_refused(without, COVER, "terms", "HF_TOKEN")
    assert with_token.returncode == 0, with_token.stderr


def test_a_repository_that_is_not_there_is_named(machine: Machine) -> None:
    done = machine.fetch("--lyricist", "me/none")

    assert _is_refused(done, "me/none")


def test_a_revision_that_is_not_there_is_named(machine: Machine) -> None:
    done = machine.fetch("--lyricist", f"{LYRICIST}@v9")

    assert _is_refused(done, LYRICIST, "v9")


def test_no_network_is_one_line(machine: Machine) -> None:
    done = machine.fetch(HF_ENDPOINT="http://127.0.0.1:9")

    assert _is_refused(done, COMPOSER, "make models")


def test_too_small_a_disk_is_refused_before_anything_is_fetched(
    machine: Machine,
) -> None:
    cover = machine.hub.repositories[COVER]
    cover.claimed_bytes["unet/model.safetensors"] = 10**16

    done = machine.fetch()

    assert _is_refused(done, "10000000.0 GB", "MODEL_DIR")
    assert machine.hub.given() == []


def test_a_folder_that_cannot_be_written_is_one_line(machine: Machine) -> None:
    machine.model_dir.touch()

    done = machine.fetch()

    assert _is_refused(done, str(machine.model_dir), "could not be written")


@pytest.mark.parametrize(
    ("wanted", "said"), [("turbo", "convert it"), ("nonsense", "xl-turbo or xl-base")]
)
def test_a_composer_that_cannot_be_fetched_is_explained(
    machine: Machine, wanted: str, said: str
) -> None:
    done = machine.fetch("--composer", wanted)

    assert _is_refused(done, said)


def test_the_command_checks_what_was_fetched(machine: Machine) -> None:
    machine.fetch()

    whole = machine.run("check")
    (machine.model_dir / "qwen" / "merges.txt").unlink()
    broken = machine.run("check")

    assert whole.returncode == 0
    assert "All is whole" in whole.stdout
    assert _is_refused(broken, "merges.txt", "make models")


def test_the_command_seals_what_the_manifest_lacks(machine: Machine) -> None:
    machine.fetch()
    write(machine.model_dir, read(machine.model_dir).without("cover"))

    done = machine.run("seal", "--name", "me/mine", "--license", "MIT")

    assert done.returncode == 0, done.stderr
    models = check(machine.model_dir).manifest.models
    assert (models["cover"].name, models["cover"].license) == ("me/mine", "MIT")
    assert models["qwen"].name == LYRICIST
