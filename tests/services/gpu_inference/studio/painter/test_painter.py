import re
from pathlib import Path

import numpy as np

from services.gpu_inference.engines.engine import COVER_PIXELS
from services.gpu_inference.engines.studio.painter.painter import StudioPainter
from services.gpu_inference.engines.studio.painter.wording import words_for
from tests.services.gpu_inference.studio.painter.pictures import (
    cover_request,
    model_of,
    pipeline_in,
    quiet,
)


def test_a_cover_has_its_size_and_two_colours(tiny_cover: Path) -> None:
    with model_of(pipeline_in(tiny_cover)) as model:
        cover = StudioPainter(model).paint(cover_request(), on_step=quiet)

    assert cover.pixels.shape == (COVER_PIXELS, COVER_PIXELS, 3)
    assert cover.pixels.dtype == np.uint8
    assert all(re.fullmatch("#[0-9a-f]{6}", color) for color in cover.colors)
    assert cover.colors[0] != cover.colors[1]


def test_the_same_request_paints_the_same_cover(tiny_cover: Path) -> None:
    with model_of(pipeline_in(tiny_cover)) as model:
        first = StudioPainter(model).paint(cover_request(), on_step=quiet)
    with model_of(pipeline_in(tiny_cover)) as model:
        second = StudioPainter(model).paint(cover_request(), on_step=quiet)

    assert np.array_equal(first.pixels, second.pixels)
    assert first.colors == second.colors


def test_seed_title_and_tags_each_change_the_cover(tiny_cover: Path) -> None:
    requests = (
        cover_request(),
        cover_request(seed=8),
        cover_request("Iron Rain"),
        cover_request(prompt="metal, angry"),
    )
    with model_of(pipeline_in(tiny_cover)) as model:
        painter = StudioPainter(model)
        covers = [painter.paint(request, on_step=quiet) for request in requests]

    assert len({cover.pixels.tobytes() for cover in covers}) == len(requests)


def words(title: str, *, prompt: str = "folk, calm") -> str:
    return words_for(cover_request(title, prompt=prompt).sheet)


def test_the_words_begin_with_the_title_and_the_tags() -> None:
    assert words("Paper Boats", prompt="indie folk, calm").startswith(
        "evocative artwork of paper boats, indie folk, calm, folk, "
    )


def test_a_title_is_never_quoted() -> None:
    assert words('"Paper (Boats)": <lora:x:1>').startswith(
        "evocative artwork of paper boats lora x, folk"
    )


def test_what_cannot_be_seen_is_not_asked_for() -> None:
    asked = words("Song of the Sea", prompt="92 bpm, A minor, female vocals, calm")

    assert asked.startswith("evocative artwork of sea, female, calm, folk, ")


def test_a_genre_that_is_a_tag_already_is_named_once() -> None:
    assert words("", prompt="Folk").split(", ").count("folk") == 1


def test_a_song_without_words_still_has_a_picture() -> None:
    assert words("1999", prompt="").startswith("evocative artwork, folk, ")


def test_marks_of_other_scripts_stay_with_their_letters() -> None:
    assert words("हिन्दी गीत").startswith("evocative artwork of हिन्दी गीत, ")


def test_long_sheets_leave_room_for_title_tags_and_finish() -> None:
    asked = words(
        "river " * 60, prompt="slow, " + ", ".join(f"tag{'a' * i}" for i in range(90))
    )

    assert len(asked.split()) < 60
    assert ", slow, " in asked
    assert asked.endswith("fine grain")
