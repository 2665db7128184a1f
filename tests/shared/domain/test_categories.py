from shared.domain.categories import FALLBACK, known_categories


def test_unknown_genres_are_left_out() -> None:
    assert known_categories(["jazz ", "space opera", "LO-FI"]) == ("Jazz", "Lo-fi")


def test_prose_falls_back_to_one_known_genre() -> None:
    assert known_categories(["I would say this is a happy song"]) == (FALLBACK,)


def test_at_most_five_are_kept_and_none_twice() -> None:
    names = ["Jazz", "Jazz", "Rock", "Pop", "Folk", "Soul", "Funk"]

    assert known_categories(names) == ("Jazz", "Rock", "Pop", "Folk", "Soul")
