// Keeps what was played, where, and how, so that the next visit finds it there: paused.
import type { StoreApi } from "zustand"

import type { Song } from "../songs/songs"
import { inOrder } from "./queue"
import type { PlayerState, Repeat } from "./store"

const KEY = "player"
const KEPT_SONGS = 100
const POSITION_EVERY_SECONDS = 5

type Kept = Pick<
  PlayerState,
  | "queue"
  | "at"
  | "order"
  | "source"
  | "listener"
  | "position"
  | "duration"
  | "volume"
  | "isMuted"
  | "speed"
  | "shuffle"
  | "repeat"
>

/** What was kept; nothing when that cannot be read. */
export function savedPlayer(): Partial<Kept> {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null")
    return isRecord(found) ? { ...settings(found), ...line(found) } : {}
  } catch {
    // Storage can be forbidden or spoilt: start with an empty player.
    return {}
  }
}

export function keepPlayer(state: PlayerState): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept(state)))
  } catch {
    // Storage can be forbidden or full; the queue then lasts as long as the page.
  }
}

/** Keep the player as it changes; its position only every few seconds and on leaving. */
export function keepSaved(player: Pick<StoreApi<PlayerState>, "getState" | "subscribe">) {
  const keep = () => keepPlayer(player.getState())
  const stop = player.subscribe((now, before) => {
    const step = (state: PlayerState) => Math.floor(state.position / POSITION_EVERY_SECONDS)
    const moved = step(now) !== step(before) || now.jumps !== before.jumps
    if (moved || now.isPlaying !== before.isPlaying || changed(now, before)) keep()
  })
  addEventListener("pagehide", keep)
  return () => {
    stop()
    removeEventListener("pagehide", keep)
  }
}

function changed(now: PlayerState, before: PlayerState): boolean {
  const names = [
    "queue",
    "at",
    "order",
    "listener",
    "volume",
    "isMuted",
    "speed",
    "repeat",
  ] as const
  return names.some((name) => now[name] !== before[name])
}

/** A long queue is kept around the song that is played, in the order of its list. */
function kept(state: PlayerState): Kept {
  const from = Math.max(0, Math.min(state.at - 10, state.queue.length - KEPT_SONGS))
  const isWhole = state.queue.length <= KEPT_SONGS
  const queue = state.queue.slice(from, from + KEPT_SONGS).map(lasting)
  const { source, listener, position, duration, volume, isMuted, speed, shuffle, repeat } = state
  return {
    queue,
    at: state.at - from,
    order: isWhole ? state.order : inOrder(queue.length),
    ...{ source, listener, position, duration, volume, isMuted, speed, shuffle, repeat },
  }
}

/** Signed addresses die within minutes; this one finds the cover at any time. */
function lasting(song: Song): Song {
  return { ...song, cover_url: song.cover_url && `/api/songs/${song.id}/cover` }
}

type Found = Record<string, unknown>

function settings(found: Found): Partial<Kept> {
  const repeats: Repeat[] = ["off", "all", "one"]
  return {
    volume: between(found.volume, 0, 1, 1),
    speed: between(found.speed, 0.5, 2, 1),
    isMuted: found.isMuted === true,
    shuffle: found.shuffle === true,
    repeat: repeats.find((each) => each === found.repeat) ?? "off",
    listener:
      typeof found.listener === "string" || found.listener === null ? found.listener : undefined,
  }
}

function line(found: Found): Partial<Kept> {
  const queue = Array.isArray(found.queue) ? found.queue.filter(isSong) : []
  const at = typeof found.at === "number" && found.at in queue ? found.at : -1
  if (at < 0) return {}
  return {
    queue,
    at,
    order: isOrder(found.order, queue.length) ? found.order : inOrder(queue.length),
    source: typeof found.source === "string" ? found.source : "",
    position: between(found.position, 0, Infinity, 0),
    duration: between(found.duration, 0, Infinity, 0),
  }
}

function between(value: unknown, least: number, most: number, otherwise: number): number {
  return typeof value === "number" && value >= least && value <= most ? value : otherwise
}

function isRecord(value: unknown): value is Found {
  return typeof value === "object" && value !== null
}

function isSong(value: unknown): value is Song {
  return isRecord(value) && typeof value.id === "string" && typeof value.title === "string"
}

function isOrder(value: unknown, length: number): value is number[] {
  return (
    Array.isArray(value) &&
    value.length === length &&
    new Set(value).size === length &&
    value.every((place) => Number.isInteger(place) && place >= 0 && place < length)
  )
}
