// A small cover that plays its song.
import { Play } from "lucide-react"

import type { Song } from "@/features/songs/songs"
import { Bars } from "@/ui/Bars"
import { pictureOf } from "@/features/songs/pictures"
import { Cover } from "@/ui/Cover"

import type { Playing } from "./playing"

interface CoverButtonProps {
  song: Song
  playing: Playing
  size: number
  eager?: boolean
}

export function CoverButton({ song, playing, size, eager }: CoverButtonProps) {
  return (
    <button
      type="button"
      className="cover-button"
      aria-label={`${playing.isPlaying ? "Pause" : "Play"} ${song.title}`}
      onClick={playing.toggle}
    >
      <Cover picture={pictureOf(song)} size={size} eager={eager}>
        <span className="cover-over">
          {playing.isPlaying ? <Bars /> : <Play aria-hidden size={20} />}
        </span>
      </Cover>
    </button>
  )
}
