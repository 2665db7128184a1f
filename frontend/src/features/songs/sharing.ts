// Gives a song's public address away: by the system's sheet where there is one, else copied.
import { copyText } from "@/ui/copying"
import { complain, say } from "@/ui/toasts"

import type { Song } from "./songs"

export function addressOf(song: Pick<Song, "id">): string {
  return `${location.origin}/s/${song.id}`
}

export async function shareSong(song: Song): Promise<void> {
  if (!song.published) {
    say("Only you can hear this song", "Publish it first, then share its link.")
    return
  }
  const url = addressOf(song)
  const isTouch = matchMedia("(hover: none)").matches
  try {
    if (isTouch && "share" in navigator) await navigator.share({ title: song.title, url })
    else await copyText(url, "Link copied")
  } catch (failure) {
    // Closing the system's sheet is not a failure.
    if (failure instanceof DOMException && failure.name === "AbortError") return
    complain("The link could not be shared", url)
  }
}
