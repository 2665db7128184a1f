// What a category's tile shows: the cover and colours of a song of it, or a calm colour of its own.
import { pictureOf } from "@/features/songs/pictures"
import type { Song } from "@/features/songs/songs"
import type { Picture } from "@/ui/Cover"

export interface TileArt {
  cover: Picture | null
  colors: readonly string[]
}

/** Of the songs at hand the first that is in this category and has a cover. */
export function tileArt(category: string, songs: readonly Song[]): TileArt {
  const song = songs.find((each) => each.cover_url && each.categories.includes(category))
  return {
    cover: song ? pictureOf(song) : null,
    colors: song?.cover_colors ?? [`oklch(0.47 0.08 ${hueOf(category)})`],
  }
}

/** Degrees on the colour circle: the same for the same name, and apart for others. */
export function hueOf(name: string): number {
  return [...name].reduce((sum, letter) => (sum * 47 + (letter.codePointAt(0) ?? 0)) % 360, 11)
}
