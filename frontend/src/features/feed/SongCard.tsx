// A song as a picture with its name: play shows on hover and focus.
import { Link } from "@tanstack/react-router"

import type { Song } from "@/features/songs/songs"
import { classes } from "@/ui/classes"
import { pictureOf } from "@/features/songs/pictures"
import { Cover } from "@/ui/Cover"
import { PlayButton } from "@/ui/PlayButton"
import { ago } from "@/ui/time"

import { usePlaying } from "./playing"

interface SongCardProps {
  song: Song
  songs: readonly Song[]
  source: string
  eager?: boolean
}

export function SongCard({ song, songs, source, eager }: SongCardProps) {
  const { isCurrent, isPlaying, toggle } = usePlaying(song, songs, source)
  const there = { to: "/songs/$songId", params: { songId: song.id } } as const
  return (
    <li className={classes("song-card", isCurrent && "is-playing")}>
      <div className="relative">
        {/* The name below leads to the same place; once is enough for Tab and for the ear. */}
        <Link {...there} tabIndex={-1} aria-hidden className="block">
          <Cover
            picture={pictureOf(song)}
            size="100%"
            sizes="(max-width: 40em) 46vw, 12rem"
            large
            eager={eager}
          />
        </Link>
        <PlayButton isPlaying={isPlaying} what={song.title} onClick={toggle} />
      </div>
      <Link {...there} className="song-name mt-2">
        {song.title}
      </Link>
      <p className="mt-px flex gap-2.5 text-xs text-ink-3">
        <span className="min-w-0 flex-1 truncate">{song.owner.name}</span>
        <time dateTime={song.created_at}>{ago(song.created_at)}</time>
      </p>
    </li>
  )
}

/** Of the size of a card. */
export function SongCardSkeleton() {
  return (
    <div>
      <div className="skeleton aspect-square rounded-lg" />
      <div className="skeleton mt-3 h-3.5 w-3/4" />
      <div className="skeleton mt-2 h-3 w-1/2" />
    </div>
  )
}
