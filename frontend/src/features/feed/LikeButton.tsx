// The heart of a song: shown at once; who is not signed in does that first and comes back.
import { Heart } from "lucide-react"

import { useLikeSong } from "@/features/player/LikeSong"
import type { Song } from "@/features/songs/songs"
import { IconButton } from "@/ui/IconButton"

export function LikeButton({ song }: { song: Song }) {
  const like = useLikeSong()
  return (
    <IconButton
      icon={Heart}
      label={`Like ${song.title}`}
      size="small"
      pressed={song.liked}
      fill="on"
      onClick={() => like(song)}
    />
  )
}
