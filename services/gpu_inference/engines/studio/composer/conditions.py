"""What the denoiser listens to: words, style and timbre of each song, as vectors."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import torch
from torch.nn.utils.rnn import pad_sequence

from services.gpu_inference.engines.studio.composer.music_request import MusicRequest

MOST_PROMPT_TOKENS: Final = 256
MOST_LYRIC_TOKENS: Final = 2048

_TIMBRE_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class Conditions:
    """Of a batch; the rows are as long as the longest, and masked where they are not."""

    hidden: torch.Tensor
    """(batch, length, width)."""
    mask: torch.Tensor
    """(batch, length); True where a row has something to say."""

    def rows(self, kept: Sequence[int]) -> "Conditions":
        index = torch.as_tensor(kept, device=self.hidden.device)
        return Conditions(self.hidden[index], self.mask[index])


class ConditionEncoder:
    """Encodes songs together as if each were alone.

    The pipeline pads to the longest text of a call and then looks at the padding: there a
    song depends on who shares its call. Here padding is masked wherever it could be seen,
    so a row is what the pipeline makes of that song alone.
    """

    def __init__(self, pipeline: Any, *, dtype: torch.dtype) -> None:
        self._pipeline = pipeline
        self._encoder = pipeline.condition_encoder
        self._device = self._encoder.null_condition_emb.device
        self._dtype = dtype
        self._timbre: torch.Tensor | None = None

    def encode(self, songs: Sequence[MusicRequest]) -> Conditions:
        texts, lyrics = zip(*(self._texts(song) for song in songs), strict=True)
        text, text_lengths = self._encoded_texts(texts)
        lyric, lyric_lengths = self._encoded_lyrics(lyrics)
        timbre = self._timbre_of_silence()
        rows = [
            torch.cat([lyric[row, :lyric_length], timbre, text[row, :text_length]])
            for row, (lyric_length, text_length) in enumerate(
                zip(lyric_lengths, text_lengths, strict=True)
            )
        ]
        lengths = torch.tensor([len(row) for row in rows], device=self._device)
        hidden = pad_sequence(rows, batch_first=True)
        places = torch.arange(hidden.shape[1], device=self._device)
        return Conditions(hidden, places[None, :] < lengths[:, None])

    def nothing(self, conditions: Conditions) -> Conditions:
        """What an unguided pass listens to: the learned word for «anything»."""
        null = self._encoder.null_condition_emb.to(self._dtype)
        return Conditions(null.expand_as(conditions.hidden), conditions.mask)

    def _texts(self, song: MusicRequest) -> tuple[str, str]:
        formatted: tuple[str, str] = self._pipeline._format_prompt(
            prompt=song.prompt,
            lyrics=song.lyrics,
            vocal_language=song.language,
            audio_duration=song.seconds,
            bpm=song.bpm,
            keyscale=song.key_scale,
            timesignature=song.time_signature,
        )
        return formatted

    def _encoded_texts(self, texts: Sequence[str]) -> tuple[torch.Tensor, list[int]]:
        """Causal: what stands to the right of a text, padding too, does not change it."""
        ids, lengths = self._tokens(texts, most=MOST_PROMPT_TOKENS)
        hidden = self._pipeline.text_encoder(input_ids=ids).last_hidden_state
        return self._encoder.text_projector(hidden), lengths

    def _encoded_lyrics(self, lyrics: Sequence[str]) -> tuple[torch.Tensor, list[int]]:
        ids, lengths = self._tokens(lyrics, most=MOST_LYRIC_TOKENS)
        embedded = self._pipeline.text_encoder.get_input_embeddings()(ids)
        places = torch.arange(ids.shape[1], device=self._device)
        mask = places[None, :] < torch.tensor(lengths, device=self._device)[:, None]
        hidden = self._encoder.lyric_encoder(
            inputs_embeds=embedded, attention_mask=mask
        )
        return hidden, lengths

    def _tokens(
        self, texts: Sequence[str], *, most: int
    ) -> tuple[torch.Tensor, list[int]]:
        """Padded on the right, whatever side the tokenizer prefers."""
        tokenizer = self._pipeline.tokenizer
        rows = [
            torch.tensor(tokenizer(text, truncation=True, max_length=most).input_ids)
            for text in texts
        ]
        padded = pad_sequence(
            rows, batch_first=True, padding_value=tokenizer.pad_token_id
        )
        return padded.to(self._device), [len(row) for row in rows]

    def _timbre_of_silence(self) -> torch.Tensor:
        """(1, width): the same for every song that names no reference."""
        if self._timbre is None:
            frames = round(_TIMBRE_SECONDS * self._pipeline.latents_per_second)
            silence = self._encoder.silence_latent[:, :frames].to(self._dtype)
            order = torch.zeros(1, dtype=torch.long, device=self._device)
            timbre, _ = self._encoder.timbre_encoder(silence, order)
            self._timbre = timbre[0]
        return self._timbre
