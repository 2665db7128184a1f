// Tells the gateway that a song was heard.
import { api } from "@/api/client"

/** How often it was heard by now; null when that is not known. */
export async function sendListen(songId: string): Promise<number | null> {
  try {
    const { data } = await api.POST("/api/songs/{song_id}/listens", {
      params: { path: { song_id: songId } },
    })
    return data?.listen_count ?? null
  } catch {
    // Nobody waits for this number: the music matters more than a count that is one short.
    return null
  }
}
