// How often a song was heard and liked.
import { Headphones, Heart } from "lucide-react"

import { count } from "@/ui/numbers"

import type { Song } from "./songs"

export function Stats({ song }: { song: Song }) {
  return (
    <>
      <span className="stat">
        <span className="sr-only">Listens: </span>
        <Headphones aria-hidden size={13} />
        {count(song.listen_count)}
      </span>
      <span className="stat">
        <span className="sr-only">Likes: </span>
        <Heart aria-hidden size={13} />
        {count(song.like_count)}
      </span>
    </>
  )
}
