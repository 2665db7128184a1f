// What a song was made from, and what was made from it.
import type { Song } from "@/features/songs/songs"

export interface Relative {
  /** Null when it is private or was deleted. */
  song: Song | null
  relation: string
  kind: "parent" | "self" | "child"
}

/** Nothing for a song without relatives: one row would say nothing. */
export function lineageOf(
  song: Song,
  parent: Song | null | undefined,
  children: readonly Song[],
): Relative[] {
  if (!song.parent_song_id && children.length === 0) return []
  const above: Relative[] =
    song.parent_song_id && parent !== undefined
      ? [{ song: parent, relation: parent ? relation(parent, song) : "", kind: "parent" }]
      : []
  return [
    ...above,
    { song, relation: selfRelation(song), kind: "self" },
    ...children.map((child) => ({
      song: child,
      relation: relation(song, child),
      kind: "child" as const,
    })),
  ]
}

/** How the younger came from the older. */
export function relation(older: Song, younger: Song): string {
  if (!isSameRecipe(older, younger)) return "Used as a start"
  return older.seed === younger.seed ? "Regenerated, same seed" : "Regenerated, other seed"
}

function selfRelation(song: Song): string {
  return song.takes > 1 ? `This song, take ${song.take}` : "This song"
}

/** What a person asked for; the title, style and lyrics may be the model's own. */
function isSameRecipe(one: Song, other: Song): boolean {
  const asked = (song: Song) =>
    song.mode === "description"
      ? [song.full_described_song]
      : [song.prompt, song.mode === "lyrics" ? song.lyrics : song.described_lyrics]
  return (
    one.mode === other.mode &&
    one.instrumental === other.instrumental &&
    asked(one).join("\n") === asked(other).join("\n")
  )
}
