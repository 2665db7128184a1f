from collections.abc import Sequence
from pathlib import Path

import pytest
import torch
from transformers import AutoTokenizer, GenerationConfig

from services.gpu_inference.batching import Ticket
from services.gpu_inference.engines.studio.writer.rows import Row
from services.gpu_inference.engines.studio.writer.sampling import (
    RowSampler,
    Sampling,
    said_tokens,
)
from services.gpu_inference.engines.studio.writer.text_model import TextPrompt

DRAWS = 4000
LOGITS = torch.tensor([2.0, 1.0, 0.0, -1.0, -3.0])
FREE = Sampling(temperature=1, top_p=1, top_k=5, repetition_penalty=1)


def row(seed: int) -> Row:
    asked = TextPrompt(system="", user="", schema=None, most_tokens=10, seed=seed)
    return Row(Ticket(asked), matcher=None, ends=frozenset())


def draw(sampling: Sampling, *, seen: Sequence[int] = ()) -> torch.Tensor:
    """How often each of the five tokens was drawn, as a share."""
    is_seen = torch.zeros((DRAWS, len(LOGITS)), dtype=torch.bool)
    is_seen[:, list(seen)] = True
    rows = [row(seed) for seed in range(DRAWS)]
    sampler = RowSampler(rows, sampling=sampling, seen=is_seen, padding=0)
    left = sampler(torch.empty(0), LOGITS.expand(DRAWS, -1).clone())
    return left.argmax(dim=1).bincount(minlength=len(LOGITS)) / DRAWS


def test_tokens_are_drawn_as_often_as_they_are_probable() -> None:
    assert draw(FREE) == pytest.approx(LOGITS.softmax(0), abs=0.025)


def test_a_low_temperature_prefers_the_probable() -> None:
    cold = Sampling(temperature=0.5, top_p=1, top_k=5, repetition_penalty=1)

    assert draw(cold) == pytest.approx((LOGITS / 0.5).softmax(0), abs=0.025)


def test_only_the_best_tokens_are_drawn() -> None:
    few = Sampling(temperature=1, top_p=1, top_k=2, repetition_penalty=1)

    assert draw(few)[2:].sum() == 0


def test_the_improbable_rest_is_not_drawn() -> None:
    # The first two hold 0.87 of the probability; the second passes 0.8.
    most = Sampling(temperature=1, top_p=0.8, top_k=5, repetition_penalty=1)

    shares = draw(most)

    assert shares[1] > 0.1
    assert shares[2:].sum() == 0


def test_a_token_said_before_is_less_probable() -> None:
    weary = Sampling(temperature=1, top_p=1, top_k=5, repetition_penalty=2)

    shares = draw(weary, seen=[0, 4])

    expected = torch.tensor([1.0, 1.0, 0.0, -1.0, -6.0]).softmax(0)
    assert shares == pytest.approx(expected, abs=0.025)


def test_the_models_own_sampling_is_used_where_it_says_one() -> None:
    said = GenerationConfig(temperature=0.3, top_k=5)

    assert Sampling.of(said) == Sampling(temperature=0.3, top_k=5)


def test_what_pads_a_short_prompt_does_not_count_as_said(tiny_folder: Path) -> None:
    tokenizer = AutoTokenizer.from_pretrained(tiny_folder)
    texts = ["song", "a much longer song"]
    prompts = tokenizer(texts, padding=True, return_tensors="pt")

    seen = said_tokens(prompts, vocabulary=len(tokenizer))

    for its_seen, text in zip(seen, texts, strict=True):
        assert set(its_seen.nonzero().flatten().tolist()) == set(
            tokenizer(text).input_ids
        )
