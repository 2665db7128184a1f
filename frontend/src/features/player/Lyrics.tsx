// The words of a song, section by section.
import { Empty } from "@/ui/Empty"

import type { Song } from "../songs/songs"
import { languageOf, type LyricsSection, parseLyrics } from "./lyrics"

type Worded = Pick<Song, "lyrics" | "instrumental">

export function Lyrics({ song }: { song: Worded }) {
  const sections = parseLyrics(song.lyrics)
  if (song.instrumental || !sections.some(({ lines }) => lines.length))
    return (
      <Empty title={song.instrumental ? "No words in this one" : "No lyrics yet"}>
        <p className="text-ink-2">
          {song.instrumental ? "It is instrumental." : "They come with the song."}
        </p>
      </Empty>
    )
  return (
    <div className="player-lyrics" lang={languageOf(song.lyrics)} dir="auto">
      {sections.map((section, place) => (
        <Section key={place} section={section} />
      ))}
    </div>
  )
}

function Section({ section: { name, lines } }: { section: LyricsSection }) {
  return (
    <section>
      {name && (
        <h3 lang="en" dir="ltr">
          {name}
        </h3>
      )}
      {lines.length > 0 && <p dir="auto">{lines.join("\n")}</p>}
    </section>
  )
}
