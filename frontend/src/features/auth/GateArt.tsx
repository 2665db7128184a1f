// Beside the form: a song that somebody published, or the house's own picture while there is none.
import { useInfiniteQuery } from "@tanstack/react-query"

import { usePlayer, useIsPlayed } from "@/features/player/store"
import { feed } from "@/features/songs/queries"
import type { Song } from "@/features/songs/songs"
import { pictureOf } from "@/features/songs/pictures"
import { Cover } from "@/ui/Cover"
import { PlayButton } from "@/ui/PlayButton"
import { clock } from "@/ui/time"
import { wash } from "@/ui/wash"
import { Wave } from "@/ui/Wave"

import { HOUSE_COLORS, HOUSE_PEAKS, HousePicture } from "./HousePicture"

const LONGEST_QUOTE = 140

export function GateArt() {
  const { data } = useInfiniteQuery(feed({ section: "trending" }, 6))
  const song = data?.pages[0]?.items.find(isPresentable)
  const tint = wash(song ? song.cover_colors : HOUSE_COLORS)
  return (
    <aside
      className={`gate-art ${tint.className}`}
      style={tint.style}
      aria-label={song ? "A song made here" : "What is made here"}
    >
      {song ? <Published song={song} /> : <House />}
    </aside>
  )
}

function Published({ song }: { song: Song }) {
  const { isPlaying, isCurrent } = useIsPlayed(song.id)
  const play = () =>
    isCurrent
      ? usePlayer.getState().toggle()
      : usePlayer.getState().playFrom([song], song.id, "Trending")
  return (
    <figure className="gate-figure">
      <Quote>{capitalised(song.full_described_song)}</Quote>
      <Cover picture={pictureOf(song)} size="100%" sizes="27rem" large className="gate-cover" />
      <figcaption className="mt-5 flex items-center gap-4">
        <PlayButton isPlaying={isPlaying} what={song.title} onClick={play} />
        <span className="min-w-0 flex-1">
          <span className="block truncate text-ink">
            <b className="font-[580]">{song.title}</b> · {song.owner.name}
          </span>
          <Wave peaks={song.mini_peaks} height={24} className="mt-1" />
        </span>
        <span className="tabular-nums">{clock(song.audio_duration)}</span>
      </figcaption>
    </figure>
  )
}

function House() {
  return (
    <figure className="gate-figure">
      <Quote>
        A slow bolero for a lighthouse keeper on his last night. Nylon guitar, no hurry.
      </Quote>
      <span className="cover cover-large gate-cover">
        <HousePicture />
      </span>
      <figcaption className="mt-5">
        <Wave peaks={HOUSE_PEAKS} height={36} />
        <span className="sr-only">A sentence becomes a song with lyrics and a cover.</span>
      </figcaption>
    </figure>
  )
}

function Quote({ children }: { children: string }) {
  return <blockquote className="mb-6 text-lg/7 text-balance text-ink">“{children}”</blockquote>
}

function isPresentable(song: Song): boolean {
  const words = song.full_described_song
  return Boolean(song.cover_url && song.cover_colors && words && words.length <= LONGEST_QUOTE)
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
