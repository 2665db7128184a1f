"""The composer and the writer in the published sizes, with random weights and no files."""

from typing import Any, Final

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
from transformers import (
    GenerationConfig,
    PreTrainedModel,
    Qwen2Config,
    Qwen2ForCausalLM,
    Qwen3Config,
    Qwen3Model,
)

from bench.studio.random_weights import made_on, ready
from services.gpu_inference.engines.studio.composer.music_model import MusicModel
from services.gpu_inference.engines.studio.device import Device
from services.gpu_inference.engines.studio.tiny.tokenizers import (
    END_OF_TEXT,
    TURN_ENDS,
    tiny_qwen_tokenizer,
)
from services.gpu_inference.engines.studio.writer.transformers_model import (
    TransformersTextModel,
)

_XL: Final[dict[str, int]] = {
    "hidden_size": 2560,
    "intermediate_size": 9728,
    "num_hidden_layers": 32,
    "num_attention_heads": 32,
    "num_key_value_heads": 8,
    "encoder_hidden_size": 2048,
}
"""Partly assumed: no published file was at hand. They give 4.17 billion parameters."""
# The real silence is an encoded one; only its size matters here.
_SILENCE_SPREAD: Final = 0.5


def full_music_model(device: Device, *, is_xl: bool) -> MusicModel:
    """ACE-Step 1.5 turbo; what the classes take by default is the published 2B."""
    scheduler = FlowMatchEulerDiscreteScheduler(num_train_timesteps=1, shift=1.0)
    with made_on(device):
        encoder = AceStepConditionEncoder()
        encoder.silence_latent.normal_(std=_SILENCE_SPREAD)
        pipeline = AceStepPipeline(
            vae=AutoencoderOobleck(
                downsampling_ratios=[2, 4, 4, 6, 10], sampling_rate=48_000
            ),
            text_encoder=_embedder(),
            tokenizer=tiny_qwen_tokenizer(eos_token=END_OF_TEXT),
            transformer=AceStepTransformer1DModel(
                **(_XL if is_xl else {}), is_turbo=True, model_version="turbo"
            ),
            condition_encoder=encoder,
            scheduler=scheduler,
            audio_tokenizer=AceStepAudioTokenizer(),
            audio_token_detokenizer=AceStepAudioTokenDetokenizer(),
        )
    return MusicModel(ready(pipeline), device)


def full_text_model(device: Device, *, batch: int) -> TransformersTextModel:
    """Qwen2-7B."""
    tokenizer = tiny_qwen_tokenizer(eos_token=TURN_ENDS)
    model = full_text_weights(device)
    end, padding = tokenizer.convert_tokens_to_ids([TURN_ENDS, END_OF_TEXT])
    model.generation_config = GenerationConfig(
        do_sample=True, eos_token_id=[end, padding], pad_token_id=padding
    )
    return TransformersTextModel(model, tokenizer, device=device, batch=batch)


def full_text_weights(device: Device) -> PreTrainedModel:
    config = Qwen2Config(
        vocab_size=152_064,
        hidden_size=3584,
        intermediate_size=18_944,
        num_hidden_layers=28,
        num_attention_heads=28,
        num_key_value_heads=4,
        max_position_embeddings=32_768,
        tie_word_embeddings=False,
    )
    with made_on(device):
        return Qwen2ForCausalLM(config).eval()


def _embedder() -> Any:
    """Qwen3-Embedding-0.6B."""
    return Qwen3Model(
        Qwen3Config(
            vocab_size=151_669,
            hidden_size=1024,
            intermediate_size=3072,
            num_hidden_layers=28,
            num_attention_heads=16,
            num_key_value_heads=8,
            head_dim=128,
            max_position_embeddings=32_768,
        )
    )
