// A published song as a link to it shows it: no sign-in needed.
import { useQuery } from "@tanstack/react-query"
import { Link, Navigate, useParams } from "@tanstack/react-router"
import { Lock, Sparkles } from "lucide-react"

import { isProblem } from "@/api/problems"
import { usePageTitle } from "@/app/page"
import { Missing } from "@/app/shell/Broken"
import { useLateHeading } from "@/features/feed/heading"
import { song as songQuery } from "@/features/songs/queries"
import type { Song } from "@/features/songs/songs"
import { Button } from "@/ui/Button"

import "../feed/feed.css"
import { BackLink } from "./BackLink"
import { Hero } from "./Hero"
import { Lyrics } from "./Lyrics"
import { PlayAndLike } from "./PlayAndLike"
import { ShareButton } from "./ShareButton"
import "./song.css"
import { Loading, NotLoaded } from "./SongPage"
import { Track } from "./Track"

export function SharedPage() {
  const { songId } = useParams({ from: "/framed/s/$songId" })
  const { data: song, error, refetch } = useQuery(songQuery(songId))
  if (song?.status === "ready") return <Shared key={song.id} song={song} />
  // Only its owner sees it before it is ready, and has a page for that.
  if (song) return <Navigate to="/songs/$songId" params={{ songId }} replace />
  if (isProblem(error) && (error.status === 404 || error.status === 422)) return <Missing />
  if (error) return <NotLoaded error={error} onRetry={() => void refetch()} />
  return <Loading />
}

function Shared({ song }: { song: Song }) {
  usePageTitle(`${song.title} by ${song.owner.name}`)
  useLateHeading()
  return (
    <>
      <Hero song={song} back={<BackLink to="/" />}>
        <Track song={song} source={song.title} />
      </Hero>
      <div className="page">
        <div className="song-actions">
          <PlayAndLike song={song} source={song.title} />
          <ShareButton song={song} />
          <Button asChild className="sm:ml-auto">
            <Link to="/create">
              <Sparkles aria-hidden size={18} strokeWidth={1.75} />
              Make your own
            </Link>
          </Button>
        </div>
        {!song.published && <OnlyYou song={song} />}
        <div className="max-w-180 pt-8">
          <Lyrics song={song} />
        </div>
      </div>
    </>
  )
}

function OnlyYou({ song }: { song: Song }) {
  return (
    <p className="mt-4 flex flex-wrap items-center gap-2 text-ink-2">
      <Lock aria-hidden size={16} />
      Only you can open this until you publish it.
      <Link to="/songs/$songId" params={{ songId: song.id }} className="link">
        Go to its page
      </Link>
    </p>
  )
}
