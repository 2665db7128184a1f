// A song that failed or was cancelled: why, that it cost nothing, and the ways on.
import { Link } from "@tanstack/react-router"
import { Ban, Copy, PencilLine, RotateCcw, Trash2, TriangleAlert } from "lucide-react"

import { useLateHeading } from "@/features/feed/heading"
import type { Song } from "@/features/songs/songs"
import { Button } from "@/ui/Button"
import { classes } from "@/ui/classes"

import { useOnceMore } from "./again"
import { BackLink } from "./BackLink"
import { copyText } from "@/ui/copying"
import { useDeletion } from "./MoreMenu"
import { Recipe } from "./Recipe"

export function StoppedSong({ song }: { song: Song }) {
  useLateHeading()
  const hasFailed = song.status === "failed"
  return (
    <div className="page">
      <div className="page-bar">
        <BackLink to="/library" />
      </div>
      <div className="song-making">
        <div className={classes("slot", hasFailed && "slot-bad")}>
          {hasFailed ? <TriangleAlert aria-hidden size={28} /> : <Ban aria-hidden size={28} />}
        </div>
        <div className="min-w-0">
          <h1 className="song-title">{song.title || "Untitled"}</h1>
          <p className="mt-2 text-base text-ink-2">
            {hasFailed ? (
              <>
                {song.failure?.message || "The song could not be made."}{" "}
                <span className="whitespace-nowrap">You were not charged.</span>
              </>
            ) : (
              "Cancelled, 1 credit returned."
            )}
          </p>
          <WaysOn song={song} hasFailed={hasFailed} />
        </div>
      </div>
      <div className="mt-8 max-w-160">
        <Recipe song={song} />
      </div>
    </div>
  )
}

function WaysOn({ song, hasFailed }: { song: Song; hasFailed: boolean }) {
  const onceMore = useOnceMore(song, { follow: true })
  const remove = useDeletion(song)
  return (
    <div className="mt-6 flex flex-wrap gap-2">
      <Button look="primary" disabled={onceMore.isPending} onClick={() => onceMore.start("same")}>
        <RotateCcw aria-hidden size={18} strokeWidth={1.75} />
        {hasFailed ? "Retry" : "Run again"}
      </Button>
      <Button asChild>
        <Link to="/create" search={{ from: song.id }}>
          <PencilLine aria-hidden size={18} strokeWidth={1.75} />
          Edit and retry
        </Link>
      </Button>
      <Button look="ghost" onClick={() => void copyText(song.id, "Id copied")}>
        <Copy aria-hidden size={18} strokeWidth={1.75} />
        Copy the id
      </Button>
      <Button look="ghost" onClick={remove}>
        <Trash2 aria-hidden size={18} strokeWidth={1.75} />
        Delete
      </Button>
    </div>
  )
}
