// What the gateway will take: the same rules as its own, so that it need not say no.
import type { components } from "@/api/schema"

import type { Draft } from "./draft"
import { formatLyrics } from "./lyrics"
import { styleLine } from "./styleTags"

export type SongRequest = components["schemas"]["SongCreate"]

/** The fields as the gateway names them. */
export type FieldName = Exclude<keyof SongRequest, "mode" | "instrumental">
export type Problems = Partial<Record<FieldName, string>>

export const LIMITS = {
  full_described_song: 2000,
  described_lyrics: 2000,
  lyrics: 5000,
  prompt: 500,
  title: 120,
} as const
export const DURATION = { least: 5, most: 240 }
export const MOST_TAKES = 4
const LARGEST_SEED = 2 ** 53 - 1

/** What is sent for this draft; texts that its way does not use stay behind, in the draft. */
export function requestOf(draft: Draft): SongRequest {
  const settings = {
    instrumental: draft.instrumental,
    audio_duration: draft.duration,
    takes: draft.takes,
    seed: draft.seed.trim() === "" ? -1 : Number(draft.seed),
    infer_step: optional(draft.steps),
    guidance_scale: optional(draft.guidance),
  }
  const blank = { full_described_song: "", prompt: "", lyrics: "", described_lyrics: "", title: "" }
  if (draft.way === "simple")
    return {
      mode: "description",
      ...blank,
      ...settings,
      full_described_song: trim(draft.description),
    }
  const custom = {
    ...blank,
    ...settings,
    prompt: styleLine(draft.tags, draft.typedTag),
    title: trim(draft.title),
  }
  // Without a voice there is nothing to sing; the words wait in the draft.
  const words = (text: string) => (draft.instrumental ? "" : trim(text))
  return draft.words === "write"
    ? { mode: "lyrics", ...custom, lyrics: words(lyricsOf(draft)) }
    : { mode: "described_lyrics", ...custom, described_lyrics: words(draft.describedLyrics) }
}

/** The lyrics as they would be sung, from whichever view is shown. */
export function lyricsOf({ view, text, sections }: Draft): string {
  return view === "text" ? text : formatLyrics(sections)
}

/** Everything that is wrong with it, by field. */
export function problemsOf(draft: Draft): Problems {
  const request = requestOf(draft)
  return found({
    ...textProblems(request),
    ...blankProblems(request),
    audio_duration: range(draft.duration, DURATION.least, DURATION.most, "seconds"),
    takes: range(draft.takes, 1, MOST_TAKES, "takes"),
    seed: wholeNumber(draft.seed, -1, LARGEST_SEED),
    infer_step: wholeNumber(draft.steps, 1, 100),
    guidance_scale: anyNumber(draft.guidance, 1, 30),
  })
}

/** Too long or unprintable: worth saying at once, not only when Create is pressed. */
export function textProblems(request: SongRequest): Problems {
  const problems: Problems = {}
  for (const field of TEXTS) {
    const problem = tooLong(request[field], LIMITS[field]) ?? unprintable(field, request[field])
    if (problem) problems[field] = problem
  }
  return problems
}

const TEXTS = ["full_described_song", "described_lyrics", "lyrics", "prompt", "title"] as const

function blankProblems(request: SongRequest): Problems {
  const { mode, instrumental } = request
  if (mode === "description")
    return request.full_described_song ? {} : { full_described_song: BLANK.full_described_song }
  const problems: Problems = request.prompt ? {} : { prompt: BLANK.prompt }
  if (instrumental) return problems
  const field = mode === "lyrics" ? "lyrics" : "described_lyrics"
  return request[field] ? problems : { ...problems, [field]: BLANK[field] }
}

const BLANK = {
  full_described_song: "Say at least a word about the song.",
  prompt: "Name at least one style.",
  lyrics: "Write a line to sing, or choose Describe or Instrumental.",
  described_lyrics: "Say what it is about, or choose Instrumental.",
}

/** Letters as the gateway counts them: an emoji is one, not two. */
export function lengthOf(text: string): number {
  return [...text].length
}

function tooLong(text: string, most: number): string | undefined {
  const over = lengthOf(text) - most
  if (over <= 0) return undefined
  const count = over.toLocaleString("en-GB")
  return `${count} ${over === 1 ? "character" : "characters"} over the limit of ${most.toLocaleString("en-GB")}. Nothing was cut.`
}

// Control characters, halves of a pair; and in one line: breaks and what reorders text unseen.
const NEVER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\p{Surrogate}/u
const NOT_IN_A_LINE = /[\n\r\t\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]/u

function unprintable(field: (typeof TEXTS)[number], text: string): string | undefined {
  const match = NEVER.exec(text) ?? (field === "title" ? NOT_IN_A_LINE.exec(text) : null)
  if (!match) return undefined
  const code = (match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")
  return `There is a character in it that cannot be kept (U+${code}).`
}

function wholeNumber(typed: string, least: number, most: number): string | undefined {
  if (typed.trim() === "") return undefined
  if (!/^-?\d+$/.test(typed.trim())) return "A whole number, or blank."
  return range(Number(typed), least, most)
}

function anyNumber(typed: string, least: number, most: number): string | undefined {
  if (typed.trim() === "") return undefined
  return Number.isFinite(Number(typed)) ? range(Number(typed), least, most) : "A number, or blank."
}

function range(value: number, least: number, most: number, unit = ""): string | undefined {
  if (value >= least && value <= most) return undefined
  return `Between ${least} and ${most}${unit && ` ${unit}`}.`
}

function optional(typed: string): number | null {
  return typed.trim() === "" ? null : Number(typed)
}

function found(problems: Record<string, string | undefined>): Problems {
  return Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem))
}

/** What the gateway takes off at both ends; it keeps a byte order mark, as no space. */
function trim(text: string): string {
  const spaces =
    "[\\t-\\r\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+"
  return text.replace(new RegExp(`^${spaces}`), "").replace(new RegExp(`${spaces}$`), "")
}
