// The head of a song's page, in the colours of its cover.
import { Link } from "@tanstack/react-router"
import type { ReactNode } from "react"

import type { Song } from "@/features/songs/songs"
import { Avatar } from "@/ui/Avatar"
import { classes } from "@/ui/classes"
import { pictureOf } from "@/features/songs/pictures"
import { Stats } from "@/features/songs/Stats"
import { Cover } from "@/ui/Cover"
import { day } from "@/ui/time"
import { wash } from "@/ui/wash"

interface HeroProps {
  song: Song
  /** Where one came from. */
  back: ReactNode
  children?: ReactNode
}

export function Hero({ song, back, children }: HeroProps) {
  const tint = wash(song.cover_colors)
  return (
    <div className={classes("song-hero", tint.className)} style={tint.style}>
      <div className="page">
        <div className="page-bar">{back}</div>
        <div className="song-hero-inner">
          <Cover
            picture={pictureOf(song)}
            size="var(--hero-cover)"
            sizes="(max-width: 40em) 15rem, 18rem"
            large
            eager="first"
            className="song-hero-cover"
          />
          <div className="min-w-0">
            <Categories names={song.categories} />
            <h1 className="song-title">{song.title || "Untitled"}</h1>
            <Byline song={song} />
            {children}
          </div>
        </div>
      </div>
    </div>
  )
}

function Categories({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <ul aria-label="Categories" className="flex flex-wrap gap-1.5">
      {names.map((name) => (
        <li key={name}>
          <Link to="/" search={{ category: name }} className="chip text-inherit">
            {name}
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Byline({ song }: { song: Song }) {
  return (
    <div className="song-byline">
      <Avatar name={song.owner.name} size={20} />
      <Link
        to="/users/$userId"
        params={{ userId: song.owner.id }}
        className="py-0.5 font-[580] hover:underline"
      >
        {song.owner.name}
      </Link>
      <Dot />
      <time dateTime={song.created_at}>{day(song.created_at)}</time>
      <Dot className="max-sm:hidden" />
      <span className="inline-flex gap-3 whitespace-nowrap">
        <Stats song={song} />
      </span>
    </div>
  )
}

function Dot({ className }: { className?: string }) {
  return (
    <span aria-hidden className={classes("opacity-60", className)}>
      ·
    </span>
  )
}
