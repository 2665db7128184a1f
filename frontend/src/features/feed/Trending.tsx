// What others like and listen to most: one song large, the next eight beside it.
import type { Song } from "@/features/songs/songs"
import { Skeleton } from "@/ui/Skeleton"

import { Feature } from "./Feature"
import { SongLine, SongLineSkeleton } from "./SongLine"

export const TRENDING = 9
const RANKS = TRENDING - 1
const SOURCE = "Trending"

export function Trending({ songs }: { songs: readonly Song[] }) {
  const [first, ...others] = songs
  if (!first) return null
  return (
    <div className="trend">
      <Feature song={first} songs={songs} source={SOURCE} />
      {others.length > 0 && (
        <ol className="ranks" start={2}>
          {others.map((song, place) => (
            <SongLine
              key={song.id}
              song={song}
              songs={songs}
              source={SOURCE}
              place={place + 2}
              eager={place < 4}
            />
          ))}
        </ol>
      )}
    </div>
  )
}

export function TrendingSkeleton() {
  return (
    <div className="trend" role="status" aria-label="Loading songs">
      <Skeleton className="feature" />
      <div className="ranks">
        {Array.from({ length: RANKS }, (_, place) => (
          <SongLineSkeleton key={place} />
        ))}
      </div>
    </div>
  )
}
