// The words of a song: written by hand, or described so that they are written.
import { FieldError, TextArea } from "@/ui/Field"
import { Segments } from "@/ui/Segments"
import { clock } from "@/ui/time"
import { counted } from "@/ui/numbers"

import { Count } from "./Count"
import { changeDraft, useDraft } from "./draft"
import { formatLyrics, linesOf, parseLyrics, singingTime } from "./lyrics"
import { LyricsEditor } from "./LyricsEditor"
import { LIMITS, lyricsOf } from "./rules"
import { useProblems } from "./useProblems"

const WORDS = [
  { value: "write", label: "Write" },
  { value: "describe", label: "Describe" },
] as const

export function LyricsField() {
  const { words, instrumental } = useDraft()
  return (
    <div className="field" role="group" aria-labelledby="lyrics-label">
      <div className="label">
        <span id="lyrics-label">Lyrics</span>
        <Segments
          label="Lyrics"
          className="ml-auto"
          value={words}
          choices={WORDS}
          onChoose={(chosen) => changeDraft({ words: chosen })}
        />
      </div>
      {instrumental ? <NotSung /> : words === "write" ? <Written /> : <Described />}
    </div>
  )
}

function NotSung() {
  const draft = useDraft()
  const isKept = lyricsOf(draft) !== "" || draft.describedLyrics !== ""
  return (
    <p className="hint">
      Instrumental is on: nothing is sung.{isKept && " Your words are kept for when it is off."}
    </p>
  )
}

function Described() {
  const { describedLyrics } = useDraft()
  const problem = useProblems().described_lyrics
  return (
    <TextArea
      label="What they are about"
      dir="auto"
      rows={5}
      value={describedLyrics}
      placeholder="A moth that reads letters on a window, two verses, a hopeful chorus"
      aside={<Count text={describedLyrics} most={LIMITS.described_lyrics} />}
      error={problem}
      onChange={(event) => changeDraft({ describedLyrics: event.currentTarget.value })}
    />
  )
}

function Written() {
  const draft = useDraft()
  const problem = useProblems().lyrics
  const isText = draft.view === "text"
  const other = () =>
    isText
      ? changeDraft({ view: "sections", sections: parseLyrics(draft.text) })
      : changeDraft({ view: "text", text: formatLyrics(draft.sections) })
  return (
    <>
      {isText ? <Plain problem={problem} /> : <LyricsEditor problem={problem} />}
      {problem && <FieldError id="lyrics-error">{problem}</FieldError>}
      <Facts lyrics={lyricsOf(draft)} seconds={draft.duration} />
      <button
        type="button"
        className="hint min-h-6 justify-self-start rounded-[3px] underline underline-offset-2"
        onClick={other}
      >
        {isText ? "Show as sections" : "Show as plain text"}
      </button>
    </>
  )
}

function Plain({ problem }: { problem?: string }) {
  const { text } = useDraft()
  return (
    <div className="field-box">
      <textarea
        className="lyrics-plain"
        dir="auto"
        aria-label="Whole lyrics; a line such as [verse] begins a section"
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? "lyrics-error" : undefined}
        placeholder={
          "[verse]\nRain is counting pennies on the tin\n\n[chorus]\nSleep, little house, sleep"
        }
        value={text}
        onChange={(event) => changeDraft({ text: event.currentTarget.value })}
      />
    </div>
  )
}

/** "9 lines, about 1:50 of singing", and whether that is longer than the song. */
function Facts({ lyrics, seconds }: { lyrics: string; seconds: number }) {
  const lines = linesOf(lyrics).length
  const singing = Math.round(singingTime(lyrics) / 5) * 5
  const isLong = singing > seconds
  return (
    <div className="hint flex justify-between gap-3">
      <span className={isLong ? "text-accent-ink" : undefined}>
        {lines > 0 && `${counted(lines, "line")}, about ${clock(singing)} of singing`}
        {isLong && `: more than fits into ${clock(seconds)}`}
      </span>
      <span className="tabular-nums">
        <Count text={lyrics} most={LIMITS.lyrics} />
      </span>
    </div>
  )
}
