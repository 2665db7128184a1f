// What is played now and what follows, in the order it will be heard.
import { X } from "lucide-react"

import { Bars } from "@/ui/Bars"
import { Button } from "@/ui/Button"
import { classes } from "@/ui/classes"
import { pictureOf } from "@/features/songs/pictures"
import { Cover } from "@/ui/Cover"
import { Empty } from "@/ui/Empty"
import { IconButton } from "@/ui/IconButton"
import { clock } from "@/ui/time"

import type { Song } from "../songs/songs"
import { usePlayer } from "./store"

export function QueueList() {
  const { queue, order, at, clear } = usePlayer()
  if (!queue.length)
    return (
      <Empty title="Nothing is queued">
        <p className="text-ink-2">Press play on a song: its list follows it.</p>
      </Empty>
    )
  return (
    <div className="player-queue">
      <ol aria-label="Play queue">
        {order.map((place) => {
          const song = queue[place]
          return (
            song && (
              <Entry key={`${place} ${song.id}`} {...{ song, place }} isCurrent={place === at} />
            )
          )
        })}
      </ol>
      <Button look="ghost" size="small" className="mt-3" onClick={clear}>
        Clear the queue
      </Button>
    </div>
  )
}

function bringIntoView(entry: HTMLElement | null): void {
  entry?.scrollIntoView({ block: "nearest" })
}

interface EntryProps {
  song: Song
  place: number
  isCurrent: boolean
}

function Entry({ song, place, isCurrent }: EntryProps) {
  const isPlaying = usePlayer((state) => state.isPlaying)
  const { playAt, remove, toggle } = usePlayer.getState()
  return (
    <li
      ref={isCurrent ? bringIntoView : undefined}
      className={classes("player-entry", isCurrent && "player-entry-current")}
    >
      <button
        type="button"
        className="player-entry-play"
        aria-current={isCurrent || undefined}
        onClick={() => (isCurrent ? toggle() : playAt(place))}
      >
        <span className="sr-only">{isCurrent && isPlaying ? "Pause" : "Play"}</span>
        <Cover picture={pictureOf(song)} size={44}>
          {isCurrent && (
            <span className="player-entry-bars">
              <Bars still={!isPlaying} />
            </span>
          )}
        </Cover>
        <span className="grid min-w-0 flex-1 text-left">
          <b className="truncate">{song.title}</b>
          <span className="truncate text-xs text-ink-3">{song.owner.name}</span>
        </span>
        <span className="time">{clock(Math.floor(song.audio_duration))}</span>
      </button>
      <IconButton
        icon={X}
        iconSize={16}
        size="small"
        label={`Remove ${song.title} from the queue`}
        onClick={() => remove(place)}
      />
    </li>
  )
}
