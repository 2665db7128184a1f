// Sorts songs into what is in progress and the days on which the others were asked for.
import { isUnfinished, type Song } from "./songs"

export interface Group {
  /** Blank for a list that is not by day. */
  name: string
  songs: Song[]
}

export type Sort = "newest" | "oldest" | "title"

export function grouped(songs: readonly Song[], sort: Sort, now: number = Date.now()): Group[] {
  if (sort === "title") return songs.length ? [{ name: "", songs: [...songs] }] : []
  const going = songs.filter(isUnfinished).sort(byTurn)
  const groups: Group[] = going.length ? [{ name: "In progress", songs: going }] : []
  for (const song of songs) {
    if (isUnfinished(song)) continue
    const name = dayOf(song.created_at, now)
    const last = groups.at(-1)
    if (last?.name === name) last.songs.push(song)
    else groups.push({ name, songs: [song] })
  }
  return groups
}

const ONE_REQUEST_MS = 1_000

/** With the takes of one request in their order, wherever they stand next to each other. */
export function inTakes(songs: readonly Song[]): Song[] {
  const requests: Song[][] = []
  for (const song of songs) {
    const last = requests.at(-1)
    if (last?.[0] && isSameRequest(last[0], song)) last.push(song)
    else requests.push([song])
  }
  return requests.flatMap((takes) => takes.sort((one, other) => one.take - other.take))
}

function isSameRequest(one: Song, other: Song): boolean {
  const apart = Math.abs(Date.parse(one.created_at) - Date.parse(other.created_at))
  return one.takes > 1 && one.takes === other.takes && apart < ONE_REQUEST_MS
}

/** The first that was asked for is the first to come. */
export function byTurn(one: Song, other: Song): number {
  return one.created_at.localeCompare(other.created_at) || one.take - other.take
}

/** "Today", "Yesterday" or "Earlier", by the days of the person's own clock. */
export function dayOf(moment: string, now: number): string {
  const today = new Date(now)
  today.setHours(0, 0, 0, 0)
  const yesterday = new Date(today)
  yesterday.setDate(today.getDate() - 1)
  const then = Date.parse(moment)
  if (then >= today.getTime()) return "Today"
  return then >= yesterday.getTime() ? "Yesterday" : "Earlier"
}
