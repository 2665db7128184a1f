// What can be done with a song from wherever it is shown.
import { useMutation, useQueryClient } from "@tanstack/react-query"

import { api, read } from "@/api/client"
import { sentence } from "@/api/problems"
import { newId } from "@/app/newId"
import { complain, say } from "@/ui/toasts"

import { useRefreshMe } from "../auth/session"
import { addSongs, patchSong, putSong, refreshSongs } from "./cache"
import type { Song } from "./songs"

const at = (songId: string) => ({ params: { path: { song_id: songId } } })
/** What is shown at once must arrive, also when its page is left in the same instant. */
const lasting = (songId: string) => ({ ...at(songId), keepalive: true })

/** Rename or publish. */
export function useUpdateSong() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ song, ...body }: { song: Song; title?: string; published?: boolean }) =>
      read(api.PATCH("/api/songs/{song_id}", { ...at(song.id), body })),
    onSuccess: (song) => {
      putSong(queries, song)
      refreshSongs(queries)
    },
    onError: (failure) => complain(sentence(failure)),
  })
}

/** Like or unlike: shown at once, taken back when the gateway refuses. */
export function useLike() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ song, liked }: { song: Song; liked: boolean }) =>
      read(
        liked
          ? api.PUT("/api/songs/{song_id}/like", lasting(song.id))
          : api.DELETE("/api/songs/{song_id}/like", lasting(song.id)),
      ),
    onMutate: ({ song, liked }) => {
      const change = liked === song.liked ? 0 : liked ? 1 : -1
      patchSong(queries, song.id, { liked, like_count: song.like_count + change })
    },
    onSuccess: (answer, { song }) => {
      patchSong(queries, song.id, answer)
      void queries.invalidateQueries({ queryKey: ["songs", "list", "liked"] })
    },
    onError: (failure, { song }) => {
      patchSong(queries, song.id, { liked: song.liked, like_count: song.like_count })
      complain(sentence(failure))
    },
  })
}

/** The same recipe again; without a seed, the same song. */
export function useRegenerate() {
  const queries = useQueryClient()
  const refreshMe = useRefreshMe()
  return useMutation({
    mutationFn: ({ song, seed }: { song: Song; seed?: number }) =>
      read(
        api.POST("/api/songs/{song_id}/regenerate", {
          params: {
            path: { song_id: song.id },
            header: { "Idempotency-Key": newId() },
          },
          body: seed === undefined ? {} : { seed },
        }),
      ),
    onSuccess: ({ songs }) => {
      addSongs(queries, songs)
      refreshMe()
    },
  })
}

/** Stop a song that waits or runs. */
export function useCancel() {
  const queries = useQueryClient()
  const refreshMe = useRefreshMe()
  return useMutation({
    mutationFn: (song: Song) => read(api.POST("/api/songs/{song_id}/cancel", at(song.id))),
    onSuccess: (song) => {
      putSong(queries, song)
      refreshMe()
      say("Cancelled", "Its credit comes back.")
    },
    onError: (failure) => complain(sentence(failure)),
  })
}
