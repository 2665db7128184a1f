// What is played, what comes next, and how: the one place that every play button talks to.
import { create } from "zustand"

import type { Song } from "../songs/songs"
import {
  append,
  around,
  inOrder,
  insertNext,
  type Line,
  placeAfter,
  placeBefore,
  shuffledFrom,
  without,
} from "./queue"
import { savedPlayer } from "./saved"

export type Repeat = "off" | "all" | "one"

export const SPEEDS = [0.75, 0.9, 1, 1.1, 1.25, 1.5] as const
const RESTARTS_AFTER_SECONDS = 3

export interface PlayerState extends Line {
  /** Where the queue came from, for the full player's head: "Your songs", "Trending". */
  source: string
  /** Whose queue it is: a person's id, null for somebody not signed in, undefined until known. */
  listener: string | null | undefined
  isPlaying: boolean
  isWaiting: boolean
  /** Seconds. */
  position: number
  duration: number
  volume: number
  isMuted: boolean
  speed: number
  shuffle: boolean
  repeat: Repeat
  /** Counts songs begun: the same song again is another start. */
  starts: number
  /** Counts moves within a song that somebody asked for. */
  jumps: number
  /** Play this song of these songs; the others follow it. The one in the player only goes on. */
  playFrom: (songs: readonly Song[], songId: string, source: string) => void
  playNext: (song: Song) => void
  enqueue: (song: Song) => void
  /** Play what stands at this place of the queue. */
  playAt: (place: number) => void
  remove: (place: number) => void
  clear: () => void
  toggle: () => void
  pause: () => void
  next: () => void
  previous: () => void
  /** The song is over: what now? */
  finished: () => void
  seek: (seconds: number) => void
  setVolume: (volume: number) => void
  toggleMute: () => void
  setSpeed: (speed: number) => void
  toggleShuffle: () => void
  cycleRepeat: () => void
}

export const NOTHING = {
  queue: [],
  at: -1,
  order: [],
  source: "",
  listener: undefined,
  isPlaying: false,
  isWaiting: false,
  position: 0,
  duration: 0,
  volume: 1,
  isMuted: false,
  speed: 1,
  shuffle: false,
  repeat: "off",
  starts: 0,
  jumps: 0,
} satisfies Partial<PlayerState>

export const usePlayer = create<PlayerState>()((set, get) => {
  /** Begin the song at the place of this line, from its start. */
  const begin = (line: Line, isPlaying = true) =>
    set({
      ...line,
      position: 0,
      duration: line.queue[line.at]?.audio_duration ?? 0,
      isPlaying: isPlaying && line.at >= 0,
      isWaiting: false,
      starts: get().starts + 1,
    })
  const goOn = (isPlaying = true) => {
    const state = get()
    const after = placeAfter(state)
    if (after >= 0) begin({ ...state, at: after }, isPlaying)
    else if (state.repeat === "all") begin(around(state, state.shuffle), isPlaying)
    else return false
    return true
  }
  return {
    ...NOTHING,
    ...savedPlayer(),
    playFrom: (songs, songId, source) => {
      const queue = songs.filter((song) => song.status === "ready" || song.id === songId)
      const at = queue.findIndex((song) => song.id === songId)
      if (at < 0) return
      const isSame = get().queue[get().at]?.id === songId
      const order = get().shuffle ? shuffledFrom(at, queue.length) : inOrder(queue.length)
      set({ source })
      if (isSame) set({ queue, at, order, isPlaying: true })
      else begin({ queue, at, order })
    },
    playNext: (song) => place(insertNext(get(), song)),
    enqueue: (song) => place(append(get(), song)),
    playAt: (at) => at in get().queue && begin({ ...get(), at }),
    remove: (gone) => {
      const { at, isPlaying } = get()
      const line = without(get(), gone)
      if (gone === at) begin(line, isPlaying && placeAfter(get()) >= 0)
      else set(line)
    },
    clear: () => begin({ queue: [], at: -1, order: [] }),
    toggle: () =>
      get().isPlaying ? get().pause() : set({ isPlaying: get().queue[get().at] !== undefined }),
    pause: () => set({ isPlaying: false, isWaiting: false }),
    next: () => void goOn(),
    previous: () => {
      const state = get()
      if (state.at < 0) return
      const before = placeBefore(state)
      const last = state.repeat === "all" ? (state.order.at(-1) ?? -1) : -1
      const target = before < 0 ? last : before
      if (state.position > RESTARTS_AFTER_SECONDS || target < 0) state.seek(0)
      else begin({ ...state, at: target })
    },
    finished: () => {
      if (get().repeat === "one") begin(get())
      else if (!goOn()) begin(get(), false)
    },
    seek: (seconds) => {
      const { at, duration, jumps } = get()
      if (at < 0) return
      set({ position: Math.min(Math.max(0, seconds), duration || Infinity), jumps: jumps + 1 })
    },
    setVolume: (volume) => set({ volume: Math.min(1, Math.max(0, volume)), isMuted: false }),
    toggleMute: () => set({ isMuted: !get().isMuted }),
    setSpeed: (speed) => set({ speed }),
    toggleShuffle: () => {
      const { shuffle, at, queue } = get()
      const order = shuffle ? inOrder(queue.length) : shuffledFrom(at, queue.length)
      set({ shuffle: !shuffle, order })
    },
    cycleRepeat: () => {
      const following = { off: "all", all: "one", one: "off" } as const
      set({ repeat: following[get().repeat] })
    },
  }

  /** A line that got longer; the first song to come stands ready, but nothing sounds. */
  function place(line: Line): void {
    if (line.at < 0) begin({ ...line, at: line.queue.length - 1 }, false)
    else set(line)
  }
})

/** The song in the player, if there is one. */
export function usePlayedSong(): Song | undefined {
  return usePlayer((state) => state.queue[state.at])
}

/** Whether this song is the one in the player, and whether it sounds. */
export function useIsPlayed(songId: string): { isCurrent: boolean; isPlaying: boolean } {
  const isCurrent = usePlayer((state) => state.queue[state.at]?.id === songId)
  const isPlaying = usePlayer((state) => state.isPlaying)
  return { isCurrent, isPlaying: isCurrent && isPlaying }
}

/** Whether "next" leads anywhere. */
export function useHasNext(): boolean {
  return usePlayer((state) => placeAfter(state) >= 0 || (state.repeat === "all" && state.at >= 0))
}
