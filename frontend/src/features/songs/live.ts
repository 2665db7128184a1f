// How songs in the making go on, by what was last heard of each; never backwards.
import { create } from "zustand"

import type { Progress, SongStatus } from "./songs"

export interface News extends Progress {
  song_id: string
}

export interface Heard extends News {
  /** When this was heard; the time left is counted from here. */
  at: number
}

const STAGES = ["writing", "composing", "finishing"] as const

/** Where a song is on its way: later is higher. */
export function placeOf(news: Pick<News, "status" | "stage">): number {
  if (news.status === "queued") return 0
  if (news.status !== "running") return 9
  return news.stage ? 1 + STAGES.indexOf(news.stage) : 1
}

/** What is known with this news: an older piece that comes late changes nothing. */
export function onward(known: Heard | undefined, news: News, at: number): Heard {
  if (!known) return { ...news, at }
  const [before, now] = [placeOf(known), placeOf(news)]
  if (now < before) return known
  if (now === before && partOf(news) < partOf(known))
    return { ...news, step: known.step, steps: known.steps, at }
  return { ...news, at }
}

/** How much of the stage is done, 0 to 1. */
export function partOf({ step, steps }: Pick<News, "step" | "steps">): number {
  return step !== null && steps ? Math.min(1, step / steps) : 0
}

interface Live {
  heard: Readonly<Record<string, Heard>>
  /** Songs that have ended: what comes late about them is not news. */
  ended: ReadonlySet<string>
  /** Take news in; what was known before it, and now, for whoever tells of the change. */
  hear: (news: News, at?: number) => { before: Heard | undefined; now: Heard | undefined }
  end: (songId: string) => void
  forget: () => void
}

export const useLive = create<Live>()((set, get) => ({
  heard: {},
  ended: new Set(),
  hear: (news, at = Date.now()) => {
    const { heard, ended } = get()
    const before = heard[news.song_id]
    if (ended.has(news.song_id)) return { before, now: undefined }
    const now = onward(before, news, at)
    set({ heard: { ...heard, [news.song_id]: now } })
    return { before, now }
  },
  end: (songId) => {
    const others = Object.entries(get().heard).filter(([each]) => each !== songId)
    set({ heard: Object.fromEntries(others), ended: new Set(get().ended).add(songId) })
  },
  forget: () => set({ heard: {}, ended: new Set() }),
}))

/** What is heard of this song at the moment. */
export function useHeard(songId: string): Heard | undefined {
  return useLive((live) => live.heard[songId])
}

const FIELDS = ["step", "steps", "queue_ahead", "eta_seconds"] as const
const STATUSES: readonly SongStatus[] = ["queued", "running", "ready", "failed", "cancelled"]

/** News out of an event's text; null for what is none. */
export function newsOf(text: string): News | null {
  const said: unknown = JSON.parse(text)
  if (typeof said !== "object" || said === null) return null
  const facts = new Map<string, unknown>(Object.entries(said))
  const songId = facts.get("song_id")
  const status = STATUSES.find((each) => each === facts.get("status"))
  if (typeof songId !== "string" || !status) return null
  const [step, steps, queue_ahead, eta_seconds] = FIELDS.map((name) => number(facts.get(name)))
  return {
    song_id: songId,
    status,
    stage: STAGES.find((each) => each === facts.get("stage")) ?? null,
    step: step ?? null,
    steps: steps ?? null,
    queue_ahead: queue_ahead ?? null,
    eta_seconds: eta_seconds ?? null,
    waiting_for: facts.get("waiting_for") === "worker" ? "worker" : null,
  }
}

function number(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null
}
