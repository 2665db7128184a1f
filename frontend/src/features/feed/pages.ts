// Songs of all pages that were fetched, one after the other.
import type { InfiniteData } from "@tanstack/react-query"

import type { Song, SongPage } from "@/features/songs/songs"

/** A song that moved to the next page while it was fetched is shown once. */
export function songsIn(data: InfiniteData<SongPage> | undefined): Song[] {
  const songs = new Map<string, Song>()
  for (const page of data?.pages ?? [])
    for (const song of page.items) if (!songs.has(song.id)) songs.set(song.id, song)
  return [...songs.values()]
}
