// Goes along with a song that sounds: counts the listen, and has the next address before the end.
import type { Addresses } from "./addresses"
import { ListenCounter } from "./listens"
import { placeAfter } from "./queue"
import type { PlayerState } from "./store"

const FETCH_NEXT_BEFORE_END_SECONDS = 20

export class Course {
  private counter = new ListenCounter(0)
  private hasNext = false

  constructor(
    private readonly addresses: Addresses,
    private readonly onListened: (songId: string) => void,
  ) {}

  begin({ queue, at }: PlayerState): void {
    this.counter = new ListenCounter(queue[at]?.audio_duration ?? 0)
    this.hasNext = false
  }

  jumped(): void {
    this.counter.jumped()
  }

  /** The sound has come to where the store says it is. */
  reached(state: PlayerState): void {
    const song = state.queue[state.at]
    if (song && this.counter.reached(state.position)) this.onListened(song.id)
    if (state.duration - state.position < FETCH_NEXT_BEFORE_END_SECONDS) this.fetchNext(state)
  }

  /** So that the next song starts without a request, also in a tab in the background. */
  private fetchNext(state: PlayerState): void {
    const next = state.queue[placeAfter(state)]
    if (!next || this.hasNext) return
    this.hasNext = true
    // A refusal is told when the song's turn has come.
    this.addresses.find(next.id).catch(() => undefined)
  }
}
