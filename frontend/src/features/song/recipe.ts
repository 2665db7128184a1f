// Everything that a song was made from, as rows to read.
import type { Song } from "@/features/songs/songs"
import { clock } from "@/ui/time"

export interface RecipeRow {
  name: string
  value: string
  /** Style tags, shown one by one. */
  tags?: string[]
  /** Can be copied, as it stands here: the seed without its gaps. */
  copy?: { what: string; text: string }
  look?: "number" | "code"
}

const MODES: Record<Song["mode"], string> = {
  description: "Described song",
  lyrics: "Own lyrics",
  described_lyrics: "Described lyrics",
}

/** What a song does not have is left out. */
export function recipeRows(song: Song): RecipeRow[] {
  const rows: (RecipeRow | null)[] = [
    { name: "Mode", value: MODES[song.mode] },
    text("Description", song.full_described_song),
    text("Lyrics about", song.described_lyrics),
    song.prompt ? { name: "Style", value: song.prompt, tags: tagsOf(song.prompt) } : null,
    song.instrumental ? text("Voice", "Instrumental, no lyrics") : null,
    seedRow(song.seed),
    number("Duration", clock(song.audio_duration)),
    song.guidance_scale === null ? null : number("Guidance", String(song.guidance_scale)),
    song.infer_step === null ? null : number("Steps", String(song.infer_step)),
    song.takes > 1 ? number("Take", `${song.take} of ${song.takes}`) : null,
    text("Engine", song.engine),
    modelRow(song.model_revision),
    number(song.finished_at ? "Made" : "Asked for", made(song)),
  ]
  return rows.filter((row) => row !== null)
}

export function tagsOf(prompt: string): string[] {
  const tags = prompt.split(",").map((tag) => tag.trim())
  return [...new Set(tags)].filter(Boolean)
}

/** "21 Nov, 22:14 · in 1 min 6 s" */
export function made(song: Pick<Song, "created_at" | "started_at" | "finished_at">): string {
  const moment = new Date(song.finished_at ?? song.created_at).toLocaleString("en-GB", {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  })
  if (!song.started_at || !song.finished_at) return moment
  const seconds = (Date.parse(song.finished_at) - Date.parse(song.started_at)) / 1000
  return `${moment} · in ${span(Math.max(1, Math.round(seconds)))}`
}

function span(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  const rest = seconds % 60
  return rest ? `${Math.floor(seconds / 60)} min ${rest} s` : `${seconds / 60} min`
}

function text(name: string, value: string | null): RecipeRow | null {
  return value ? { name, value } : null
}

function number(name: string, value: string): RecipeRow {
  return { name, value, look: "number" }
}

function seedRow(seed: number): RecipeRow {
  const spaced = seed.toLocaleString("en-GB").replaceAll(",", "\u00a0")
  return { ...number("Seed", spaced), copy: { what: "the seed", text: String(seed) } }
}

function modelRow(revision: string | null): RecipeRow | null {
  if (!revision) return null
  return {
    name: "Model",
    value: revision,
    look: "code",
    copy: { what: "the model revision", text: revision },
  }
}
