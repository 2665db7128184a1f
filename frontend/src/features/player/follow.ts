// Keeps the songs in the player at what the rest of the app learns of them, and of who listens.
import type { InfiniteData, QueryClient, QueryKey } from "@tanstack/react-query"

import { meQuery } from "../auth/session"
import { song as songQuery } from "../songs/queries"
import type { Song, SongPage } from "../songs/songs"
import { usePlayer } from "./store"

export function followApp(queries: QueryClient): () => void {
  listenAs(queries.getQueryData(meQuery.queryKey)?.id)
  return queries.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || event.action.type !== "success") return
    const { queryKey } = event.query
    if (queryKey[0] === "songs") renew(songsOf(queries, queryKey))
    if (queryKey[0] === "me") {
      const me = queries.getQueryData(meQuery.queryKey)
      listenAs(me === null ? null : me?.id)
    }
  })
}

/** Somebody else's queue is none of this person's business. */
export function listenAs(listener: string | null | undefined): void {
  const { listener: before, clear } = usePlayer.getState()
  if (listener === undefined || listener === before) return
  if (typeof before === "string") clear()
  usePlayer.setState({ listener })
}

/** Show the newest versions of songs in the queue. */
export function renew(songs: readonly Song[]): void {
  const fresh = new Map(songs.map((song) => [song.id, song]))
  const { queue } = usePlayer.getState()
  const renewed = queue.map((known) => {
    const song = fresh.get(known.id)
    if (!song) return known
    const kept = { ...song, cover_url: steadyCover(known, song) }
    return JSON.stringify(kept) === JSON.stringify(known) ? known : kept
  })
  if (renewed.some((song, place) => song !== queue[place])) usePlayer.setState({ queue: renewed })
}

/** Each answer signs the same picture anew, which is no news. */
function steadyCover(known: Song, fresh: Song): string | null {
  return known.cover_url && fresh.cover_url ? known.cover_url : fresh.cover_url
}

function songsOf(queries: QueryClient, key: QueryKey): Song[] {
  const [, kind, songId] = key
  if (kind === "one" && typeof songId === "string") {
    const single = queries.getQueryData(songQuery(songId).queryKey)
    return single ? [single] : []
  }
  if (kind !== "list") return []
  const pages = queries.getQueryData<InfiniteData<SongPage>>(key)
  return pages?.pages.flatMap((page) => page.items) ?? []
}
