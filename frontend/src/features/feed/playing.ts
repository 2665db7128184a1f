// How a song on a page is played: it with the songs around it, or paused where it plays already.
import { useIsPlayed, usePlayer } from "@/features/player/store"
import type { Song } from "@/features/songs/songs"

export interface Playing {
  isCurrent: boolean
  isPlaying: boolean
  toggle: () => void
}

/** `songs` are what follows; `source` names where they stand. */
export function usePlaying(song: Song, songs: readonly Song[], source: string): Playing {
  const { isCurrent, isPlaying } = useIsPlayed(song.id)
  const toggle = () => {
    const player = usePlayer.getState()
    if (isCurrent) player.toggle()
    else player.playFrom(songs, song.id, source)
  }
  return { isCurrent, isPlaying, toggle }
}

/** How much of a song was played, 0 to 1; 0 while another one is in the player. */
export function usePlayedPart(song: Song): number {
  return usePlayer((state) => {
    if (state.queue[state.at]?.id !== song.id) return 0
    const duration = state.duration || song.audio_duration
    return duration > 0 ? Math.min(1, state.position / duration) : 0
  })
}
