// Everything that can be done with a finished song; what only its owner may, only they see.
import { Link } from "@tanstack/react-router"
import { Split } from "lucide-react"

import type { Song } from "@/features/songs/songs"
import { Button } from "@/ui/Button"

import { DownloadMenu } from "./DownloadMenu"
import { MoreMenu } from "./MoreMenu"
import { PlayAndLike } from "./PlayAndLike"
import { PublishSwitch } from "./PublishSwitch"
import { RegenerateButton } from "./RegenerateButton"
import { ShareButton } from "./ShareButton"

interface SongActionsProps {
  song: Song
  isMine: boolean
}

export function SongActions({ song, isMine }: SongActionsProps) {
  return (
    <div className="song-actions">
      <PlayAndLike song={song} source={song.title} />
      {isMine && <RegenerateButton song={song} />}
      <Button asChild>
        <Link to="/create" search={{ from: song.id }}>
          <Split aria-hidden size={18} strokeWidth={1.75} />
          Use as a start
        </Link>
      </Button>
      <DownloadMenu song={song} />
      <ShareButton song={song} />
      {isMine && (
        <span className="flex items-center gap-2 sm:ml-auto">
          <PublishSwitch song={song} />
          <MoreMenu song={song} />
        </span>
      )}
    </div>
  )
}
