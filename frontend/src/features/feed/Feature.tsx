// The song that trends most, with its cover's colours and its sound.
import { Link } from "@tanstack/react-router"

import type { Song } from "@/features/songs/songs"
import { Avatar } from "@/ui/Avatar"
import { classes } from "@/ui/classes"
import { pictureOf } from "@/features/songs/pictures"
import { Stats } from "@/features/songs/Stats"
import { Cover } from "@/ui/Cover"
import { PlayButton } from "@/ui/PlayButton"
import { clock } from "@/ui/time"
import { wash } from "@/ui/wash"
import { Wave } from "@/ui/Wave"

import { usePlayedPart, usePlaying } from "./playing"

interface FeatureProps {
  song: Song
  songs: readonly Song[]
  source: string
}

export function Feature({ song, songs, source }: FeatureProps) {
  const { isPlaying, toggle } = usePlaying(song, songs, source)
  const played = usePlayedPart(song)
  const tint = wash(song.cover_colors)
  return (
    <article className={classes("feature", tint.className)} style={tint.style}>
      <div className="feature-top">
        <Link
          to="/songs/$songId"
          params={{ songId: song.id }}
          tabIndex={-1}
          aria-hidden
          className="flex-none self-start"
        >
          <Cover picture={pictureOf(song)} size="var(--cover)" sizes="13rem" large eager="first" />
        </Link>
        <About song={song} />
      </div>
      <div className="mt-5 flex items-center gap-4">
        <PlayButton isPlaying={isPlaying} what={song.title} size={52} onClick={toggle} />
        <Wave peaks={song.mini_peaks} height={44} played={played} className="flex-1" />
        <span className="time">{clock(song.audio_duration)}</span>
      </div>
    </article>
  )
}

function About({ song }: { song: Song }) {
  return (
    <div className="flex min-w-0 flex-col">
      <span className="quiet font-[560]">No. 1</span>
      <h3 className="feature-title">
        <Link to="/songs/$songId" params={{ songId: song.id }} className="hover:underline">
          {song.title}
        </Link>
      </h3>
      <p className="quiet mt-1.5 flex items-center gap-2">
        <Avatar name={song.owner.name} size={20} />
        <Link
          to="/users/$userId"
          params={{ userId: song.owner.id }}
          className="truncate py-0.5 hover:underline"
        >
          {song.owner.name}
        </Link>
      </p>
      <p className="quiet mt-3 line-clamp-2">{song.prompt}</p>
      <p className="quiet mt-auto flex gap-3.5 pt-2 text-xs">
        <Stats song={song} />
      </p>
    </div>
  )
}
