// How long a song has been in the making, and how long it may still take.
import { useSyncExternalStore } from "react"

import type { Heard } from "./live"
import type { Song } from "./songs"

const watchers = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let now = Date.now()

/** The time, each second: one clock for all cards. */
export function useNow(): number {
  return useSyncExternalStore(watch, () => now)
}

function watch(changed: () => void): () => void {
  watchers.add(changed)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const tell of watchers) tell()
  }, 1_000)
  return () => {
    watchers.delete(changed)
    if (watchers.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** Seconds since it was started. */
export function elapsed(song: Pick<Song, "started_at" | "created_at">, at: number): number {
  return Math.max(0, (at - Date.parse(song.started_at ?? song.created_at)) / 1000)
}

/** "about 25 s left", only if the gateway gave a guess. */
export function timeLeft(heard: Heard | undefined, at: number): string | null {
  if (!heard || heard.eta_seconds === null) return null
  const seconds = heard.eta_seconds - (at - heard.at) / 1000
  if (seconds < 4) return "a few seconds left"
  if (seconds < 90) return `about ${Math.ceil(seconds / 5) * 5} s left`
  return `about ${Math.round(seconds / 60)} min left`
}
