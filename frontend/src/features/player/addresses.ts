// Where songs can be heard: signed addresses that are good for some minutes.
import { api, read } from "@/api/client"

export interface Address {
  url: string
  /** Milliseconds since 1970. */
  expiresAt: number
}

/** A player that starts within this time before the end would break within a song. */
const SPARE_MS = 30_000

export function isStale(address: Pick<Address, "expiresAt">, now: number = Date.now()): boolean {
  return address.expiresAt - now < SPARE_MS
}

export class Addresses {
  private readonly known = new Map<string, Address>()

  /** An address to use at once, within the gesture that asks for sound. */
  ready(songId: string): Address | undefined {
    const address = this.known.get(songId)
    return address && !isStale(address) ? address : undefined
  }

  async find(songId: string): Promise<Address> {
    const ready = this.ready(songId)
    if (ready) return ready
    const answer = await read(
      api.GET("/api/songs/{song_id}/audio", {
        params: { path: { song_id: songId }, query: { format: "mp3" } },
      }),
    )
    if (!("url" in answer)) throw new Error("The gateway gave no address")
    const address = { url: answer.url, expiresAt: Date.parse(answer.expires_at) }
    this.known.set(songId, address)
    return address
  }

  /** It did not work: the next one must be new. */
  forget(songId: string): void {
    this.known.delete(songId)
  }
}
