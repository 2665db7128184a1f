// Songs and a clean player for tests.
import type { Song } from "../songs/songs"
import { NOTHING, usePlayer } from "./store"

export function aSong(id: string, changes: Partial<Song> = {}): Song {
  return {
    id,
    title: `Song ${id}`,
    mode: "lyrics",
    status: "ready",
    stage: null,
    instrumental: false,
    prompt: "soul, Rhodes",
    lyrics: "[verse]\nOne line",
    full_described_song: "",
    described_lyrics: "",
    categories: [],
    audio_duration: 200,
    seed: 1,
    guidance_scale: null,
    infer_step: null,
    engine: null,
    model_revision: null,
    take: 1,
    takes: 1,
    mini_peaks: null,
    owner: { id: "mara", name: "Mara" },
    published: false,
    listen_count: 0,
    like_count: 0,
    liked: false,
    cover_url: null,
    cover_colors: null,
    failure: null,
    parent_song_id: null,
    created_at: "2026-01-01T00:00:00Z",
    started_at: null,
    finished_at: null,
    ...changes,
  }
}

export function songs(...ids: string[]): Song[] {
  return ids.map((id) => aSong(id))
}

export function emptyPlayer(): void {
  usePlayer.setState({ ...NOTHING })
}

/** The id of the song in the player. */
export function current(): string | undefined {
  const { queue, at } = usePlayer.getState()
  return queue[at]?.id
}
