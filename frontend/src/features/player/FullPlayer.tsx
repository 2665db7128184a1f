// The whole screen for what is playing, on phones.
import { Link } from "@tanstack/react-router"
import { ChevronDown, ListMusic, MicVocal } from "lucide-react"
import * as Dialog from "radix-ui/dialog"
import { type MouseEvent, useEffect } from "react"

import { Button } from "@/ui/Button"
import { pictureOf } from "@/features/songs/pictures"
import { Cover } from "@/ui/Cover"
import { useFocusReturn } from "@/ui/Dialog"
import { IconButton } from "@/ui/IconButton"
import { wash } from "@/ui/wash"

import type { Song } from "../songs/songs"
import { useCloseFull, useLeaveFull } from "./full"
import { LikeSong } from "./LikeSong"
import { Lyrics } from "./Lyrics"
import { MoreMenu } from "./MoreMenu"
import { usePanels } from "./panels"
import { QueueList } from "./QueueList"
import { Seek } from "./Seek"
import { SpeedMenu } from "./SpeedMenu"
import { usePlayedSong, usePlayer } from "./store"
import { PlayedTime, WholeTime } from "./Times"
import { Transport } from "./Transport"
import "./full.css"

export function FullPlayer() {
  const close = useCloseFull()
  const song = usePlayedSong()
  useOwnPanel()
  const isOver = !song
  useEffect(() => {
    if (isOver) close()
  }, [isOver, close])
  const focusReturn = useFocusReturn()
  if (!song) return null
  const { className, style } = wash(song.cover_colors)
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Content
          className={`player-full ${className}`}
          style={style}
          aria-describedby={undefined}
          {...focusReturn}
        >
          <div className="player-full-in">
            <Head song={song} />
            <Middle song={song} />
            <Named song={song} />
            <div className="mt-5">
              <Seek song={song} height={56} />
              <div className="mt-2 flex justify-between">
                <PlayedTime />
                <WholeTime />
              </div>
            </div>
            <Transport large />
            <Foot />
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** It opens on the cover, and what was opened in it does not go on beside the page. */
function useOwnPanel() {
  const closePanel = usePanels((state) => state.closePanel)
  useEffect(() => {
    closePanel()
    return closePanel
  }, [closePanel])
}

function Head({ song }: { song: Song }) {
  const source = usePlayer((state) => state.source)
  return (
    <div className="player-full-head">
      <Dialog.Close asChild>
        <IconButton icon={ChevronDown} iconSize={24} size="touch" label="Close the player" />
      </Dialog.Close>
      <Dialog.Title className="truncate">
        {source ? <span className="sr-only">Now playing: </span> : "Now playing"}
        {source}
      </Dialog.Title>
      <MoreMenu song={song} inFull size="touch" />
    </div>
  )
}

/** The cover, or the panel that was asked for in its place. */
function Middle({ song }: { song: Song }) {
  const panel = usePanels((state) => state.panel)
  if (!panel)
    return (
      <div className="player-full-cover">
        <Cover
          key={song.id}
          picture={pictureOf(song)}
          size="100%"
          sizes="min(100vw, 24rem)"
          large
        />
      </div>
    )
  return (
    // A region that scrolls must be reached by keyboard, too.
    <section
      aria-label={panel === "lyrics" ? "Lyrics" : "Play queue"}
      className="player-full-panel"
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {panel === "lyrics" ? <Lyrics song={song} /> : <QueueList />}
    </section>
  )
}

function Named({ song }: { song: Song }) {
  const leave = useLeaveFull()
  const to = { to: "/users/$userId", params: { userId: song.owner.id } } as const
  const go = (event: MouseEvent) => {
    // Anything else opens another tab or window.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    leave(to)
  }
  return (
    <div className="flex items-center gap-2">
      <div className="min-w-0 flex-1">
        <h2 className="truncate text-[1.375rem]/7 tracking-[-0.02em]">{song.title}</h2>
        <Link
          {...to}
          className="player-full-quiet inline-block max-w-full truncate py-0.5"
          onClick={go}
        >
          {song.owner.name}
        </Link>
      </div>
      <LikeSong song={song} size="touch" iconSize={24} className="-mr-2.5" />
    </div>
  )
}

function Foot() {
  const { panel, togglePanel } = usePanels()
  return (
    <div className="mt-3 flex items-center justify-between">
      <SpeedMenu className="icon-button-touch" />
      <Button
        look="ghost"
        className="player-full-quiet"
        aria-pressed={panel === "lyrics"}
        onClick={() => togglePanel("lyrics")}
      >
        <MicVocal aria-hidden size={18} />
        Lyrics
      </Button>
      <IconButton
        icon={ListMusic}
        iconSize={20}
        size="touch"
        label="Play queue"
        pressed={panel === "queue"}
        onClick={() => togglePanel("queue")}
      />
    </div>
  )
}
