// Follows my unfinished songs while there are any, and keeps every list at what it hears.
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query"
import { useEffect, useState, useSyncExternalStore } from "react"

import { api, read } from "@/api/client"
import { usePlayer } from "@/features/player/store"
import { useToasts } from "@/ui/toasts"

import { meQuery, useMe } from "../auth/session"
import { dropSong, knownSong, patchSong, putSong, refreshSongs } from "./cache"
import { type News, newsOf, placeOf, useLive } from "./live"
import { markKnown, markNew } from "./newness"
import { songCounts } from "./queries"
import { nameOf } from "./naming"
import { isUnfinished, type Song } from "./songs"
import { listen } from "./stream"

const ADDRESS = "/api/songs/events"

/** Follow them; the answer is what a screen reader should be told of now. */
export function useLiveSongs(): string {
  const queries = useQueryClient()
  const me = useMe()
  const { data: counts } = useQuery({ ...songCounts, enabled: Boolean(me) })
  const isSeen = useIsSeen()
  const [told, tell] = useState("")
  const wanted = Boolean(me) && isSeen && (counts?.in_progress ?? 0) > 0

  useEffect(() => {
    if (!me) useLive.getState().forget()
  }, [me])

  useEffect(
    () =>
      usePlayer.subscribe(({ queue, at }) => {
        const played = queue[at]
        if (played) markKnown(played.id)
      }),
    [],
  )

  useEffect(() => {
    if (!wanted) return
    const poll = () => void askForNews(queries, tell)
    return listen(ADDRESS, {
      // What ended before the stream stood was not told: the lists know.
      onOpen: () => refreshSongs(queries),
      onEvent: (kind, text) => takeIn(queries, kind, text, tell),
      poll,
    })
  }, [wanted, queries])

  return told
}

function useIsSeen(): boolean {
  return useSyncExternalStore(
    (changed) => {
      document.addEventListener("visibilitychange", changed)
      return () => document.removeEventListener("visibilitychange", changed)
    },
    isSeen,
    isSeen,
  )
}

function isSeen(): boolean {
  return !document.hidden
}

type Tell = (words: string) => void

function takeIn(queries: QueryClient, kind: string, text: string, tell: Tell): void {
  if (kind === "done") {
    const song: Song = JSON.parse(text)
    return ended(queries, song, tell)
  }
  if (kind === "gone") {
    const left: { song_id: string } = JSON.parse(text)
    return gone(queries, left.song_id)
  }
  const news = newsOf(text)
  if (news) moveOn(queries, news, tell)
}

function moveOn(queries: QueryClient, news: News, tell: Tell): void {
  const { before, now } = useLive.getState().hear(news)
  if (!now || (before && placeOf(before) === placeOf(now))) return
  const song = knownSong(queries, news.song_id)
  const { status, stage } = now
  const started_at = song?.started_at ?? (status === "running" ? new Date().toISOString() : null)
  patchSong(queries, news.song_id, { status, stage, started_at })
  // Its credit is held now, and what was written gave it a title.
  void queries.invalidateQueries({ queryKey: meQuery.queryKey })
  void queries.invalidateQueries({ queryKey: ["songs", "list"] })
  if (before && song && stage) tell(`${nameOf(song)}: ${stage}`)
}

function ended(queries: QueryClient, song: Song, tell: Tell): void {
  if (useLive.getState().ended.has(song.id)) return
  useLive.getState().end(song.id)
  putSong(queries, song)
  refreshSongs(queries)
  void queries.invalidateQueries({ queryKey: meQuery.queryKey })
  if (song.status === "cancelled") return
  if (song.status === "ready") markNew(song.id)
  const words = song.status === "ready" ? `${nameOf(song)} is ready` : `${nameOf(song)} failed`
  if (isOnScreen(song.id)) tell(words)
  else sayReady(song, words)
}

function gone(queries: QueryClient, songId: string): void {
  useLive.getState().end(songId)
  dropSong(queries, songId)
  refreshSongs(queries)
}

function sayReady(song: Song, words: string): void {
  const play = () => usePlayer.getState().playFrom([song], song.id, "Your songs")
  useToasts
    .getState()
    .show(
      song.status === "ready"
        ? { text: words, milliseconds: 12_000, action: { label: "Play", run: play } }
        : { text: words, more: "You were not charged.", kind: "failed" },
    )
}

/** What a list does not tell of a song in the making. */
const UNTOLD = {
  step: null,
  steps: null,
  queue_ahead: null,
  eta_seconds: null,
  waiting_for: null,
} as const

/** While there is no stream: how the songs stand, and which of those known have ended. */
async function askForNews(queries: QueryClient, tell: Tell): Promise<void> {
  const page = await read(
    api.GET("/api/songs", { params: { query: { status: ["queued", "running"], limit: 100 } } }),
  ).catch(() => null)
  if (!page) return
  for (const { id, status, stage } of page.items) {
    const known = useLive.getState().heard[id]
    // A list tells less than the stream did; it is news only when the song has moved on.
    if (!known || placeOf(known) < placeOf({ status, stage }))
      moveOn(queries, { ...UNTOLD, song_id: id, status, stage }, tell)
  }
  const going = new Set(page.items.map((song) => song.id))
  for (const songId of Object.keys(useLive.getState().heard))
    if (!going.has(songId)) await learnEnd(queries, songId, tell)
}

async function learnEnd(queries: QueryClient, songId: string, tell: Tell): Promise<void> {
  const path = { song_id: songId }
  const song = await read(api.GET("/api/songs/{song_id}", { params: { path } })).catch(() => null)
  if (song && !isUnfinished(song)) ended(queries, song, tell)
  else if (!song) refreshSongs(queries)
}

function isOnScreen(songId: string): boolean {
  const row = document.querySelector(`[data-song-row="${CSS.escape(songId)}"]`)
  return row?.checkVisibility() ?? false
}
