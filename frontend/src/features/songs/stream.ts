// One stream of news that comes back by itself: later each time, and by asking where it cannot be had.

export interface StreamEvents {
  /** A connection stands; what happened before it was not told. */
  onOpen: () => void
  onEvent: (kind: string, text: string) => void
  /** Asked every few seconds while there is no stream. */
  poll: () => void
}

const KINDS = ["progress", "done", "gone"] as const
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 30_000
const POLL_EVERY_MS = 5_000
const TRIES_BEFORE_POLLING = 2

/** How long to wait before the next try. */
export function waitBefore(failures: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1))
}

/** Listen until the answer is called. */
export function listen(address: string, events: StreamEvents): () => void {
  let source: EventSource | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  let polling: ReturnType<typeof setInterval> | undefined
  let failures = 0

  const stopPolling = () => {
    clearInterval(polling)
    polling = undefined
  }
  const failed = () => {
    source?.close()
    failures += 1
    if (failures >= TRIES_BEFORE_POLLING && polling === undefined)
      polling = setInterval(events.poll, POLL_EVERY_MS)
    retry = setTimeout(connect, waitBefore(failures))
  }
  const connect = () => {
    source = new EventSource(address)
    source.onopen = () => {
      failures = 0
      stopPolling()
      events.onOpen()
    }
    // The browser tries again by itself for ever, each three seconds; ours gives way.
    source.onerror = failed
    for (const kind of KINDS)
      source.addEventListener(kind, (event) => events.onEvent(kind, event.data))
  }
  connect()
  return () => {
    source?.close()
    clearTimeout(retry)
    stopPolling()
  }
}
