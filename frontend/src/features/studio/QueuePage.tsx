// Songs that are being made, in the order of their turns, and what ended last.
import { useInfiniteQuery } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"

import { sentence } from "@/api/problems"
import { usePageTitle } from "@/app/page"
import { isLeaving } from "@/features/songs/deletion"
import { byTurn } from "@/features/songs/grouping"
import { JobCard } from "@/features/songs/JobCard"
import { mySongs } from "@/features/songs/queries"
import { AnyRow } from "@/features/songs/SongList"
import { isUnfinished, type Song } from "@/features/songs/songs"
import { usePlayer } from "@/features/player/store"
import { Button } from "@/ui/Button"
import { Empty } from "@/ui/Empty"
import { SkeletonRows } from "@/ui/Skeleton"

import { listed } from "./listed"
import "./studio.css"

const ENDED_SHOWN = 5

export function QueuePage() {
  usePageTitle("Queue")
  return (
    <div className="mx-auto max-w-[60rem] pb-8">
      <div className="songs-bar px-5">
        <h1 className="column-title">Queue</h1>
      </div>
      <Going />
      <EndedLast />
    </div>
  )
}

function Going() {
  const { data, error, isPending, refetch } = useInfiniteQuery(listed({ status: "in_progress" }))
  if (isPending) return <SkeletonRows rows={2} label="Loading the queue" />
  if (!data)
    return (
      <Empty level="h2" title="The queue could not be loaded">
        <p className="text-ink-2" role="alert">
          {sentence(error)}
        </p>
        <Button className="mt-3" onClick={() => void refetch()}>
          Try again
        </Button>
      </Empty>
    )
  const going = kept(data.pages.flatMap((page) => page.items))
    .filter(isUnfinished)
    .sort(byTurn)
  if (going.length === 0) return <NothingGoing />
  return (
    <div className="song-list" data-song-list>
      <section className="song-group" aria-label="In progress">
        <h2>In progress</h2>
        <ul>
          {going.map((song) => (
            <JobCard key={song.id} song={song} />
          ))}
        </ul>
      </section>
    </div>
  )
}

function NothingGoing() {
  return (
    <Empty level="h2" title="Nothing is being made">
      <p className="text-ink-2">
        Songs that wait or run stand here, with their place in the queue.
      </p>
      <Button className="mt-3" asChild>
        <Link to="/create">Create a song</Link>
      </Button>
    </Empty>
  )
}

function EndedLast() {
  const { data } = useInfiniteQuery(mySongs())
  const songs = kept(data?.pages.flatMap((page) => page.items) ?? [])
  const ended = songs
    .filter((song) => !isUnfinished(song))
    .sort((one, other) => (other.finished_at ?? "").localeCompare(one.finished_at ?? ""))
    .slice(0, ENDED_SHOWN)
  if (ended.length === 0) return null
  const playable = ended.filter((song) => song.status === "ready")
  return (
    <div className="song-list" data-song-list>
      <section className="song-group" aria-label="Ended last">
        <h2>Ended last</h2>
        <ul>
          {ended.map((song) => (
            <AnyRow
              key={song.id}
              song={song}
              onPlay={() => usePlayer.getState().playFrom(playable, song.id, "Your songs")}
            />
          ))}
        </ul>
      </section>
    </div>
  )
}

function kept(songs: readonly Song[]): Song[] {
  return songs.filter((song) => !isLeaving(song.id))
}
