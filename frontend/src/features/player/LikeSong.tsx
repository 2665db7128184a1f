// Likes the song in the player; who is not signed in is led to where that is done.
import { useNavigate, useRouterState } from "@tanstack/react-router"
import { Heart } from "lucide-react"
import type { ComponentProps } from "react"

import { IconButton } from "@/ui/IconButton"

import { useMe } from "../auth/session"
import { useLike } from "../songs/mutations"
import type { Song } from "../songs/songs"
import { renew } from "./follow"
import { useIsFull } from "./full"

interface LikeSongProps extends Pick<
  ComponentProps<typeof IconButton>,
  "size" | "iconSize" | "className"
> {
  song: Song
}

export function LikeSong({ song, ...look }: LikeSongProps) {
  const like = useLikeSong()
  return (
    <IconButton
      {...look}
      icon={Heart}
      label="Like"
      fill="on"
      pressed={song.liked}
      onClick={() => like(song)}
    />
  )
}

/** Like or unlike, from a button or a key. */
export function useLikeSong(): (song: Song) => void {
  const me = useMe()
  const like = useLike()
  const navigate = useNavigate()
  const isFull = useIsFull()
  const href = useRouterState({ select: (state) => state.location.href })
  return (song) => {
    if (me === null) {
      void navigate({ to: "/sign-in", search: { return_to: href }, replace: isFull })
      return
    }
    const liked = !song.liked
    // A song from the last visit is in no list that would tell the player.
    renew([{ ...song, liked }])
    like.mutate({ song, liked }, { onError: () => renew([song]) })
  }
}
