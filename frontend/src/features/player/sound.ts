// Drives the audio element by the store: starts, stops, moves, and mends what breaks.
import { sentence } from "@/api/problems"
import { complain, say } from "@/ui/toasts"

import type { Song } from "../songs/songs"
import { type Address, type Addresses, isStale } from "./addresses"
import { Course } from "./course"
import { afterBreak, afterRefusal, type Step } from "./recovery"
import { type PlayerState, usePlayer } from "./store"

interface SoundParts {
  audio: HTMLAudioElement
  addresses: Addresses
  onListened: (songId: string) => void
  /** Whether the element has something to play, so that a drawing can follow it. */
  onAttached: (isAttached: boolean) => void
}

export class Sound {
  private readonly audio: HTMLAudioElement
  private readonly addresses: Addresses
  private readonly parts: SoundParts
  /** The song whose address the element has. */
  private attached: { songId: string; address: Address } | null = null
  /** Where to begin once the length is known; null when the element is there. */
  private startAt: number | null = null
  /** What an answer that comes late belonged to. */
  private turn = 0
  private tries = 0
  private brokeAt = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly course: Course

  constructor(parts: SoundParts) {
    this.parts = parts
    this.audio = parts.audio
    this.addresses = parts.addresses
    this.course = new Course(parts.addresses, parts.onListened)
  }

  connect(): () => void {
    const { audio } = this
    const listeners = {
      loadedmetadata: () => this.placeStart(),
      durationchange: () => this.learnDuration(),
      timeupdate: () => this.tick(),
      seeking: () => this.course.jumped(),
      waiting: () => usePlayer.setState({ isWaiting: usePlayer.getState().isPlaying }),
      playing: () => usePlayer.setState({ isWaiting: false }),
      canplay: () => usePlayer.setState({ isWaiting: false }),
      play: () => this.startedElsewhere(),
      pause: () => this.pausedElsewhere(),
      ended: () => this.attached && usePlayer.getState().finished(),
      error: () => this.broke(),
    }
    for (const [name, listen] of Object.entries(listeners)) audio.addEventListener(name, listen)
    this.tune(usePlayer.getState())
    this.course.begin(usePlayer.getState())
    const stop = usePlayer.subscribe((now, before) => this.follow(now, before))
    return () => {
      stop()
      for (const [name, listen] of Object.entries(listeners))
        audio.removeEventListener(name, listen)
      this.detach()
      usePlayer.getState().pause()
    }
  }

  private follow(now: PlayerState, before: PlayerState): void {
    if (now.starts !== before.starts) this.begin(now)
    else {
      if (now.jumps !== before.jumps) this.move(now.position)
      if (now.isPlaying !== before.isPlaying) this.playOrRest(now)
    }
    if (
      now.volume !== before.volume ||
      now.isMuted !== before.isMuted ||
      now.speed !== before.speed
    )
      this.tune(now)
  }

  private begin(state: PlayerState): void {
    const song = state.queue[state.at]
    this.tries = 0
    this.course.begin(state)
    const isThere = song && this.attached?.songId === song.id
    if (isThere) this.move(state.position)
    else this.detach()
    this.playOrRest(state)
  }

  private playOrRest(state: PlayerState): void {
    this.forgetLate()
    const song = state.queue[state.at]
    if (!song || !state.isPlaying) return this.audio.pause()
    const isReady = this.attached?.songId === song.id && !isStale(this.attached.address)
    if (isReady) this.sound()
    else void this.attach(song)
  }

  /** Get an address and play it; with one at hand all of this happens within the gesture. */
  private async attach(song: Song): Promise<void> {
    const ready = this.addresses.ready(song.id)
    if (ready) return this.take(song, ready)
    const turn = ++this.turn
    usePlayer.setState({ isWaiting: true })
    // Without a source this only tells the browser that a person asked for sound.
    if (!this.audio.hasAttribute("src")) this.audio.load()
    try {
      const address = await this.addresses.find(song.id)
      if (turn === this.turn) this.take(song, address)
    } catch (failure) {
      if (turn === this.turn) this.refused(song, failure)
    }
  }

