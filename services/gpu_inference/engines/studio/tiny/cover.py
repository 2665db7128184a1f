"""The smallest model with the architecture of SDXL-Turbo: random weights, under 5 MB."""

from pathlib import Path
from typing import Final

import torch
from diffusers import (
    AutoencoderKL,
    EulerAncestralDiscreteScheduler,
    StableDiffusionXLPipeline,
    UNet2DConditionModel,
)
from tokenizers import pre_tokenizers
from transformers import (
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTextModelWithProjection,
    CLIPTokenizer,
)

_SEED: Final = 0
_TEXT_WIDTH: Final = 32
_TIME_WIDTH: Final = 8
_TIMES: Final = 6
"""Numbers by which SDXL is told the size and the crop of a picture."""

_NATIVE_LATENTS: Final = 16
"""A side of the picture in latents: 128 pixels."""

_BEGINS: Final = "<|startoftext|>"
_ENDS: Final = "<|endoftext|>"


def build_tiny_cover(folder: Path) -> None:
    """Write a pipeline in the layout of diffusers; the same one every time."""
    tokenizer = _tokenizer()
    # The caller's random numbers are none of our business.
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(_SEED)
        text = _text_config(tokenizer)
        pipeline = StableDiffusionXLPipeline(
            vae=_autoencoder(),
            text_encoder=CLIPTextModel(text).eval(),
            text_encoder_2=CLIPTextModelWithProjection(text).eval(),
            tokenizer=tokenizer,
            tokenizer_2=tokenizer,
            unet=_denoiser(),
            scheduler=EulerAncestralDiscreteScheduler(timestep_spacing="trailing"),
            force_zeros_for_empty_prompt=True,
            add_watermarker=False,
        )
    pipeline.save_pretrained(folder, safe_serialization=True)


def _tokenizer() -> CLIPTokenizer:
    """Every byte is a word, and so is every byte that ends one: no merges."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    words = [*letters, *(f"{letter}</w>" for letter in letters), _BEGINS, _ENDS]
    return CLIPTokenizer(
        vocab={word: index for index, word in enumerate(words)},
        merges=[],
        bos_token=_BEGINS,
        eos_token=_ENDS,
        unk_token=_ENDS,
        pad_token=_ENDS,
        model_max_length=77,
    )


def _text_config(tokenizer: CLIPTokenizer) -> CLIPTextConfig:
    return CLIPTextConfig(
        vocab_size=len(tokenizer),
        hidden_size=_TEXT_WIDTH,
        intermediate_size=2 * _TEXT_WIDTH,
        projection_dim=_TEXT_WIDTH,
        num_hidden_layers=2,
        num_attention_heads=4,
        max_position_embeddings=77,
        hidden_act="gelu",
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )


def _autoencoder() -> AutoencoderKL:
    blocks = (8, 16, 16, 16)
    return AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * len(blocks),
        up_block_types=("UpDecoderBlock2D",) * len(blocks),
        block_out_channels=blocks,
        latent_channels=4,
        norm_num_groups=8,
        sample_size=8 * _NATIVE_LATENTS,
        scaling_factor=0.13025,
        force_upcast=True,
    ).eval()


def _denoiser() -> UNet2DConditionModel:
    return UNet2DConditionModel(
        sample_size=_NATIVE_LATENTS,
        in_channels=4,
        out_channels=4,
        block_out_channels=(32, 64),
        layers_per_block=1,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=(2, 4),
        use_linear_projection=True,
        norm_num_groups=8,
        cross_attention_dim=2 * _TEXT_WIDTH,
        addition_embed_type="text_time",
        addition_time_embed_dim=_TIME_WIDTH,
        projection_class_embeddings_input_dim=_TIMES * _TIME_WIDTH + _TEXT_WIDTH,
    ).eval()
