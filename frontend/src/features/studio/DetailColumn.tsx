// Where a song stands beside the list: a column on wide screens, a sheet on others.
import { useQuery } from "@tanstack/react-query"
import { X } from "lucide-react"

import { usePlayedSong } from "@/features/player/store"
import { song as songQuery } from "@/features/songs/queries"
import { IconButton } from "@/ui/IconButton"
import { Sheet } from "@/ui/Dialog"
import { wash } from "@/ui/wash"

import { Detail } from "./Detail"
import "./detail.css"

interface DetailProps {
  songId: string
  onClose: () => void
}

export function DetailColumn({ songId, onClose }: DetailProps) {
  const { data: song } = useQuery(songQuery(songId))
  const { className, style } = wash(song?.cover_colors)
  return (
    <aside className={`detail ${className}`} style={style} aria-label="Song">
      <Head songId={songId} onClose={onClose} />
      <Detail songId={songId} />
    </aside>
  )
}

export function DetailSheet({ songId, onClose }: DetailProps) {
  const { data: song } = useQuery(songQuery(songId))
  const { className, style } = wash(song?.cover_colors)
  return (
    <Sheet open onClose={onClose} title={song?.title ?? "Song"} className="border-l border-line">
      <div className={`detail min-h-full border-0 ${className}`} style={style}>
        <Head songId={songId} onClose={onClose} />
        <Detail songId={songId} />
      </div>
    </Sheet>
  )
}

function Head({ songId, onClose }: DetailProps) {
  const isPlayed = usePlayedSong()?.id === songId
  return (
    <div className="detail-bar">
      <span className="font-[540] text-ink-2">{isPlayed ? "Now playing" : "Song"}</span>
      <IconButton icon={X} size="small" label="Close" onClick={onClose} />
    </div>
  )
}
