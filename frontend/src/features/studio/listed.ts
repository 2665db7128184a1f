// Which songs a list asks the gateway for.
import { likedSongs, mySongs, type SongFilter } from "@/features/songs/queries"
import { type Song, type SongCounts, styleOf } from "@/features/songs/songs"
import type { LibrarySearch } from "@/app/searches"

type Wish = Pick<LibrarySearch, "status" | "sort" | "q">

const FILTERS: Record<Exclude<NonNullable<Wish["status"]>, "liked">, SongFilter> = {
  in_progress: { status: ["queued", "running"] },
  ready: { status: ["ready"] },
  published: { published: true },
  failed: { status: ["failed"] },
  cancelled: { status: ["cancelled"] },
}

/** The question for this wish; what is not wished for is not in it. */
export function listed({ status, sort, q }: Wish) {
  if (status === "liked") return likedSongs()
  return mySongs({ ...(status && FILTERS[status]), ...(sort && { sort }), ...(q && { q }) })
}

/** Liked songs are not searched by the gateway: look among those that are here. */
export function among(songs: readonly Song[], { status, q }: Wish): Song[] {
  if (status !== "liked" || !q) return [...songs]
  const words = q.toLowerCase()
  return songs.filter((song) => `${song.title} ${styleOf(song)}`.toLowerCase().includes(words))
}

export const FILTER_NAMES = [
  { status: undefined, name: "All" },
  { status: "in_progress", name: "In progress" },
  { status: "ready", name: "Ready" },
  { status: "published", name: "Published" },
  { status: "failed", name: "Failed" },
  { status: "liked", name: "Liked" },
] as const

export function countOf(status: Wish["status"], counts: SongCounts): number | undefined {
  if (status === undefined) return counts.all
  return status === "liked" ? undefined : counts[status]
}

/** "Looked among your 9 published songs." */
export function whereLooked(status: Wish["status"], counts: SongCounts | undefined): string {
  if (status === "liked") return "Looked among the songs that you like."
  const number = counts && countOf(status, counts)
  const kind = status ? `${status.replace("_", " ")} ` : ""
  const songs = status === "in_progress" ? "songs in progress" : `${kind}songs`
  return `Looked among your ${number === undefined ? "" : `${number} `}${number === 1 ? songs.replace("songs", "song") : songs}.`
}
