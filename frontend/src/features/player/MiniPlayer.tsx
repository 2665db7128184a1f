// The player of a phone while something else is looked at: a tap opens the full one.
import { Pause, Play } from "lucide-react"

import { pictureOf } from "@/features/songs/pictures"
import { Cover } from "@/ui/Cover"
import { IconButton } from "@/ui/IconButton"

import type { Song } from "../songs/songs"
import { useOpenFull } from "./full"
import { usePlayedSong, usePlayer } from "./store"
import { On } from "./Transport"

export function MiniPlayer() {
  const song = usePlayedSong()
  return (
    <section className="player-mini" aria-label="Player">
      {song ? (
        <Playing song={song} />
      ) : (
        <>
          <Cover picture={null} size={44} />
          <p className="text-ink-3">Press play on a song, and it sounds here.</p>
        </>
      )}
    </section>
  )
}

function Playing({ song }: { song: Song }) {
  const isPlaying = usePlayer((state) => state.isPlaying)
  const toggle = usePlayer((state) => state.toggle)
  const openFull = useOpenFull()
  return (
    <>
      <Line />
      <button type="button" className="player-mini-open" onClick={openFull}>
        <span className="sr-only">Open the player: </span>
        <Cover picture={pictureOf(song)} size={44} />
        <span className="grid min-w-0 flex-1 text-left">
          <b className="truncate">{song.title}</b>
          <span className="truncate text-xs text-ink-3">{song.owner.name}</span>
        </span>
      </button>
      <div className="flex">
        <IconButton
          icon={isPlaying ? Pause : Play}
          label={isPlaying ? "Pause" : "Play"}
          iconSize={24}
          fill="always"
          onClick={toggle}
        />
        <On iconSize={20} />
      </div>
    </>
  )
}

function Line() {
  const part = usePlayer((state) => (state.duration ? state.position / state.duration : 0))
  return (
    <span
      aria-hidden
      className="player-mini-line"
      style={{ transform: `scaleX(${Math.min(1, part)})` }}
    />
  )
}
