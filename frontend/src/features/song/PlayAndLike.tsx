// The two buttons that every song's page has: play and like.
import { Heart, Pause, Play } from "lucide-react"

import { useLikeSong } from "@/features/player/LikeSong"
import { usePlaying } from "@/features/feed/playing"
import type { Song } from "@/features/songs/songs"
import { Button } from "@/ui/Button"

export function PlayAndLike({ song, source }: { song: Song; source: string }) {
  const { isPlaying, toggle } = usePlaying(song, [song], source)
  const like = useLikeSong()
  const Icon = isPlaying ? Pause : Play
  return (
    <>
      <Button look="primary" onClick={toggle}>
        <Icon aria-hidden size={18} strokeWidth={1.5} />
        {isPlaying ? "Pause" : "Play"}
      </Button>
      <Button aria-pressed={song.liked} onClick={() => like(song)}>
        <Heart
          aria-hidden
          size={18}
          strokeWidth={1.75}
          fill={song.liked ? "currentColor" : "none"}
        />
        {song.liked ? "Liked" : "Like"}
      </Button>
    </>
  )
}
