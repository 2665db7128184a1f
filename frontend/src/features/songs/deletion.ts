// Deleting with ten seconds to take it back; what is pending is deleted for good on leaving.
import type { QueryClient } from "@tanstack/react-query"

import { isProblem, sentence } from "@/api/problems"
import { complain, useToasts } from "@/ui/toasts"

import { meQuery } from "../auth/session"
import { dropSong, refreshSongs } from "./cache"
import type { Song } from "./songs"
import { api, read } from "@/api/client"

export const UNDO_MS = 10_000
const pending = new Map<string, () => Promise<void>>()

/** Whether a song is on its way out, so that a list that is asked again leaves it out. */
export function isLeaving(songId: string): boolean {
  return pending.has(songId)
}

/** Take a song off the screen now, and out of the world when nobody has undone it. */
export function deleteWithUndo(queries: QueryClient, song: Song): void {
  pending.set(song.id, () => destroy(queries, song))
  dropSong(queries, song.id)
  useToasts.getState().show({
    text: `Deleted “${song.title}”`,
    milliseconds: UNDO_MS,
    action: { label: "Undo", run: () => restore(queries, song.id) },
    onGone: () => void pending.get(song.id)?.(),
  })
}

/** Leaving the page is not undoing. */
export function deleteOnLeave(): () => void {
  const flush = () => {
    for (const [songId] of pending)
      void fetch(`/api/songs/${songId}`, { method: "DELETE", keepalive: true })
  }
  addEventListener("pagehide", flush)
  return () => removeEventListener("pagehide", flush)
}

function restore(queries: QueryClient, songId: string): void {
  pending.delete(songId)
  refreshSongs(queries)
}

async function destroy(queries: QueryClient, song: Song): Promise<void> {
  try {
    await read(api.DELETE("/api/songs/{song_id}", { params: { path: { song_id: song.id } } }))
  } catch (failure) {
    // Already gone is what was wanted.
    if (!isProblem(failure, "not_found"))
      complain(`“${song.title}” was not deleted`, sentence(failure))
  } finally {
    pending.delete(song.id)
    refreshSongs(queries)
    void queries.invalidateQueries({ queryKey: meQuery.queryKey })
  }
}
