// A ready song in a list: its face, its name, its shape, and what can be done with it.
import { Link } from "@tanstack/react-router"
import { Heart, Play } from "lucide-react"
import type { MouseEvent } from "react"

import { usePlayer, useIsPlayed } from "@/features/player/store"
import { Bars } from "@/ui/Bars"
import { classes } from "@/ui/classes"
import { pictureOf } from "./pictures"
import { Cover } from "@/ui/Cover"
import { IconButton } from "@/ui/IconButton"
import { clock } from "@/ui/time"
import { Wave } from "@/ui/Wave"

import { useLike } from "./mutations"
import { awaitsCover, nameOf, remarkOn } from "./naming"
import { markKnown, useIsNew } from "./newness"
import "./rows.css"
import { SongMenu } from "./SongMenu"
import type { Song } from "./songs"

export interface SongRowProps {
  song: Song
  /** Play it, and after it what the list holds. */
  onPlay: () => void
  /** Show it beside the list; left out, or on a small screen, its page opens. */
  onOpen?: (song: Song) => void
  /** It is the one shown beside the list. */
  isChosen?: boolean
  /** The second line, where it is not the take and the style. */
  remark?: string
}

export function SongRow({ song, onPlay, onOpen, isChosen = false, remark }: SongRowProps) {
  const { isCurrent, isPlaying } = useIsPlayed(song.id)
  const like = useLike()
  return (
    <li
      className={classes("song-row", isCurrent && "is-playing", isChosen && "is-chosen")}
      data-song-row={song.id}
      tabIndex={-1}
      aria-current={isCurrent || undefined}
    >
      <PlayCover song={song} isCurrent={isCurrent} isPlaying={isPlaying} onPlay={onPlay} />
      <div className="min-w-0">
        <Title song={song} onOpen={onOpen} />
        <p className="row-sub">
          <bdi>{remark ?? remarkOn(song)}</bdi>
          <span className="row-narrow"> · {clock(song.audio_duration)}</span>
        </p>
      </div>
      <RowWave song={song} isCurrent={isCurrent} />
      <span className="time">{clock(song.audio_duration)}</span>
      <div className="row-actions">
        <IconButton
          icon={Heart}
          fill="on"
          size="small"
          className="row-like"
          label={`Like ${nameOf(song)}`}
          pressed={song.liked}
          data-like
          onClick={() => like.mutate({ song, liked: !song.liked })}
        />
        <SongMenu song={song} />
      </div>
    </li>
  )
}

interface PlayCoverProps {
  song: Song
  isCurrent: boolean
  isPlaying: boolean
  onPlay: () => void
}

function PlayCover({ song, isCurrent, isPlaying, onPlay }: PlayCoverProps) {
  const waits = awaitsCover(song)
  const press = () => {
    markKnown(song.id)
    if (isCurrent) usePlayer.getState().toggle()
    else onPlay()
  }
  const name = `${isPlaying ? "Pause" : "Play"} ${nameOf(song)}`
  return (
    <button
      type="button"
      className="row-play"
      data-play
      aria-label={waits ? `${name}; the cover is still being painted` : name}
      onClick={press}
    >
      {song.cover_url ? (
        <Cover picture={pictureOf(song)}>
          <span className="cover-over">
            {isCurrent ? <Bars still={!isPlaying} /> : <Play aria-hidden size={20} />}
          </span>
        </Cover>
      ) : (
        <span className="slot">
          {isCurrent ? (
            <Bars still={!isPlaying} />
          ) : (
            <Play aria-hidden size={18} fill="currentColor" />
          )}
        </span>
      )}
    </button>
  )
}

function Title({ song, onOpen }: Pick<SongRowProps, "song" | "onOpen">) {
  const isNew = useIsNew(song.id)
  const open = (event: MouseEvent) => {
    markKnown(song.id)
    const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    // Small screens have no place beside the list.
    if (!onOpen || !plain || matchMedia("(width < 40em)").matches) return
    event.preventDefault()
    onOpen(song)
  }
  return (
    <div className="row-title">
      {isNew && <span className="new-dot" role="img" aria-label="New" />}
      <Link
        to="/songs/$songId"
        params={{ songId: song.id }}
        preload={false}
        dir="auto"
        data-open
        onClick={open}
      >
        {song.title}
      </Link>
    </div>
  )
}

function RowWave({ song, isCurrent }: { song: Song; isCurrent: boolean }) {
  const played = usePlayer(({ position, duration }) =>
    isCurrent && duration > 0 ? Math.round((position / duration) * 100) / 100 : 0,
  )
  return <Wave peaks={song.mini_peaks} played={played} className="row-wave" />
}
