"""Moods that people name, and what each does to the key and the pace."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True, slots=True)
class Mood:
    names: str
    """What people call it, separated by commas."""
    minor_shift: float
    """Added to the genre's share of minor keys."""
    pace: float
    """-1 leans to the slow end of the genre, 1 to the fast end."""
    genres: tuple[str, ...]
    """Where to look when no genre is named."""


MOODS: Final[dict[str, Mood]] = {
    "sad": Mood(
        names="sad, melancholy, melancholic, sorrowful, heartbroken, mournful, gloomy, "
        "lonely, bittersweet, blue, tearful, somber, sombre, depressing, grieving, "
        "heartbreaking, wistful, aching",
        minor_shift=0.5,
        pace=-0.7,
        genres=("Acoustic", "Indie", "Folk", "Pop"),
    ),
    "happy": Mood(
        names="happy, joyful, cheerful, upbeat, sunny, bright, feel good, merry, "
        "celebratory, fun, bubbly, uplifting, jolly, carefree, optimistic",
        minor_shift=-0.6,
        pace=0.6,
        genres=("Pop", "Funk", "Disco", "Indie"),
    ),
    "dark": Mood(
        names="dark, ominous, sinister, menacing, creepy, haunting, eerie, gothic, "
        "brooding, spooky, scary, tense, moody, mysterious, suspenseful",
        minor_shift=0.6,
        pace=-0.2,
        genres=("Cinematic", "Electronic", "Trap", "Techno"),
    ),
    "calm": Mood(
        names="calm, peaceful, relaxing, relaxed, chill, chilled, mellow, soothing, "
        "gentle, soft, quiet, serene, tranquil, laid back, cozy, cosy, warm, intimate, "
        "meditative, sleepy, tender, minimal",
        minor_shift=-0.1,
        pace=-0.7,
        genres=("Acoustic", "Lo-fi", "Ambient", "Folk"),
    ),
    "energetic": Mood(
        names="energetic, high energy, powerful, intense, explosive, hype, pumping, "
        "motivational, workout, banger, anthemic, euphoric, exciting, bouncy, lively",
        minor_shift=0.0,
        pace=0.9,
        genres=("Dance", "Rock", "Electronic", "Pop"),
    ),
    "romantic": Mood(
        names="romantic, sensual, sexy, passionate, loving, sultry, seductive, flirty",
        minor_shift=-0.1,
        pace=-0.4,
        genres=("R&B", "Soul", "Jazz", "Pop"),
    ),
    "dreamy": Mood(
        names="dreamy, ethereal, atmospheric, hazy, floating, hypnotic, trippy, spacey, "
        "otherworldly, celestial, magical, whimsical, surreal, lush",
        minor_shift=0.1,
        pace=-0.4,
        genres=("Indie", "Ambient", "Synthwave", "Electronic"),
    ),
    "angry": Mood(
        names="angry, aggressive, furious, rebellious, raw, gritty, heavy, brutal, fierce",
        minor_shift=0.4,
        pace=0.7,
        genres=("Metal", "Punk", "Rock", "Trap"),
    ),
    "hopeful": Mood(
        names="hopeful, inspiring, inspirational, triumphant, heartfelt, comforting, "
        "heartwarming, encouraging, empowering",
        minor_shift=-0.5,
        pace=0.1,
        genres=("Pop", "Indie", "Gospel", "Folk"),
    ),
    "nostalgic": Mood(
        names="nostalgic, retro, vintage, sentimental, old school, reflective, timeless",
        minor_shift=0.1,
        pace=-0.2,
        genres=("Synthwave", "Soul", "Indie", "Folk"),
    ),
    "epic": Mood(
        names="epic, cinematic, heroic, majestic, grand, dramatic, sweeping, soaring",
        minor_shift=0.2,
        pace=0.1,
        genres=("Cinematic", "Rock", "Classical"),
    ),
    "playful": Mood(
        names="playful, quirky, silly, funny, goofy, groovy, cheeky, catchy, smooth, jazzy",
        minor_shift=-0.2,
        pace=0.3,
        genres=("Funk", "Pop", "Jazz", "Disco"),
    ),
}
