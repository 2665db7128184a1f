// Which song is beside the list: the one chosen, else the one in the player, unless it was closed.
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router"
import { useEffect, useEffectEvent } from "react"
import { create } from "zustand"

import { usePlayedSong, usePlayer } from "@/features/player/store"

import { useMedia, WITH_DETAIL } from "./useMedia"

interface Closed {
  /** The song in the player whose column was closed; another one opens it again. */
  songId: string | null
}

interface Opened {
  /** Whether the chosen song was opened here, so that closing it is going back. */
  isStep: boolean
}

export const useOpened = create<Opened>()(() => ({ isStep: false }))

const useClosed = create<Closed>()(() => ({ songId: null }))

export function useDetail() {
  const { song: chosenId } = useSearch({ strict: false })
  const playedId = usePlayedSong()?.id
  const closedId = useClosed((closed) => closed.songId)
  const isWide = useMedia(WITH_DETAIL)
  const navigate = useNavigate()
  const router = useRouter()
  const leave = () => {
    if (useOpened.getState().isStep) router.history.back()
    else
      void navigate({
        to: ".",
        search: (before) => ({ ...before, song: undefined }),
        replace: true,
      })
  }
  useEffect(() => {
    if (!chosenId) useOpened.setState({ isStep: false })
  }, [chosenId])
  useEffect(() => () => useOpened.setState({ isStep: false }), [])
  const followed = isWide && playedId !== closedId ? playedId : undefined
  // Whoever plays another song wants to see that one.
  const follow = useEffectEvent(() => {
    if (chosenId && isWide) leave()
  })
  useEffect(
    () =>
      usePlayer.subscribe((now, before) => {
        if (now.isPlaying && now.queue[now.at]?.id !== before.queue[before.at]?.id) follow()
      }),
    [],
  )
  return {
    songId: chosenId ?? followed,
    isWide,
    close: () => {
      useClosed.setState({ songId: playedId ?? null })
      if (chosenId) leave()
    },
  }
}
