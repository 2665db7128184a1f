// A song that can be heard: head, actions, lyrics, recipe, lineage.
import { useLateHeading } from "@/features/feed/heading"
import { awaitsCover } from "@/features/songs/naming"
import type { Song } from "@/features/songs/songs"

import { BackLink } from "./BackLink"
import { Hero } from "./Hero"
import { Lineage } from "./Lineage"
import { Lyrics } from "./Lyrics"
import { Recipe } from "./Recipe"
import { SongActions } from "./SongActions"
import { Track } from "./Track"

export function FinishedSong({ song, isMine }: { song: Song; isMine: boolean }) {
  useLateHeading()
  return (
    <>
      <Hero song={song} back={<BackLink to={isMine ? "/library" : "/"} />}>
        {awaitsCover(song) && <p className="quiet mt-1.5">The cover is on its way.</p>}
        <Track song={song} source={song.title} />
      </Hero>
      <div className="page">
        <SongActions song={song} isMine={isMine} />
        <div className="song-columns">
          <Lyrics song={song} />
          <div>
            <Recipe song={song} />
            <Lineage song={song} isMine={isMine} />
          </div>
        </div>
      </div>
    </>
  )
}
