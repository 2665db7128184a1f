// Nothing was made yet: three things to begin with, and a song to hear first.
import { useInfiniteQuery } from "@tanstack/react-query"
import { useNavigate } from "@tanstack/react-router"
import { ArrowUpRight, Pause, Play } from "lucide-react"

import { useIsPlayed, usePlayer } from "@/features/player/store"
import { feed } from "@/features/songs/queries"
import type { Song } from "@/features/songs/songs"
import { Button } from "@/ui/Button"
import { Wave } from "@/ui/Wave"

import { FIRST_ASKS } from "./ideas"
import { replaceWithUndo } from "./replacing"

export function EmptyStudio() {
  const navigate = useNavigate()
  const { data: trending } = useInfiniteQuery(feed({ section: "trending" }, 1))
  const sample = trending?.pages[0]?.items[0]
  const fill = (description: string) => {
    replaceWithUndo({ way: "simple", description }, "The idea is in the form")
    void navigate({ to: "/create", search: {} })
  }
  return (
    <div className="empty">
      <Wave peaks={MARK} height={32} className="mb-3 max-w-30" />
      <h3 className="empty-title">Your songs will be here</h3>
      <p className="text-ink-2">
        Start from one of these. It fills the form; nothing is spent until you press Create.
      </p>
      <div className="mt-3.5 grid w-full gap-2">
        {FIRST_ASKS.map((ask) => (
          <button key={ask} type="button" className="ask" onClick={() => fill(ask)}>
            {ask}
            <ArrowUpRight aria-hidden size={16} strokeWidth={2} />
          </button>
        ))}
      </div>
      {sample && <Sample song={sample} />}
    </div>
  )
}

function Sample({ song }: { song: Song }) {
  const { isCurrent, isPlaying } = useIsPlayed(song.id)
  const Icon = isPlaying ? Pause : Play
  const press = () => {
    const player = usePlayer.getState()
    if (isCurrent) player.toggle()
    else player.playFrom([song], song.id, "A sample")
  }
  return (
    <Button look="ghost" size="small" className="mt-1.5" onClick={press}>
      <Icon aria-hidden size={16} fill="currentColor" />
      {isPlaying ? `Pause “${song.title}”` : "Hear a sample first"}
    </Button>
  )
}

/** The shape of a song, for where there is none. */
const MARK = [
  6, 14, 20, 16, 28, 34, 42, 30, 46, 38, 52, 44, 60, 92, 50, 58, 64, 48, 54, 70, 40, 56, 34, 62, 30,
  44, 28, 40, 26, 34, 96, 62, 70, 46, 88, 52, 56, 98, 38, 30, 34, 26, 20, 40, 60, 70, 52, 66, 74,
  24, 8,
]
