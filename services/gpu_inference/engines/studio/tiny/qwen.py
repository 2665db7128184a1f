"""The smallest model with the architecture of the writer: random weights, half a megabyte."""

from pathlib import Path
from typing import Final

import torch
from transformers import GenerationConfig, Qwen2Config, Qwen2ForCausalLM

from services.gpu_inference.engines.studio.tiny.tokenizers import (
    END_OF_TEXT,
    TURN_ENDS,
    tiny_qwen_tokenizer,
)

_SEED: Final = 0


def build_tiny_qwen(folder: Path) -> None:
    """Write a checkpoint that loads as any chat model does; the same one every time."""
    tokenizer = tiny_qwen_tokenizer(eos_token=TURN_ENDS)
    ends = tokenizer.convert_tokens_to_ids([TURN_ENDS, END_OF_TEXT])
    # The caller's random numbers are none of our business.
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(_SEED)
        model = Qwen2ForCausalLM(_config(len(tokenizer), end=ends[0], padding=ends[1]))
    model.generation_config = GenerationConfig(
        do_sample=True,
        temperature=0.7,
        top_p=0.8,
        top_k=20,
        repetition_penalty=1.05,
        eos_token_id=ends,
        pad_token_id=ends[1],
    )
    model.eval().save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def _config(vocabulary: int, *, end: int, padding: int) -> Qwen2Config:
    return Qwen2Config(
        vocab_size=vocabulary,
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=4096,
        tie_word_embeddings=True,
        bos_token_id=padding,
        eos_token_id=end,
        pad_token_id=padding,
    )
