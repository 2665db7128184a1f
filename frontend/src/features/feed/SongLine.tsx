// A song in one line: its place where it has one, cover, title, whose it is, like.
import { Link } from "@tanstack/react-router"

import type { Song } from "@/features/songs/songs"
import { classes } from "@/ui/classes"
import { counted } from "@/ui/numbers"
import { clock } from "@/ui/time"

import { CoverButton } from "./CoverButton"
import { LikeButton } from "./LikeButton"
import { usePlaying } from "./playing"

interface SongLineProps {
  song: Song
  /** All songs of the list: they follow when this one is played. */
  songs: readonly Song[]
  source: string
  place?: number
  eager?: boolean
}

export function SongLine({ song, songs, source, place, eager }: SongLineProps) {
  const playing = usePlaying(song, songs, source)
  const plain = place === undefined
  return (
    <li className={classes("rank", plain && "rank-plain", playing.isCurrent && "is-playing")}>
      {!plain && <span className="rank-place">{place}</span>}
      <CoverButton song={song} playing={playing} size={56} eager={eager} />
      <div className="min-w-0">
        <Link to="/songs/$songId" params={{ songId: song.id }} className="song-name">
          {song.title}
        </Link>
        <p className="song-about">
          {song.owner.name} · {counted(song.listen_count, "listen")}
        </p>
      </div>
      {plain && <span className="time">{clock(song.audio_duration)}</span>}
      <LikeButton song={song} />
    </li>
  )
}

/** Of the size of a line. */
export function SongLineSkeleton() {
  return (
    <div className="rank rank-plain">
      <div className="skeleton size-14 rounded-sm" />
      <div className="grid gap-2">
        <div className="skeleton h-3.5 w-3/5" />
        <div className="skeleton h-3 w-2/5" />
      </div>
    </div>
  )
}
