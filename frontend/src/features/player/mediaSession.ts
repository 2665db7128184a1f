// The system's own media controls: lock screen, headphones, media keys.
import type { Song } from "../songs/songs"
import { type PlayerState, usePlayer } from "./store"

const STEP_SECONDS = 10

export function connectMediaSession(): () => void {
  const { mediaSession: session } = navigator
  if (!session) return () => undefined
  const handlers = actions()
  for (const [action, handler] of handlers) session.setActionHandler(action, handler)
  show(session, usePlayer.getState())
  const stop = usePlayer.subscribe((now, before) => {
    if (now.queue[now.at] !== before.queue[before.at] || now.isPlaying !== before.isPlaying)
      show(session, now)
    const moved = now.jumps !== before.jumps || now.speed !== before.speed
    if (moved || now.duration !== before.duration || now.isPlaying !== before.isPlaying)
      place(session, now)
  })
  return () => {
    stop()
    for (const [action] of handlers) session.setActionHandler(action, null)
  }
}

/** What the system shows of a song. */
export function metadataOf(song: Song): MediaMetadataInit {
  const sizes = song.cover_url ? [96, 384, 768] : []
  return {
    title: song.title,
    artist: song.owner.name,
    artwork: sizes.map((size) => ({
      src: new URL(`/api/songs/${song.id}/cover?width=${size}`, location.origin).href,
      sizes: `${size}x${size}`,
      type: "image/webp",
    })),
  }
}

function actions(): [MediaSessionAction, MediaSessionActionHandler][] {
  const player = () => usePlayer.getState()
  const by = (seconds: number) => player().seek(player().position + seconds)
  return [
    ["play", () => !player().isPlaying && player().toggle()],
    ["pause", () => player().pause()],
    ["previoustrack", () => player().previous()],
    ["nexttrack", () => player().next()],
    ["seekbackward", ({ seekOffset }) => by(-(seekOffset ?? STEP_SECONDS))],
    ["seekforward", ({ seekOffset }) => by(seekOffset ?? STEP_SECONDS)],
    ["seekto", ({ seekTime }) => player().seek(seekTime ?? player().position)],
  ]
}

function show(session: MediaSession, { queue, at, isPlaying }: PlayerState): void {
  const song = queue[at]
  session.metadata = song ? new MediaMetadata(metadataOf(song)) : null
  session.playbackState = song ? (isPlaying ? "playing" : "paused") : "none"
}

function place(session: MediaSession, { duration, position, speed }: PlayerState): void {
  if (duration <= 0) return
  session.setPositionState({
    duration,
    position: Math.min(position, duration),
    playbackRate: speed,
  })
}
