// What is sung, section by section; for people who do not hear it, this is the song.
import { languageOf, parseLyrics } from "@/features/player/lyrics"
import type { Song } from "@/features/songs/songs"
import { classes } from "@/ui/classes"

import { copyText } from "@/ui/copying"

export function Lyrics({ song }: { song: Song }) {
  const sections = parseLyrics(song.lyrics)
  return (
    <section aria-labelledby="lyrics">
      <div className="flex items-baseline gap-3">
        <h2 id="lyrics" className="section-title">
          Lyrics
        </h2>
        {sections.length > 0 && (
          <button
            type="button"
            className="link ml-auto"
            onClick={() => void copyText(song.lyrics, "Lyrics copied")}
          >
            Copy<span className="sr-only"> the lyrics</span>
          </button>
        )}
      </div>
      {sections.length === 0 ? (
        <p className="mt-3 text-ink-2">
          {song.instrumental ? "Instrumental: no voice, no lyrics." : "No lyrics were kept."}
        </p>
      ) : (
        <div className="mt-2" dir="auto" lang={languageOf(song.lyrics)}>
          {sections.map((section, place) => (
            <Section key={place} {...section} />
          ))}
        </div>
      )}
    </section>
  )
}

function Section({ name, lines }: { name: string; lines: readonly string[] }) {
  const isChorus = /chorus|refrain/i.test(name)
  return (
    <section className="lyric-section">
      <h3 className="lyric-name">{name}</h3>
      <p dir="auto" className={classes("lyric-lines", isChorus && "font-[560]")}>
        {lines.join("\n")}
      </p>
    </section>
  )
}
