"""A Qwen tokenizer of some 500 words, trained on a page of text: every UTF-8 round-trips."""

import json
from typing import Final

from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers import Qwen2Tokenizer

END_OF_TEXT: Final = "<|endoftext|>"
TURN_BEGINS: Final = "<|im_start|>"
TURN_ENDS: Final = "<|im_end|>"

_VOCABULARY: Final = 512
_LONGEST_TEXT: Final = 4096
"""Tokens."""

_PAGE: Final = (
    '{"title": "Song of the sea", "prompt": "folk, calm, acoustic guitar, female vocal"}',
    '{"categories": ["Folk", "Ambient"], "bpm": 92, "key_scale": "A minor"}',
    '{"time_signature": "4", "language": "en", "lyrics": [{"section": "verse"}]}',
    "[intro] [verse] [pre-chorus] [chorus] [bridge] [outro] [instrumental]",
    "The wind is in the window and the light is on the hill, and we are singing still.",
    "Write the words of a song: a verse, a chorus and a bridge, four lines to a section.",
    "duration seconds major minor rock pop jazz soul electronic piano drums bass synth",
)

CHAT_TEMPLATE: Final = (
    "{% for message in messages %}"
    "{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)


def tiny_qwen_tokenizer(*, eos_token: str) -> Qwen2Tokenizer:
    """As the published ones in all but size: ChatML template, left padding, 4096 tokens."""
    model = json.loads(_trained().to_str())["model"]
    tokenizer = Qwen2Tokenizer(
        vocab=model["vocab"],
        merges=[(left, right) for left, right in model["merges"]],
        eos_token=eos_token,
        pad_token=END_OF_TEXT,
        unk_token=END_OF_TEXT,
        extra_special_tokens=[TURN_BEGINS, TURN_ENDS],
        model_max_length=_LONGEST_TEXT,
        padding_side="left",
    )
    tokenizer.chat_template = CHAT_TEMPLATE
    return tokenizer


def _trained() -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=_VOCABULARY,
        special_tokens=[END_OF_TEXT, TURN_BEGINS, TURN_ENDS],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(_PAGE, trainer)
    return tokenizer
