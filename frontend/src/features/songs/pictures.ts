// A song's cover as pictures of several sizes, at addresses that a browser can keep.
import type { Picture } from "@/ui/Cover"

import type { Song } from "./songs"

/** Pixels across that the gateway offers. */
const WIDTHS = [96, 192, 384, 768]

/** Null while a song has no cover. */
export function pictureOf(song: Pick<Song, "id" | "cover_url">): Picture | null {
  if (!song.cover_url) return null
  const at = (width: number) => `/api/songs/${song.id}/cover?width=${width}`
  return { src: at(384), srcSet: WIDTHS.map((width) => `${at(width)} ${width}w`).join(", ") }
}
