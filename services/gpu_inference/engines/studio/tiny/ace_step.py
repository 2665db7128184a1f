"""A tiny random ACE-Step 1.5: the real pipeline's folder, small enough for a test."""

from pathlib import Path
from typing import Any, Final

import torch
from diffusers import (
    AceStepPipeline,
    AceStepTransformer1DModel,
    AutoencoderOobleck,
    FlowMatchEulerDiscreteScheduler,
)
from diffusers.pipelines.ace_step import (
    AceStepAudioTokenDetokenizer,
    AceStepAudioTokenizer,
    AceStepConditionEncoder,
)
from torch import nn
from transformers import Qwen3Config, Qwen3Model

from services.gpu_inference.engines.studio.tiny.tokenizers import (
    END_OF_TEXT,
    tiny_qwen_tokenizer,
)

_LATENT_CHANNELS: Final = 8
_SHARED: Final[dict[str, Any]] = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "rope_theta": 10_000.0,
    "sliding_window": 16,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 8,
}
# The real silence is the encoder's answer to zeros; all zeros would hide a mistake here.
_SILENCE_SPREAD: Final = 0.5
_LOUD: Final = 2.0


def build_tiny_ace_step(folder: Path, *, is_turbo: bool = True) -> None:
    """Write the folder; the same call gives the same weights, 48 kHz stereo at 25 Hz."""
    with torch.random.fork_rng():
        torch.manual_seed(0)
        pipeline = _pipeline(is_turbo=is_turbo)
        # Fresh layers hardly pass on what they hear; a test must see whether they listen.
        for part in (pipeline.transformer, pipeline.condition_encoder):
            _speak_up(part)
    pipeline.save_pretrained(folder, safe_serialization=True)


def _speak_up(part: nn.Module) -> None:
    for layer in part.modules():
        if isinstance(layer, nn.Linear):
            nn.init.normal_(layer.weight, std=_LOUD / layer.in_features**0.5)


def _pipeline(*, is_turbo: bool) -> Any:
    tokenizer = tiny_qwen_tokenizer(eos_token=END_OF_TEXT)
    return AceStepPipeline(
        vae=_vae(),
        text_encoder=_text_encoder(len(tokenizer)),
        tokenizer=tokenizer,
        transformer=_transformer(is_turbo=is_turbo),
        condition_encoder=_condition_encoder(),
        scheduler=FlowMatchEulerDiscreteScheduler(num_train_timesteps=1, shift=1.0),
        audio_tokenizer=AceStepAudioTokenizer(
            **_SHARED,
            audio_acoustic_hidden_dim=_LATENT_CHANNELS,
            fsq_dim=_SHARED["hidden_size"],
            num_attention_pooler_hidden_layers=1,
        ).eval(),
        audio_token_detokenizer=AceStepAudioTokenDetokenizer(
            **_SHARED,
            audio_acoustic_hidden_dim=_LATENT_CHANNELS,
            num_attention_pooler_hidden_layers=1,
        ).eval(),
    )


def _vae() -> Any:
    return AutoencoderOobleck(
        encoder_hidden_size=2 * _LATENT_CHANNELS,
        # Multiplied, 1920 samples: 25 latents a second, as in the real one.
        downsampling_ratios=[2, 4, 4, 6, 10],
        channel_multiples=[1, 1, 1, 1, 2],
        decoder_channels=2,
        decoder_input_channels=_LATENT_CHANNELS,
        audio_channels=2,
        sampling_rate=48_000,
    ).eval()


def _text_encoder(vocabulary: int) -> Any:
    config = Qwen3Config(
        vocab_size=vocabulary,
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=8,
        max_position_embeddings=4096,
    )
    return Qwen3Model(config).eval()


def _transformer(*, is_turbo: bool) -> Any:
    return AceStepTransformer1DModel(
        **_SHARED,
        num_hidden_layers=2,
        in_channels=3 * _LATENT_CHANNELS,
        audio_acoustic_hidden_dim=_LATENT_CHANNELS,
        patch_size=2,
        is_turbo=is_turbo,
        model_version="turbo" if is_turbo else "base",
    ).eval()


def _condition_encoder() -> Any:
    encoder = AceStepConditionEncoder(
        **_SHARED,
        text_hidden_dim=32,
        timbre_hidden_dim=_LATENT_CHANNELS,
        num_lyric_encoder_hidden_layers=2,
        num_timbre_encoder_hidden_layers=2,
    ).eval()
    encoder.silence_latent.normal_(std=_SILENCE_SPREAD)
    return encoder
