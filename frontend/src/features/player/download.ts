// Fetches a song as a file; a WAV may have to be made first.
import { api, read } from "@/api/client"
import { sentence } from "@/api/problems"
import { complain, useToasts } from "@/ui/toasts"

import type { Song } from "../songs/songs"

export type AudioFormat = "mp3" | "flac" | "wav"

export const FORMATS: readonly { format: AudioFormat; label: string }[] = [
  { format: "mp3", label: "MP3, small" },
  { format: "flac", label: "FLAC, lossless" },
  { format: "wav", label: "WAV, for editing" },
]

const PATIENCE_MS = 3 * 60_000
const USUAL_WAIT_SECONDS = 2

type Named = Pick<Song, "id" | "title">

/** Download a song; what takes long or fails is said in a toast. */
export async function downloadSong(song: Named, format: AudioFormat): Promise<void> {
  let toast: number | undefined
  try {
    const url = await fileAddress(song.id, format, () => {
      toast ??= useToasts.getState().show({
        text: `Making the ${format.toUpperCase()} of “${song.title}”`,
        more: "The download starts by itself.",
        milliseconds: PATIENCE_MS,
      })
    })
    save(url)
  } catch (failure) {
    complain(`“${song.title}” was not downloaded`, sentence(failure))
  } finally {
    if (toast !== undefined) useToasts.getState().dismiss(toast)
  }
}

/** Where the file is, as soon as it is made. */
export async function fileAddress(
  songId: string,
  format: AudioFormat,
  onPreparing: () => void,
): Promise<string> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const asked = api.GET("/api/songs/{song_id}/audio", {
      params: { path: { song_id: songId }, query: { format, download: true } },
    })
    const answer = await read(asked)
    if ("url" in answer) return answer.url
    if (Date.now() > deadline) throw new Error("The file was not made in time")
    onPreparing()
    const { response } = await asked
    const seconds = Number(response.headers.get("Retry-After") ?? USUAL_WAIT_SECONDS)
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  }
}

/** The address says that it is a file, so that the page stays. */
function save(url: string): void {
  const link = document.createElement("a")
  link.href = url
  link.download = ""
  link.click()
}
