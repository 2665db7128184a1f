// What lists and pages ask about songs. Every key starts with "songs", so one answer renews all.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query"

import { api, read } from "@/api/client"

import type { SongPage, SongStatus } from "./songs"

export interface SongFilter {
  status?: SongStatus[]
  published?: boolean
  sort?: "newest" | "oldest" | "title"
  q?: string
  /** Only what was made from this song. */
  parent?: string
}

export interface FeedFilter {
  section: "trending" | "newest"
  category?: string
  q?: string
}

const PAGE = 30

type FetchPage = (cursor: string | undefined, signal: AbortSignal) => Promise<SongPage>

/** Pages of songs, one after the other. */
function pages(key: readonly unknown[], fetchPage: FetchPage) {
  return infiniteQueryOptions({
    queryKey: ["songs", "list", ...key],
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  })
}

/** My songs. */
export function mySongs(filter: SongFilter = {}) {
  return pages(["mine", filter], (cursor, signal) =>
    read(api.GET("/api/songs", { params: { query: { ...filter, cursor, limit: PAGE } }, signal })),
  )
}

/** Songs that I like. */
export function likedSongs() {
  return pages(["liked"], (cursor, signal) =>
    read(api.GET("/api/likes", { params: { query: { cursor, limit: PAGE } }, signal })),
  )
}

/** What others published. */
export function feed(filter: FeedFilter, limit = PAGE) {
  return pages(["feed", filter, limit], (cursor, signal) =>
    read(api.GET("/api/feed", { params: { query: { ...filter, cursor, limit } }, signal })),
  )
}

/** What one person published. */
export function songsOf(userId: string) {
  return pages(["of", userId], (cursor, signal) =>
    read(
      api.GET("/api/users/{user_id}/songs", {
        params: { path: { user_id: userId }, query: { cursor, limit: PAGE } },
        signal,
      }),
    ),
  )
}

export function song(songId: string) {
  return queryOptions({
    queryKey: ["songs", "one", songId],
    queryFn: ({ signal }) =>
      read(api.GET("/api/songs/{song_id}", { params: { path: { song_id: songId } }, signal })),
  })
}

export const songCounts = queryOptions({
  queryKey: ["songs", "counts"],
  queryFn: ({ signal }) => read(api.GET("/api/songs/counts", { signal })),
})

/** Peaks of a ready song; they never change. */
export function waveform(songId: string) {
  return queryOptions({
    queryKey: ["waveform", songId],
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      read(
        api.GET("/api/songs/{song_id}/waveform", { params: { path: { song_id: songId } }, signal }),
      ),
  })
}

export const categories = queryOptions({
  queryKey: ["categories"],
  staleTime: 5 * 60_000,
  queryFn: ({ signal }) => read(api.GET("/api/categories", { signal })),
})
