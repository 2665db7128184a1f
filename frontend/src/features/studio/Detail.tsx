// One song beside the list: its cover, what to do with it, its words.
import { useQuery } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { Download, RotateCcw, Share2 } from "lucide-react"
import { Fragment } from "react"

import { isProblem, sentence } from "@/api/problems"
import { useMe } from "@/features/auth/session"
import { downloadSong } from "@/features/player/download"
import { languageOf, parseLyrics } from "@/features/player/lyrics"
import { song as songQuery } from "@/features/songs/queries"
import { shareSong } from "@/features/songs/sharing"
import { useRegenerateOther } from "@/features/songs/SongMenu"
import { isUnfinished, type Song } from "@/features/songs/songs"
import { Button } from "@/ui/Button"
import { pictureOf } from "@/features/songs/pictures"
import { Cover } from "@/ui/Cover"
import { IconButton } from "@/ui/IconButton"
import { Skeleton } from "@/ui/Skeleton"

export function Detail({ songId }: { songId: string }) {
  const { data: song, error } = useQuery(songQuery(songId))
  if (isProblem(error, "not_found")) return <p className="text-ink-2">This song is gone.</p>
  if (error && !song) return <p className="text-ink-2">{sentence(error)}</p>
  if (!song) return <Skeleton className="aspect-square w-full rounded-lg" />
  return (
    <>
      <Cover picture={pictureOf(song)} size="100%" sizes="20rem" large eager />
      <h2 className="detail-title">
        <Link
          to="/songs/$songId"
          params={{ songId }}
          preload={false}
          dir="auto"
          className="rounded-[3px] hover:underline"
        >
          {song.title}
        </Link>
      </h2>
      <Byline song={song} />
      {!isUnfinished(song) && <Actions song={song} />}
      <div className="rule" />
      <Words song={song} />
    </>
  )
}

function Byline({ song }: { song: Song }) {
  const facts = [
    song.owner.name,
    song.takes > 1 && `Take ${song.take}`,
    song.published && "Published",
    isUnfinished(song) && "In progress",
  ].filter((fact) => typeof fact === "string")
  return (
    <p className="mt-1.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-2">
      {facts.map((fact, place) => (
        <Fragment key={fact}>
          {place > 0 && <span className="text-ink-3">·</span>}
          <span>{fact}</span>
        </Fragment>
      ))}
    </p>
  )
}

function Actions({ song }: { song: Song }) {
  const me = useMe()
  const regenerate = useRegenerateOther()
  return (
    <div className="my-3.5 flex flex-wrap items-center gap-2">
      {me?.id === song.owner.id && (
        <Button size="small" disabled={regenerate.isPending} onClick={() => regenerate.run(song)}>
          <RotateCcw aria-hidden size={16} />
          Regenerate
        </Button>
      )}
      <Button size="small" asChild>
        <Link to="/create" search={{ from: song.id }}>
          Use as a start
        </Link>
      </Button>
      {song.status === "ready" && (
        <span className="ml-auto flex gap-0.5">
          <IconButton
            icon={Share2}
            size="small"
            label={`Share ${song.title}`}
            onClick={() => void shareSong(song)}
          />
          <IconButton
            icon={Download}
            size="small"
            label={`Download ${song.title}`}
            onClick={() => void downloadSong(song, "mp3")}
          />
        </span>
      )}
    </div>
  )
}

function Words({ song }: { song: Song }) {
  if (song.instrumental) return <p className="mt-4 text-ink-3">Instrumental</p>
  if (!song.lyrics.trim())
    return (
      <p className="mt-4 text-ink-3">
        {song.failure?.message ??
          (isUnfinished(song) ? "The lyrics are on their way." : "No lyrics.")}
      </p>
    )
  return (
    <div className="detail-lyrics" lang={languageOf(song.lyrics)}>
      {parseLyrics(song.lyrics).map(({ name, lines }, place) => (
        <Fragment key={place}>
          {name && <h3>{name}</h3>}
          <p dir="auto" className={name ? undefined : "mt-4"}>
            {lines.join("\n")}
          </p>
        </Fragment>
      ))}
    </div>
  )
}
