// Lyrics as sections that can be moved, and as the text with [verse] lines that is sung from.
import { newId } from "@/app/newId"

export interface Section {
  id: string
  /** "verse", "chorus", or what somebody else's marker said; blank before the first marker. */
  kind: string
  text: string
}

/** What a section can be called, in the order of the menu. */
export const KINDS = [
  "intro",
  "verse",
  "pre-chorus",
  "chorus",
  "bridge",
  "instrumental",
  "outro",
] as const

const MARKER = /^[^\S\n]*\[([^\]\n]+)\][^\S\n]*$/
const NUMBER = /\s*\d+$/
const LONG_LINE = 56
const MANY_LINES = 10

export function newSection(kind: string, text = ""): Section {
  return { id: newId(), kind, text }
}

/** Whether a text brings sections of its own. */
export function hasMarkers(text: string): boolean {
  return text.split(/\r?\n/).some((line) => MARKER.test(line))
}

export function parseLyrics(text: string): Section[] {
  const found: { kind: string; lines: string[] }[] = [{ kind: "", lines: [] }]
  for (const line of text.replaceAll("\r\n", "\n").split("\n")) {
    const marker = MARKER.exec(line)?.[1]
    if (marker !== undefined) found.push({ kind: kindOf(marker), lines: [] })
    else found.at(-1)?.lines.push(line)
  }
  return found
    .map(({ kind, lines }) => newSection(kind, withoutEdges(lines)))
    .filter(({ kind, text: words }) => kind !== "" || words !== "")
}

/** The text of all sections; one that is blank is not sung and left out. */
export function formatLyrics(sections: readonly Section[]): string {
  return sections
    .filter((section) => section.text.trim() !== "" || isWordless(section.kind))
    .map(({ kind, text }, place) => {
      // Without a marker it would become part of the section before it.
      const marker = kind || (place > 0 ? "verse" : "")
      const words = withoutEdges(text.split("\n"))
      return [marker && `[${marker}]`, words].filter(Boolean).join("\n")
    })
    .join("\n\n")
}

/** "Verse 1", "Chorus": numbered where there are several of a kind that is. */
export function namesOf(sections: readonly Section[]): string[] {
  const seen = new Map<string, number>()
  return sections.map(({ kind }) => {
    const among = sections.filter((each) => each.kind === kind).length
    const number = (seen.get(kind) ?? 0) + 1
    seen.set(kind, number)
    const name = nameOfKind(kind)
    return among > 1 ? `${name} ${number}` : name
  })
}

export function nameOfKind(kind: string): string {
  return kind ? kind.charAt(0).toUpperCase() + kind.slice(1) : "No name"
}

/** Its lines that are sung. */
export function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "" && !MARKER.test(line))
}

/** One line of advice under a section, or none. */
export function hintFor({ text }: Section): string | null {
  const lines = linesOf(text)
  const long = lines.findIndex((line) => [...line.trim()].length > LONG_LINE)
  if (long >= 0) return `Line ${long + 1} is long. It may be sung in a hurry.`
  if (lines.length > MANY_LINES)
    return `${lines.length} lines are many for one section. Four to eight are sung best.`
  return null
}

const SECONDS_A_WORD = 0.62
const SECONDS_A_LINE = 0.9
const SECONDS_A_BREAK = 6

/** About how long these words take to sing, in seconds; scripts without spaces count by letter. */
export function singingTime(text: string): number {
  const lines = linesOf(text)
  const words = lines.reduce((sum, line) => sum + wordsOf(line), 0)
  const breaks = text.split("\n").filter((line) => MARKER.test(line)).length
  return words * SECONDS_A_WORD + lines.length * SECONDS_A_LINE + breaks * SECONDS_A_BREAK
}

/** Move one of them by so many places, as far as there are places. */
export function moved<Item>(items: readonly Item[], from: number, by: number): Item[] {
  const to = Math.min(items.length - 1, Math.max(0, from + by))
  const rest = items.filter((_, place) => place !== from)
  const item = items[from]
  return item === undefined ? [...items] : [...rest.slice(0, to), item, ...rest.slice(to)]
}

function wordsOf(line: string): number {
  const dense = line.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0
  return dense > 2 ? dense / 2 : line.trim().split(/\s+/).length
}

function kindOf(marker: string): string {
  const plain = marker.trim().toLowerCase().replace(NUMBER, "")
  return KINDS.find((kind) => kind === plain) ?? marker.trim()
}

/** An intro or an instrumental part has no words, and is wanted all the same. */
function isWordless(kind: string): boolean {
  return kind === "instrumental" || kind === "intro" || kind === "outro"
}

function withoutEdges(lines: readonly string[]): string {
  const first = lines.findIndex((line) => line.trim() !== "")
  const last = lines.findLastIndex((line) => line.trim() !== "")
  return first < 0 ? "" : lines.slice(first, last + 1).join("\n")
}
