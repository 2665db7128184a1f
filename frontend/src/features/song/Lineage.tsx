// The box that says what a song came from and what came from it.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"

import { isProblem } from "@/api/problems"
import { CoverButton } from "@/features/feed/CoverButton"
import { More } from "@/features/feed/More"
import { songsIn } from "@/features/feed/pages"
import { usePlaying } from "@/features/feed/playing"
import { isLeaving } from "@/features/songs/deletion"
import { mySongs, song as songQuery } from "@/features/songs/queries"
import type { Song } from "@/features/songs/songs"
import { classes } from "@/ui/classes"
import { pictureOf } from "@/features/songs/pictures"
import { Cover } from "@/ui/Cover"
import { ago } from "@/ui/time"

import { lineageOf, type Relative } from "./lineage"

export function Lineage({ song, isMine }: { song: Song; isMine: boolean }) {
  const { relatives, children } = useRelatives(song, isMine)
  if (relatives.length === 0) return null
  return (
    <section className="box" aria-labelledby="lineage">
      <h2 id="lineage" className="section-title">
        Lineage
      </h2>
      <ol className="lineage mt-3">
        {relatives.map((relative, place) => (
          <li
            key={relative.song?.id ?? place}
            aria-current={relative.kind === "self" ? true : undefined}
            className={classes(relative.kind === "child" && "lineage-leaf")}
          >
            {relative.song ? <Known {...relative} song={relative.song} /> : <Unknown />}
          </li>
        ))}
      </ol>
      <More query={children} />
    </section>
  )
}

function useRelatives(song: Song, isMine: boolean) {
  const parentId = song.parent_song_id
  const { data, error } = useQuery({ ...songQuery(parentId ?? ""), enabled: parentId !== null })
  // Only among my own songs can those made from this one be looked up.
  const children = useInfiniteQuery({ ...mySongs({ parent: song.id }), enabled: isMine })
  const parent = isProblem(error, "not_found") ? null : data
  const known = songsIn(children.data).filter((each) => !isLeaving(each.id))
  return { relatives: lineageOf(song, parent, known), children }
}

function Known({ song, relation, kind }: Relative & { song: Song }) {
  const playing = usePlaying(song, [song], "Lineage")
  const isPlayable = song.status === "ready"
  return (
    <>
      {isPlayable ? (
        <CoverButton song={song} playing={playing} size={40} />
      ) : (
        <Cover picture={pictureOf(song)} size={40} />
      )}
      <div className="min-w-0">
        {kind === "self" ? (
          <b className="song-name">{song.title}</b>
        ) : (
          <Link to="/songs/$songId" params={{ songId: song.id }} className="song-name">
            {song.title || "Untitled"}
          </Link>
        )}
        <p className="song-about">{relation}</p>
      </div>
      <time className="time" dateTime={song.created_at}>
        {ago(song.created_at)}
      </time>
    </>
  )
}

function Unknown() {
  return (
    <>
      <Cover picture={null} size={40} />
      <p className="col-span-2 text-ink-2">A song that is private or was deleted</p>
    </>
  )
}
