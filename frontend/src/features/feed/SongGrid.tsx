// Cards side by side, and more of them when the end comes into view.
import type { ReactNode } from "react"

import type { Song } from "@/features/songs/songs"

import { SongCard, SongCardSkeleton } from "./SongCard"

interface SongGridProps {
  songs: readonly Song[]
  source: string
  /** How many of the first are seen at once, so that they are not fetched late. */
  eager?: number
}

export function SongGrid({ songs, source, eager = 0 }: SongGridProps) {
  return (
    <ul className="song-grid">
      {songs.map((song, place) => (
        <SongCard key={song.id} song={song} songs={songs} source={source} eager={place < eager} />
      ))}
    </ul>
  )
}

export function SongGridSkeleton({ cards = 12 }: { cards?: number }): ReactNode {
  return (
    <div className="song-grid" role="status" aria-label="Loading songs">
      {Array.from({ length: cards }, (_, place) => (
        <SongCardSkeleton key={place} />
      ))}
    </div>
  )
}
