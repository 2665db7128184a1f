// The song's waveform, large: where it plays, and where to play from.
import { useQuery } from "@tanstack/react-query"

import { usePlayer } from "@/features/player/store"
import { waveform } from "@/features/songs/queries"
import type { Song } from "@/features/songs/songs"
import { clock } from "@/ui/time"
import { Wave } from "@/ui/Wave"

export function Track({ song, source }: { song: Song; source: string }) {
  const isCurrent = usePlayer((state) => state.queue[state.at]?.id === song.id)
  const position = usePlayer((state) => (isCurrent ? state.position : 0))
  const measured = usePlayer((state) => (isCurrent ? state.duration : 0))
  const peaks = useQuery(waveform(song.id)).data?.peaks ?? song.mini_peaks
  const duration = measured || song.audio_duration
  const playAt = (seconds: number) => {
    const player = usePlayer.getState()
    if (!isCurrent) player.playFrom([song], song.id, source)
    // In the same handler: a range that React resets would seek back.
    player.seek(seconds)
  }
  return (
    <div className="song-track">
      <span className="time">{clock(position)}</span>
      <label className="seek">
        <span className="sr-only">{isCurrent ? "Seek" : "Play from"}</span>
        <Wave
          peaks={peaks}
          loudest={Math.max(0, ...(peaks ?? [])) || 1}
          height={88}
          played={duration ? position / duration : 0}
        />
        <input
          type="range"
          min={0}
          max={Math.max(1, duration)}
          step={1}
          value={Math.round(position)}
          aria-valuetext={`${clock(position)} of ${clock(duration)}`}
          onChange={(event) => playAt(event.currentTarget.valueAsNumber)}
        />
      </label>
      <span className="time">{clock(duration)}</span>
    </div>
  )
}
