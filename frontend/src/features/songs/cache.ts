// Keeps every list and page that shows a song at what is known of it now.
import type { InfiniteData, QueryClient } from "@tanstack/react-query"

import { song as songQuery } from "./queries"
import type { Song, SongPage } from "./songs"

type Pages = InfiniteData<SongPage>

const LISTS = ["songs", "list"] as const

/** Show this version of a song wherever it is shown. */
export function putSong(queries: QueryClient, song: Song): void {
  queries.setQueryData(songQuery(song.id).queryKey, song)
  changeLists(queries, (items) => items.map((each) => (each.id === song.id ? song : each)))
}

/** Change a song wherever it is shown, before the gateway has answered. */
export function patchSong(queries: QueryClient, songId: string, change: Partial<Song>): void {
  queries.setQueryData(songQuery(songId).queryKey, (known) => known && { ...known, ...change })
  changeLists(queries, (items) =>
    items.map((each) => (each.id === songId ? { ...each, ...change } : each)),
  )
}

/** Songs that were just asked for stand at the top of my lists that show the newest first. */
export function addSongs(queries: QueryClient, songs: readonly Song[]): void {
  const added = new Set(songs.map((song) => song.id))
  for (const song of songs) queries.setQueryData(songQuery(song.id).queryKey, song)
  queries.setQueriesData<Pages>({ queryKey: [...LISTS, "mine", {}], exact: true }, (pages) => {
    const [first, ...rest] = pages?.pages ?? []
    if (!pages || !first) return pages
    const items = [...songs, ...first.items.filter((each) => !added.has(each.id))]
    return { ...pages, pages: [{ ...first, items }, ...rest] }
  })
  void queries.invalidateQueries({ queryKey: LISTS })
  void queries.invalidateQueries({ queryKey: ["songs", "counts"] })
}

/** Take a song out of every list. */
export function dropSong(queries: QueryClient, songId: string): void {
  changeLists(queries, (items) => items.filter((each) => each.id !== songId))
}

/** Ask again for everything that shows songs. */
export function refreshSongs(queries: QueryClient): void {
  void queries.invalidateQueries({ queryKey: ["songs"] })
}

/** The newest known version of a song, wherever it was seen. */
export function knownSong(queries: QueryClient, songId: string): Song | undefined {
  const single = queries.getQueryData(songQuery(songId).queryKey)
  if (single) return single
  const lists = queries.getQueriesData<Pages>({ queryKey: LISTS })
  for (const [, pages] of lists)
    for (const page of pages?.pages ?? [])
      for (const item of page.items) if (item.id === songId) return item
  return undefined
}

function changeLists(queries: QueryClient, change: (items: Song[]) => Song[]): void {
  queries.setQueriesData<Pages>({ queryKey: LISTS }, (pages) => {
    if (!pages) return pages
    return {
      ...pages,
      pages: pages.pages.map((page) => ({ ...page, items: change(page.items) })),
    }
  })
}
