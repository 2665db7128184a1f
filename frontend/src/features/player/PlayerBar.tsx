// The bar from tablets up: now playing, transport, the wave, tools.
import { Link } from "@tanstack/react-router"
import { ListMusic, MicVocal } from "lucide-react"

import { pictureOf } from "@/features/songs/pictures"
import { Cover } from "@/ui/Cover"
import { IconButton } from "@/ui/IconButton"

import type { Song } from "../songs/songs"
import { DownloadMenu } from "./DownloadMenu"
import { LikeSong } from "./LikeSong"
import { MoreMenu } from "./MoreMenu"
import { usePanels } from "./panels"
import { Seek } from "./Seek"
import { SpeedMenu } from "./SpeedMenu"
import { usePlayedSong } from "./store"
import { PlayedTime, WholeTime } from "./Times"
import { Transport } from "./Transport"
import { Volume } from "./Volume"

export function PlayerBar() {
  const song = usePlayedSong()
  return (
    <section className="player" aria-label="Player">
      {song ? <Now song={song} /> : <Nothing />}
      <Transport />
      <div className="player-track">
        <PlayedTime />
        <Seek song={song} height={40} />
        <WholeTime />
      </div>
      <Tools song={song} />
    </section>
  )
}

function Now({ song }: { song: Song }) {
  return (
    <div className="player-now">
      <Link
        to="/songs/$songId"
        params={{ songId: song.id }}
        tabIndex={-1}
        aria-hidden
        className="rounded-sm"
      >
        <Cover picture={pictureOf(song)} />
      </Link>
      <div className="min-w-0">
        <Link
          to="/songs/$songId"
          params={{ songId: song.id }}
          className="player-title truncate"
          title={song.title}
        >
          {song.title}
        </Link>
        <Link
          to="/users/$userId"
          params={{ userId: song.owner.id }}
          className="player-artist truncate"
        >
          {song.owner.name}
        </Link>
      </div>
      <LikeSong song={song} />
    </div>
  )
}

function Nothing() {
  return (
    <div className="player-now text-ink-3">
      <Cover picture={null} />
      <p>Press play on a song, and it sounds here.</p>
    </div>
  )
}

function Tools({ song }: { song: Song | undefined }) {
  const { panel, togglePanel } = usePanels()
  return (
    <div className="player-tools">
      <SpeedMenu className="player-wide" />
      <IconButton
        icon={MicVocal}
        label="Lyrics"
        className="player-middle"
        disabled={!song}
        pressed={panel === "lyrics"}
        onClick={() => togglePanel("lyrics")}
      />
      <IconButton
        icon={ListMusic}
        label="Play queue"
        disabled={!song}
        pressed={panel === "queue"}
        onClick={() => togglePanel("queue")}
      />
      <DownloadMenu song={song} className="player-wide" />
      <Volume />
      <MoreMenu song={song} className="player-narrow" />
    </div>
  )
}
