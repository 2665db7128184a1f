from pathlib import Path

import pytest

from services.gpu_inference.weights.checking import (
    NothingToSeal,
    check,
    require_files,
    seal,
    unsealed,
)
from services.gpu_inference.weights.manifest import (
    FOLDERS,
    Manifest,
    WeightsDamaged,
    WeightsMissing,
    read,
    write,
)
from tests.services.gpu_inference.weights.folders import lay_models


@pytest.fixture
def model_dir(tmp_path: Path) -> Path:
    lay_models(tmp_path)
    seal(tmp_path)
    return tmp_path


def _is_one_line_with_a_remedy(error: Exception, path: Path) -> bool:
    line = str(error)
    return str(path) in line and "make models" in line and "\n" not in line


def test_sealed_weights_pass(model_dir: Path) -> None:
    checked = check(model_dir)

    assert set(checked.manifest.models) == set(FOLDERS)
    assert checked.size_bytes == checked.manifest.size_bytes == 3 * (200_000 + 13)
    assert checked.seconds > 0


def test_a_missing_file_is_named(model_dir: Path) -> None:
    path = model_dir / "qwen" / "config.json"
    path.unlink()

    with pytest.raises(WeightsMissing) as caught:
        check(model_dir)

    assert _is_one_line_with_a_remedy(caught.value, path)


def test_a_file_cut_short_is_named_without_reading_it(model_dir: Path) -> None:
    path = model_dir / "cover" / "part" / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-1])

    with pytest.raises(WeightsDamaged) as caught:
        require_files(model_dir)

    assert _is_one_line_with_a_remedy(caught.value, path)
    assert "199999 bytes instead of 200000" in str(caught.value)


def test_an_altered_byte_is_found(model_dir: Path) -> None:
    path = model_dir / "ace-step" / "part" / "model.safetensors"
    data = bytearray(path.read_bytes())
    data[100_000] ^= 1
    path.write_bytes(data)

    with pytest.raises(WeightsDamaged) as caught:
        check(model_dir)

    assert _is_one_line_with_a_remedy(caught.value, path)


def test_only_the_models_asked_for_are_read(model_dir: Path) -> None:
    (model_dir / "cover" / "config.json").unlink()

    assert check(model_dir, folders=("ace-step", "qwen")).size_bytes == 400_026


def test_a_model_that_was_not_fetched_is_missing(model_dir: Path) -> None:
    write(model_dir, read(model_dir).without("cover"))

    with pytest.raises(WeightsMissing) as caught:
        check(model_dir)

    assert _is_one_line_with_a_remedy(caught.value, model_dir / "cover")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        '{"models": {"qwen": {"name": "a/b"}}}',
        '{"models": {"qwen": {"name": "a/b", "revision": "c", "license": "d", "files":'
        ' {"../../passwd": {"size_bytes": 1, "sha256": "' + "0" * 64 + '"}}}}}',
    ],
)
def test_a_manifest_that_is_none_is_damaged(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)

    with pytest.raises(WeightsDamaged) as caught:
        check(tmp_path)

    assert _is_one_line_with_a_remedy(caught.value, tmp_path / "manifest.json")


def test_a_missing_manifest_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsMissing) as caught:
        check(tmp_path / "none")

    assert _is_one_line_with_a_remedy(caught.value, tmp_path / "none/manifest.json")


def test_the_same_weights_make_the_same_manifest(tmp_path: Path) -> None:
    lay_models(tmp_path)

    seal(tmp_path, folders=("cover", "qwen"))
    first = (tmp_path / "manifest.json").read_bytes()
    (tmp_path / "manifest.json").unlink()
    seal(tmp_path, folders=("qwen", "cover"))

    assert (tmp_path / "manifest.json").read_bytes() == first
    assert [path.name for path in tmp_path.glob("manifest*")] == ["manifest.json"]


def test_a_manifest_without_models_is_no_file(model_dir: Path) -> None:
    write(model_dir, Manifest(models={}))

    assert not (model_dir / "manifest.json").exists()


def test_sealing_keeps_what_it_is_told_and_leaves_the_rest(model_dir: Path) -> None:
    before = read(model_dir).models

    seal(
        model_dir,
        folders=("cover",),
        name="me/mine",
        revision="v2",
        license_name="MIT",
    )

    after = read(model_dir).models
    cover = after["cover"]
    assert (cover.name, cover.revision, cover.license) == ("me/mine", "v2", "MIT")
    assert cover.files == before["cover"].files
    assert after["qwen"] == before["qwen"]


def test_notes_that_begin_with_a_dot_are_not_weights(tmp_path: Path) -> None:
    lay_models(tmp_path)
    (tmp_path / "qwen" / ".git").mkdir()
    (tmp_path / "qwen" / ".git" / "HEAD").write_text("main")

    manifest = seal(tmp_path, folders=("qwen",))

    assert set(manifest.models["qwen"].files) == {
        "config.json",
        "part/model.safetensors",
    }


def test_what_the_manifest_lacks_is_unsealed(model_dir: Path) -> None:
    write(model_dir, read(model_dir).without("cover"))

    assert unsealed(model_dir) == ["cover"]


def test_there_must_be_something_to_seal(tmp_path: Path) -> None:
    with pytest.raises(NothingToSeal):
        seal(tmp_path)
