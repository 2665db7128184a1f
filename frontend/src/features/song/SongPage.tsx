// One song: being made, finished or stopped, always on the same page.
import { useQuery } from "@tanstack/react-query"
import { useParams } from "@tanstack/react-router"

import { isProblem } from "@/api/problems"
import { usePageTitle } from "@/app/page"
import { Missing } from "@/app/shell/Broken"
import { useMe } from "@/features/auth/session"
import { Failed } from "@/features/feed/Failed"
import { song as songQuery } from "@/features/songs/queries"
import { isUnfinished, type Song } from "@/features/songs/songs"

import "../feed/feed.css"
import { FinishedSong } from "./FinishedSong"
import { MakingSong } from "./MakingSong"
import "./song.css"
import { SongSkeleton } from "./SongSkeleton"
import { StoppedSong } from "./StoppedSong"

export function SongPage() {
  const { songId } = useParams({ from: "/framed/songs/$songId" })
  const { data: song, error, refetch } = useQuery(songQuery(songId))
  if (song) return <Known key={song.id} song={song} />
  // 422: an address that is no song's id at all.
  if (isProblem(error) && (error.status === 404 || error.status === 422)) return <Missing />
  if (error) return <NotLoaded error={error} onRetry={() => void refetch()} />
  return <Loading />
}

function Known({ song }: { song: Song }) {
  usePageTitle(song.title || "Untitled")
  const isMine = useMe()?.id === song.owner.id
  if (isUnfinished(song)) return <MakingSong song={song} />
  if (song.status !== "ready") return <StoppedSong song={song} />
  return <FinishedSong song={song} isMine={isMine} />
}

export function NotLoaded(props: { error: Error; onRetry: () => void }) {
  usePageTitle("Song")
  return (
    <div className="page pt-[10vh]">
      <h1 className="sr-only">Song</h1>
      <Failed what="The song" {...props} />
    </div>
  )
}

export function Loading() {
  usePageTitle("Song")
  return (
    <>
      <h1 className="sr-only">Song</h1>
      <SongSkeleton />
    </>
  )
}
