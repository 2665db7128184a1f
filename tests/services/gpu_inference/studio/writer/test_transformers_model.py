import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer
from typing_extensions import override

from services.gpu_inference.batching import Ticket
from services.gpu_inference.engines.studio.device import Device
from services.gpu_inference.engines.studio.writer.rows import TextTicket
from services.gpu_inference.engines.studio.writer.text_model import TextPrompt
from services.gpu_inference.engines.studio.writer.transformers_model import (
    TransformersTextModel,
)
from tests.fakes.engine import ignore

SCHEMA = json.dumps(
    {
        "type": "object",
        "properties": {
            "name": {"type": "string", "minLength": 5, "maxLength": 20},
            "bpm": {"type": "integer", "minimum": 40, "maximum": 220},
        },
        "required": ["name", "bpm"],
        "additionalProperties": False,
    }
)
GIVEN_UP_AT = 5


class ImpatientTicket(Ticket[TextPrompt, str]):
    """Not wanted any more from its fifth token on."""

    @override
    def tell(self, step: int, steps: int) -> None:
        super().tell(step, steps)
        self.is_wanted = step < GIVEN_UP_AT


def prompt(
    user: str = "Sing.",
    *,
    seed: int = 1,
    most_tokens: int = 60,
    schema: str | None = None,
) -> TextPrompt:
    return TextPrompt(
        system="You sing.",
        user=user,
        schema=schema,
        most_tokens=most_tokens,
        seed=seed,
    )


PROMPTS = (
    prompt("A song.", seed=1, schema=SCHEMA),
    prompt("A much longer song, about the wind and the rain. " * 5, seed=2),
    prompt("最後の列車 🚂", seed=3, most_tokens=9),
    prompt("The song of a dog.", seed=4, schema=SCHEMA),
)


def tokens_of(model: TransformersTextModel, asked: TextPrompt) -> int:
    """How many tokens the model told of."""
    steps: list[int] = []
    model.generate(asked, on_step=lambda step, _: steps.append(step))
    return max(steps)


def test_four_prompts_in_a_batch_get_the_texts_that_they_get_alone(
    tiny_model: TransformersTextModel,
) -> None:
    tickets: list[TextTicket] = [Ticket(each) for each in PROMPTS]

    together = tiny_model.write_together(tickets)

    alone = [tiny_model.generate(each, on_step=ignore) for each in PROMPTS]
    assert together == alone
    assert len(set(together)) == len(PROMPTS)


def test_many_threads_ask_at_once_and_each_gets_its_own_text(
    tiny_model: TransformersTextModel,
) -> None:
    alone = [tiny_model.generate(each, on_step=ignore) for each in PROMPTS]

    with ThreadPoolExecutor(max_workers=len(PROMPTS)) as threads:
        answers = threads.map(
            lambda each: tiny_model.generate(each, on_step=ignore), PROMPTS
        )

    assert list(answers) == alone


def test_a_text_that_nobody_wants_stops_within_two_steps(
    tiny_folder: Path, cpu: Device
) -> None:
    weights = AutoModelForCausalLM.from_pretrained(tiny_folder)
    passes: list[object] = []
    weights.register_forward_hook(lambda *_: passes.append(None))
    tokenizer = AutoTokenizer.from_pretrained(tiny_folder)
    model = TransformersTextModel(weights, tokenizer, device=cpu, batch=4)

    texts = model.write_together([ImpatientTicket(prompt(most_tokens=500))])

    model.close()
    assert texts == [None]
    assert GIVEN_UP_AT <= len(passes) <= GIVEN_UP_AT + 2


def test_the_mates_of_a_text_that_nobody_wants_are_unchanged(
    tiny_model: TransformersTextModel,
) -> None:
    tickets: list[TextTicket] = [
        Ticket(PROMPTS[0]),
        ImpatientTicket(PROMPTS[1]),
        Ticket(PROMPTS[3]),
    ]

    texts = tiny_model.write_together(tickets)

    first, last = (
        tiny_model.generate(PROMPTS[place], on_step=ignore) for place in (0, 3)
    )
    assert texts == [first, None, last]


def test_a_short_text_is_handed_over_while_a_long_one_is_being_written(
    tiny_model: TransformersTextModel,
) -> None:
    short: TextTicket = Ticket(prompt(most_tokens=3))
    was_there: list[bool] = []

    class LongTicket(Ticket[TextPrompt, str]):
        @override
        def tell(self, step: int, steps: int) -> None:
            was_there.append(short.wait(0))

    tiny_model.write_together([short, LongTicket(PROMPTS[0])])

    assert was_there[:2] == [False, False]
    assert all(was_there[4:])


def test_each_text_ends_at_its_own_length(tiny_model: TransformersTextModel) -> None:
    assert tokens_of(tiny_model, prompt(most_tokens=3)) == 3
    assert tokens_of(tiny_model, prompt(most_tokens=8)) == 8


def test_a_schema_is_followed_by_a_model_that_knows_nothing(
    tiny_model: TransformersTextModel,
) -> None:
    for seed in range(5):
        text = tiny_model.generate(
            prompt(seed=seed, schema=SCHEMA, most_tokens=200), on_step=ignore
        )

        answer = json.loads(text)
        assert list(answer) == ["name", "bpm"]
        assert 5 <= len(answer["name"]) <= 20
        assert 40 <= answer["bpm"] <= 220


def test_without_constraint_the_schema_is_only_a_wish(
    tiny_folder: Path, cpu: Device
) -> None:
    weights = AutoModelForCausalLM.from_pretrained(tiny_folder)
    tokenizer = AutoTokenizer.from_pretrained(tiny_folder)
    model = TransformersTextModel(
        weights, tokenizer, device=cpu, batch=1, constrain=False
    )

    text = model.generate(prompt(schema=SCHEMA), on_step=ignore)

    model.close()
    assert not text.startswith("{")


def test_the_seed_decides_the_text(tiny_model: TransformersTextModel) -> None:
    texts = [
        tiny_model.generate(prompt(seed=seed), on_step=ignore) for seed in (1, 2, 1)
    ]

    assert texts[0] == texts[2]
    assert texts[0] != texts[1]


def test_other_random_numbers_are_left_alone(
    tiny_model: TransformersTextModel,
) -> None:
    before = torch.random.get_rng_state()

    tiny_model.generate(prompt(), on_step=ignore)

    assert torch.equal(torch.random.get_rng_state(), before)


def test_transformers_punishes_nothing_a_second_time(
    tiny_folder: Path, cpu: Device
) -> None:
    weights = AutoModelForCausalLM.from_pretrained(tiny_folder)
    tokenizer = AutoTokenizer.from_pretrained(tiny_folder)
    assert weights.generation_config.repetition_penalty > 1

    TransformersTextModel(weights, tokenizer, device=cpu, batch=1).close()

    assert weights.generation_config.repetition_penalty is None
