// Counts what was really heard of a song: thirty seconds are a listen, moving about is not.
const HEARD_SECONDS = 30
/** Between two looks at the clock no more than this is played, even in a tab in the background. */
const LONGEST_STEP_SECONDS = 5

export class ListenCounter {
  private heardSeconds = 0
  private last: number | null = null
  private isCounted = false
  private readonly needed: number

  /** A shorter song is heard when half of it was. */
  constructor(durationSeconds: number) {
    this.needed = durationSeconds > 0 ? Math.min(HEARD_SECONDS, durationSeconds / 2) : HEARD_SECONDS
  }

  /** The sound is at this second; true once, when it was heard for long enough. */
  reached(position: number): boolean {
    const step = this.last === null ? 0 : position - this.last
    this.last = position
    if (step > 0 && step <= LONGEST_STEP_SECONDS) this.heardSeconds += step
    if (this.isCounted || this.heardSeconds < this.needed) return false
    this.isCounted = true
    return true
  }

  /** Somebody moved within the song: the way there was not heard. */
  jumped(): void {
    this.last = null
  }
}
