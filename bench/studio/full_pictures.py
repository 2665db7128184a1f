"""The painter in its published size, with random weights and no files."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from diffusers import (
    AutoencoderKL,
    EulerAncestralDiscreteScheduler,
    StableDiffusionXLPipeline,
    UNet2DConditionModel,
)
from transformers import (
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTextModelWithProjection,
    CLIPTokenizer,
)

from bench.studio.random_weights import made_on, ready
from services.gpu_inference.engines.studio.device import Device
from services.gpu_inference.engines.studio.painter.pipeline_loading import Pipeline
from services.gpu_inference.engines.studio.tiny.cover import build_tiny_cover


def full_pictures(device: Device) -> Pipeline:
    """SDXL-Turbo."""
    tokenizer = _clip_tokenizer()
    # Not on the device: it reckons with numpy.
    scheduler = EulerAncestralDiscreteScheduler(timestep_spacing="trailing")
    with made_on(device):
        pipeline = StableDiffusionXLPipeline(
            vae=_picture_autoencoder(),
            text_encoder=CLIPTextModel(
                _clip_config(tokenizer, width=768, layers=12, act="quick_gelu")
            ),
            text_encoder_2=CLIPTextModelWithProjection(
                _clip_config(tokenizer, width=1280, layers=32, act="gelu")
            ),
            tokenizer=tokenizer,
            tokenizer_2=tokenizer,
            unet=_picture_denoiser(),
            scheduler=scheduler,
            add_watermarker=False,
        )
    # As our loading sets it.
    pipeline.vae.enable_slicing()
    return ready(pipeline)


def _clip_tokenizer() -> Any:
    with TemporaryDirectory() as folder:
        build_tiny_cover(Path(folder))
        return CLIPTokenizer.from_pretrained(
            Path(folder) / "tokenizer", local_files_only=True
        )


def _clip_config(tokenizer: Any, *, width: int, layers: int, act: str) -> Any:
    return CLIPTextConfig(
        vocab_size=49_408,
        hidden_size=width,
        intermediate_size=4 * width,
        projection_dim=width,
        num_hidden_layers=layers,
        num_attention_heads=width // 64,
        hidden_act=act,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )


def _picture_autoencoder() -> Any:
    blocks = (128, 256, 512, 512)
    return AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * len(blocks),
        up_block_types=("UpDecoderBlock2D",) * len(blocks),
        block_out_channels=blocks,
        layers_per_block=2,
        latent_channels=4,
        sample_size=1024,
        scaling_factor=0.13025,
        force_upcast=True,
    )


def _picture_denoiser() -> Any:
    return UNet2DConditionModel(
        # Turbo's own: 512 pixels.
        sample_size=64,
        block_out_channels=(320, 640, 1280),
        layers_per_block=2,
        transformer_layers_per_block=(1, 2, 10),
        down_block_types=(
            "DownBlock2D",
            "CrossAttnDownBlock2D",
            "CrossAttnDownBlock2D",
        ),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=(5, 10, 20),
        cross_attention_dim=2048,
        use_linear_projection=True,
        addition_embed_type="text_time",
        addition_time_embed_dim=256,
        projection_class_embeddings_input_dim=2816,
    )
