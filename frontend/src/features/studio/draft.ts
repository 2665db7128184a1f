// What is being written: kept in this tab, and as the last state for the next one.
import { create } from "zustand"

import { type Section } from "./lyrics"

export interface Draft {
  way: "simple" | "custom"
  description: string
  /** In Custom: the words themselves, or what they should be about. */
  words: "write" | "describe"
  /** The lyrics as sections, or as one text; whichever is shown is what counts. */
  view: "sections" | "text"
  sections: Section[]
  text: string
  describedLyrics: string
  tags: string[]
  typedTag: string
  title: string
  instrumental: boolean
  duration: number
  takes: number
  /** As typed; blank means that they are chosen for me. */
  seed: string
  steps: string
  guidance: string
}

export const BLANK: Draft = {
  way: "simple",
  description: "",
  words: "write",
  view: "sections",
  sections: [],
  text: "",
  describedLyrics: "",
  tags: [],
  typedTag: "",
  title: "",
  instrumental: false,
  duration: 180,
  takes: 2,
  seed: "",
  steps: "",
  guidance: "",
}

const KEY = "draft"

export const useDraft = create<Draft>()(savedDraft)
useDraft.subscribe(keep)

export function changeDraft(change: Partial<Draft>): void {
  useDraft.setState(change)
}

/** This tab's own draft, else the one that was changed last in any tab. */
export function savedDraft(): Draft {
  return read(sessionStorage) ?? read(localStorage) ?? BLANK
}

function keep(draft: Draft): void {
  const text = JSON.stringify(draft)
  for (const storage of [sessionStorage, localStorage])
    try {
      storage.setItem(KEY, text)
    } catch {
      // Full or forbidden: the draft then lasts as long as the page.
    }
}

function read(storage: Storage): Draft | null {
  try {
    const found: unknown = JSON.parse(storage.getItem(KEY) ?? "null")
    return typeof found === "object" && found !== null ? draftOf(found) : null
  } catch {
    return null
  }
}

/** Only what has the shape it should have; an older version of the app may have written it. */
function draftOf(found: object): Draft {
  const facts = new Map<string, unknown>(Object.entries(found))
  const fits = Object.entries(BLANK).flatMap(([name, blank]) => {
    const value = facts.get(name)
    return isLike(value, blank) ? [[name, value]] : []
  })
  const draft: Draft = { ...BLANK, ...Object.fromEntries(fits) }
  return {
    ...draft,
    way: draft.way === "custom" ? "custom" : "simple",
    words: draft.words === "describe" ? "describe" : "write",
    view: draft.view === "text" ? "text" : "sections",
    sections: draft.sections.filter(isSection),
    tags: draft.tags.filter((tag) => typeof tag === "string"),
  }
}

function isLike(value: unknown, blank: unknown): boolean {
  return typeof value === typeof blank && Array.isArray(value) === Array.isArray(blank)
}

function isSection(value: unknown): value is Section {
  if (typeof value !== "object" || value === null) return false
  const facts = new Map<string, unknown>(Object.entries(value))
  return ["id", "kind", "text"].every((name) => typeof facts.get(name) === "string")
}
