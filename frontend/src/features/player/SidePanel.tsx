// Lyrics or the queue beside the page: the page and the player stay in reach.
import { X } from "lucide-react"
import { useEffect, useRef } from "react"

import { IconButton } from "@/ui/IconButton"
import { wash } from "@/ui/wash"

import type { Song } from "../songs/songs"
import { Lyrics } from "./Lyrics"
import { type Panel, usePanels } from "./panels"
import { QueueList } from "./QueueList"
import { usePlayedSong } from "./store"

export function SidePanel() {
  const panel = usePanels((state) => state.panel)
  const song = usePlayedSong()
  return panel && song ? <Open key={panel} panel={panel} song={song} /> : null
}

function Open({ panel, song }: { panel: Panel; song: Song }) {
  const close = usePanels((state) => state.closePanel)
  const heading = useFocusAndReturn()
  const title = panel === "lyrics" ? song.title : "Play queue"
  const { className, style } = wash(panel === "lyrics" ? song.cover_colors : null)
  return (
    <aside
      aria-label={panel === "lyrics" ? `Lyrics of ${song.title}` : title}
      className={`player-panel ${className}`}
      style={style}
    >
      <div className="player-panel-head">
        <h2 ref={heading} tabIndex={-1} className="min-w-0 flex-1 truncate text-base">
          {title}
        </h2>
        <IconButton icon={X} label="Close" onClick={close} />
      </div>
      {/* What scrolls must be reached by keyboard, too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section aria-label={title} className="player-panel-body" tabIndex={0}>
        {panel === "lyrics" ? <Lyrics song={song} /> : <QueueList />}
      </section>
    </aside>
  )
}

/** Focus what has opened; give it back to where it was when it closes. */
function useFocusAndReturn() {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const before = document.activeElement
    const panel = heading.current?.closest("aside")
    heading.current?.focus()
    return () => {
      const isInside =
        panel?.contains(document.activeElement) || document.activeElement === document.body
      if (isInside && before instanceof HTMLElement) before.focus()
    }
  }, [])
  return heading
}
