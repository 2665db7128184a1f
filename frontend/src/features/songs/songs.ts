// Songs, as the app names them.
import type { components } from "@/api/schema"

export type Song = components["schemas"]["SongRead"]
export type SongPage = components["schemas"]["SongPage"]
export type SongStatus = Song["status"]
export type SongCounts = components["schemas"]["SongCounts"]
export type Progress = Omit<components["schemas"]["SongProgressRead"], "song_id">

export function isUnfinished(song: Pick<Song, "status">): boolean {
  return song.status === "queued" || song.status === "running"
}

/** "soul, Rhodes, brushed drums": the style, or what was asked for while there is none. */
export function styleOf(song: Song): string {
  return song.prompt || song.full_described_song || song.described_lyrics
}
