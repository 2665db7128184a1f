"""All three models, tiny and random: a studio to try on any machine, in seconds."""

from pathlib import Path

from services.gpu_inference.engines.studio.tiny.ace_step import build_tiny_ace_step
from services.gpu_inference.engines.studio.tiny.cover import build_tiny_cover
from services.gpu_inference.engines.studio.tiny.qwen import build_tiny_qwen
from services.gpu_inference.weights.checking import seal
from services.gpu_inference.weights.manifest import COMPOSER, COVER, LYRICIST


def build_tiny_models(model_dir: Path) -> None:
    """Write and seal the folders; their songs are noise, but everything works."""
    model_dir.mkdir(parents=True, exist_ok=True)
    build_tiny_ace_step(model_dir / COMPOSER)
    build_tiny_qwen(model_dir / LYRICIST)
    build_tiny_cover(model_dir / COVER)
    for folder in (COMPOSER, LYRICIST, COVER):
        seal(
            model_dir,
            folders=(folder,),
            name=f"tiny {folder}",
            revision="1",
            license_name="as MusicGenerator",
        )
