// The wave, and over it a real slider whose thumb is the playhead.
import type { KeyboardEvent } from "react"

import { clock } from "@/ui/time"

import type { Song } from "../songs/songs"
import { PlayedWave } from "./PlayedWave"
import { usePlayer } from "./store"

const STEP_SECONDS = 5
const LONG_STEP_SECONDS = 15

interface SeekProps {
  song: Song | undefined
  /** Pixels. */
  height: number
}

export function Seek({ song, height }: SeekProps) {
  const position = usePlayer((state) => state.position)
  const duration = usePlayer((state) => state.duration)
  const seek = usePlayer((state) => state.seek)
  return (
    <label className="seek" style={{ height }}>
      <span className="sr-only">Seek</span>
      {song ? (
        <PlayedWave key={song.id} song={song} height={height} />
      ) : (
        <span aria-hidden className="player-flat" />
      )}
      {/* The store moves in the same handler, or the browser's change event would seek back. */}
      <input
        type="range"
        min={0}
        max={duration || 1}
        step={0.1}
        value={Math.min(position, duration || 1)}
        disabled={!song}
        aria-valuetext={`${clock(Math.floor(position))} of ${clock(Math.floor(duration))}`}
        onChange={(event) => seek(event.currentTarget.valueAsNumber)}
        onKeyDown={(event) => seekByKey(event, position)}
      />
    </label>
  )
}

/** The arrows move by seconds that can be heard, not by the slider's tenths. */
function seekByKey(event: KeyboardEvent, position: number): void {
  const directions: Record<string, number> = {
    ArrowLeft: -1,
    ArrowDown: -1,
    ArrowRight: 1,
    ArrowUp: 1,
    PageDown: -3,
    PageUp: 3,
  }
  const direction = directions[event.key]
  if (direction === undefined || event.ctrlKey || event.metaKey || event.altKey) return
  event.preventDefault()
  const step = event.shiftKey ? LONG_STEP_SECONDS : STEP_SECONDS
  usePlayer.getState().seek(position + direction * step)
}