  private take(song: Song, address: Address): void {
    const { position, duration, isPlaying } = usePlayer.getState()
    this.attached = { songId: song.id, address }
    this.startAt = duration && position > duration - 0.5 ? 0 : position
    this.audio.src = new URL(address.url, location.origin).href
    this.parts.onAttached(true)
    this.tune(usePlayer.getState())
    if (isPlaying) this.sound()
  }

  private sound(): void {
    this.audio.play().catch((failure: unknown) => {
      // A newer song or a pause has taken over, or the element tells of it in its own event.
      const isForbidden = failure instanceof DOMException && failure.name === "NotAllowedError"
      if (isForbidden) usePlayer.getState().pause()
    })
  }

  private detach(): void {
    this.forgetLate()
    this.attached = null
    this.startAt = null
    this.audio.pause()
    this.audio.removeAttribute("src")
    this.audio.load()
    this.parts.onAttached(false)
  }

  private move(position: number): void {
    this.course.jumped()
    if (this.startAt !== null) this.startAt = position
    else if (this.attached) this.audio.currentTime = position
  }

  private placeStart(): void {
    if (this.startAt) this.audio.currentTime = this.startAt
    this.startAt = null
  }

  private learnDuration(): void {
    const { duration } = this.audio
    if (this.attached && Number.isFinite(duration) && duration > 0) usePlayer.setState({ duration })
  }

  private tick(): void {
    // While a source loads, the element says 0: not where the listener is.
    if (!this.attached || this.startAt !== null || this.audio.ended) return
    const position = this.audio.currentTime
    usePlayer.setState({ position })
    if (position > this.brokeAt + 1) this.tries = 0
    if (!this.audio.paused) this.course.reached(usePlayer.getState())
  }

  private startedElsewhere(): void {
    if (this.attached && !this.audio.paused) usePlayer.setState({ isPlaying: true })
  }

  /** Headphones that were pulled out, or the system's own pause. */
  private pausedElsewhere(): void {
    if (this.attached && this.audio.paused && !this.audio.ended) usePlayer.getState().pause()
  }

  private broke(): void {
    const { queue, at, isPlaying, position } = usePlayer.getState()
    const song = queue[at]
    if (!this.attached || !song) return
    this.addresses.forget(song.id)
    this.attached = null
    this.brokeAt = position
    if (isPlaying) this.mend(song, afterBreak(this.tries++))
  }

  private refused(song: Song, failure: unknown): void {
    const step = afterRefusal(failure, this.tries++)
    // What is buffered can be heard although no new address is to be had.
    if (step.do === "wait" && this.attached) this.sound()
    else this.mend(song, step, failure)
  }

  private mend(song: Song, step: Step, failure?: unknown): void {
    if (step.do === "wait") {
      usePlayer.setState({ isWaiting: true })
      this.timer = setTimeout(() => void this.attach(song), step.milliseconds)
    } else if (step.do === "skip") this.skip(song)
    else {
      usePlayer.getState().pause()
      complain(`“${song.title}” cannot be played`, failure ? sentence(failure) : undefined)
    }
  }

  private skip(song: Song): void {
    const { queue, at, remove } = usePlayer.getState()
    if (queue[at]?.id !== song.id) return
    remove(at)
    const isNext = usePlayer.getState().isPlaying
    say(
      `“${song.title}” is gone`,
      `It was deleted or made private.${isNext ? " The next song plays." : ""}`,
    )
  }

  private forgetLate(): void {
    this.turn++
    clearTimeout(this.timer)
  }

  private tune({ volume, isMuted, speed }: PlayerState): void {
    this.audio.volume = volume
    this.audio.muted = isMuted
    this.audio.defaultPlaybackRate = speed
    this.audio.playbackRate = speed
  }
}
