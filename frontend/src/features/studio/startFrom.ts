// Fills the form from a song: what was asked for it, and on the other side what became of that.
import type { Song } from "@/features/songs/songs"

import type { Draft } from "./draft"
import { parseLyrics } from "./lyrics"
import { tagsOf } from "./styleTags"

/** What changes in the draft; the seed is left to chance, so that a new song comes of it. */
export function fillFrom(song: Song): Partial<Draft> {
  const settings: Partial<Draft> = {
    instrumental: song.instrumental,
    duration: song.audio_duration,
    seed: "",
    steps: song.infer_step === null ? "" : String(song.infer_step),
    guidance: song.guidance_scale === null ? "" : String(song.guidance_scale),
  }
  return { ...settings, ...asked(song), ...become(song), title: titleOf(song) }
}

function asked(song: Song): Partial<Draft> {
  if (song.mode === "description") return { way: "simple", description: song.full_described_song }
  if (song.mode === "lyrics") return { way: "custom", words: "write" }
  return { way: "custom", words: "describe", describedLyrics: song.described_lyrics }
}

function become(song: Song): Partial<Draft> {
  const lyrics = song.lyrics.trim()
  return {
    ...(song.prompt && { tags: tagsOf(song.prompt), typedTag: "" }),
    ...(lyrics && { view: "sections", sections: parseLyrics(lyrics), text: lyrics }),
  }
}

/** One that never became a song is tried again under its name; a new song gets its own. */
function titleOf(song: Song): string {
  const again = song.status === "failed" || song.status === "cancelled"
  return again && song.title !== "Untitled" ? song.title : ""
}
