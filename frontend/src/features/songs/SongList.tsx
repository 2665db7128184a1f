// Songs in groups, whatever has become of each: ready, in the making, failed or cancelled.
import { usePlayer } from "@/features/player/store"

import { CancelledRow, FailedRow } from "./EndedRow"
import { grouped, inTakes, type Sort } from "./grouping"
import { JobCard } from "./JobCard"
import "./rows.css"
import { SongRow } from "./SongRow"
import { isUnfinished, type Song } from "./songs"

interface SongListProps {
  songs: readonly Song[]
  sort?: Sort
  /** Where the songs are from, as the player says it. */
  source: string
  onOpen?: (song: Song) => void
  chosenId?: string
}

export function SongList({ songs: asked, sort = "newest", source, ...rest }: SongListProps) {
  const { onOpen, chosenId } = rest
  const songs = sort === "title" ? asked : inTakes(asked)
  const playable = songs.filter((song) => song.status === "ready")
  const play = (song: Song) => usePlayer.getState().playFrom(playable, song.id, source)
  return (
    // One list for the keys, whatever its groups.
    <div className="song-list" data-song-list>
      {grouped(songs, sort).map((group) => (
        <section key={group.name} className="song-group" aria-label={group.name || source}>
          {group.name && <h3>{group.name}</h3>}
          <ul>
            {group.songs.map((song) => (
              <AnyRow
                key={song.id}
                song={song}
                onPlay={() => play(song)}
                onOpen={onOpen}
                isChosen={song.id === chosenId}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

interface AnyRowProps {
  song: Song
  onPlay: () => void
  onOpen?: (song: Song) => void
  isChosen?: boolean
}

export function AnyRow({ song, ...rest }: AnyRowProps) {
  if (isUnfinished(song)) return <JobCard song={song} />
  if (song.status === "failed") return <FailedRow song={song} />
  if (song.status === "cancelled") return <CancelledRow song={song} />
  return <SongRow song={song} {...rest} />
}
