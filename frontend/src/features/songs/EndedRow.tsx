// A song that failed or was cancelled: why, that it cost nothing, and how to ask for it again.
import { Link } from "@tanstack/react-router"
import { Ban, Copy, RotateCcw, TriangleAlert } from "lucide-react"

import { Button } from "@/ui/Button"
import { IconButton } from "@/ui/IconButton"
import { copyText } from "@/ui/copying"

import { useRegenerate } from "./mutations"
import { nameOf, withTake } from "./naming"
import "./rows.css"
import { complainOfRefusal } from "./shortage"
import { SongMenu } from "./SongMenu"
import type { Song } from "./songs"

export function FailedRow({ song }: { song: Song }) {
  const retry = useRegenerate()
  return (
    <li className="song-row song-row-work" data-song-row={song.id} tabIndex={-1}>
      <div className="slot slot-bad">
        <TriangleAlert aria-hidden size={18} />
      </div>
      <div className="min-w-0">
        <div className="row-title">
          <b dir="auto">{song.title}</b>
        </div>
        <p className="row-sub row-sub-whole">
          {song.failure?.message ?? "The song could not be made."}{" "}
          <span className="whitespace-nowrap">You were not charged.</span>
        </p>
      </div>
      <div className="row-actions">
        <Button
          size="small"
          aria-label={`Retry ${nameOf(song)}, same seed`}
          disabled={retry.isPending}
          onClick={() => retry.mutate({ song }, { onError: complainOfRefusal })}
        >
          <RotateCcw aria-hidden size={16} />
          Retry
        </Button>
        <Button size="small" look="ghost" asChild>
          <Link
            to="/create"
            search={{ from: song.id }}
            aria-label={`Edit ${nameOf(song)} and retry`}
          >
            Edit
          </Link>
        </Button>
        <IconButton
          icon={Copy}
          iconSize={16}
          size="small"
          label={`Copy the id of ${nameOf(song)}`}
          onClick={() => void copyText(song.id, "Id copied")}
        />
        <SongMenu song={song} />
      </div>
    </li>
  )
}

export function CancelledRow({ song }: { song: Song }) {
  const again = useRegenerate()
  return (
    <li className="song-row song-row-work" data-song-row={song.id} tabIndex={-1}>
      <div className="slot">
        <Ban aria-hidden size={18} />
      </div>
      <div className="min-w-0">
        <div className="row-title text-ink-2">
          <b className="font-[540]" dir="auto">
            {song.title}
          </b>
        </div>
        <p className="row-sub">{withTake(song, "cancelled, 1 credit returned")}</p>
      </div>
      <div className="row-actions">
        <Button
          size="small"
          look="ghost"
          aria-label={`Run again, ${nameOf(song)}`}
          disabled={again.isPending}
          onClick={() => again.mutate({ song }, { onError: complainOfRefusal })}
        >
          <RotateCcw aria-hidden size={16} />
          Run again
        </Button>
        <SongMenu song={song} />
      </div>
    </li>
  )
}
