// How a song is named in a sentence and in a row.
import { type Song, styleOf } from "./songs"

/** "Tin Roof Lullaby, take 1" */
export function nameOf(song: Pick<Song, "title" | "take" | "takes">): string {
  return song.takes > 1 ? `${song.title}, take ${song.take}` : song.title
}

/** "Take 1 · soul, Rhodes": the take only where there are several. */
export function withTake(song: Pick<Song, "take" | "takes">, words: string): string {
  if (song.takes <= 1) return words
  return words ? `Take ${song.take} · ${words}` : `Take ${song.take}`
}

const COVER_TAKES_MS = 10 * 60_000

/** Whether its picture may still come: it is made after the sound. */
export function awaitsCover(song: Song, now: number = Date.now()): boolean {
  if (song.status !== "ready" || song.cover_url !== null || !song.finished_at) return false
  return now - Date.parse(song.finished_at) < COVER_TAKES_MS
}

/** The second line of a row. */
export function remarkOn(song: Song): string {
  return withTake(song, awaitsCover(song) ? "Cover on its way" : styleOf(song))
}
