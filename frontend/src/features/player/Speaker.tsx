// The one audio element of the app: at the root, never unmounted, driven by the store.
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useEffect, useRef, useState } from "react"

import { patchSong } from "../songs/cache"
import { song as songQuery } from "../songs/queries"
import { Addresses } from "./addresses"
import { useElement } from "./element"
import { followApp } from "./follow"
import { sendListen } from "./listening"
import { connectMediaSession } from "./mediaSession"
import { keepSaved } from "./saved"
import { Sound } from "./sound"
import { usePlayedSong, usePlayer } from "./store"
import { shareWithTabs } from "./tabs"

export function Speaker() {
  const queries = useQueryClient()
  const element = useRef<HTMLAudioElement>(null)
  useEffect(() => {
    const audio = element.current
    if (!audio) return
    const onListened = (songId: string) =>
      void sendListen(songId).then(
        (listened) => listened && patchSong(queries, songId, { listen_count: listened }),
      )
    const onAttached = (isAttached: boolean) => useElement.setState({ isAttached })
    const sound = new Sound({ audio, addresses: new Addresses(), onListened, onAttached })
    const stops = [
      sound.connect(),
      followApp(queries),
      keepSaved(usePlayer),
      shareWithTabs(),
      connectMediaSession(),
    ]
    useElement.setState({ audio })
    return () => {
      for (const stop of stops) stop()
      useElement.setState({ audio: null })
    }
  }, [queries])
  return (
    <>
      {/* The words of a song are shown as lyrics. */}
      {/* eslint-disable-next-line jsx-a11y/media-has-caption */}
      <audio ref={element} preload="auto" />
      <Announcement />
    </>
  )
}

/** Says which song begins; to go on after a pause is no news. */
function Announcement() {
  const song = usePlayedSong()
  const isPlaying = usePlayer((state) => state.isPlaying)
  const [told, setTold] = useState<string>()
  if (song && isPlaying && told !== song.id) setTold(song.id)
  // The song may be older than this visit: ask once, and the player follows the answer.
  useQuery({ ...songQuery(song?.id ?? ""), enabled: song !== undefined })
  return (
    <p role="status" className="sr-only">
      {song && told === song.id ? `Playing ${song.title} by ${song.owner.name}` : ""}
    </p>
  )
}
