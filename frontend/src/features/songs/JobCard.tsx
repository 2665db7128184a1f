// A song in the making: what is being done, how far it is, how long it took so far.
import { Check, Hourglass } from "lucide-react"

import { Bars } from "@/ui/Bars"
import { Button } from "@/ui/Button"
import { classes } from "@/ui/classes"
import { clock } from "@/ui/time"

import { type Heard, partOf, placeOf, useHeard } from "./live"
import { useCancel } from "./mutations"
import { nameOf } from "./naming"
import "./rows.css"
import type { Song } from "./songs"
import { elapsed, timeLeft, useNow } from "./timing"

const STAGES = ["Writing", "Composing", "Finishing"] as const

export function JobCard({ song }: { song: Song }) {
  const heard = useHeard(song.id)
  const cancel = useCancel()
  const place = Math.max(placeOf(song), heard ? placeOf(heard) : 0)
  const warms = heard?.waiting_for === "worker"
  return (
    <li className="song-row song-row-work song-card" data-song-row={song.id} tabIndex={-1}>
      {place > 0 || warms ? (
        <div className="slot">
          <Bars still={warms} />
        </div>
      ) : (
        <div className="slot slot-waiting">
          <Hourglass aria-hidden size={18} />
        </div>
      )}
      <div className="min-w-0">
        <div className="row-title">
          <b dir="auto">{song.title}</b>
        </div>
        <Remark song={song} heard={heard} place={place} warms={warms} />
      </div>
      <Button
        look="ghost"
        size="small"
        aria-label={`Cancel ${nameOf(song)}`}
        disabled={cancel.isPending}
        onClick={() => cancel.mutate(song)}
      >
        {cancel.isPending ? "Cancelling…" : "Cancel"}
      </Button>
      {(place > 0 || warms) && <Stages place={place} heard={heard} warms={warms} />}
    </li>
  )
}

interface RemarkProps {
  song: Song
  heard: Heard | undefined
  place: number
  warms: boolean
}

export function Remark({ song, heard, place, warms }: RemarkProps) {
  const now = useNow()
  const take = song.takes > 1 ? `Take ${song.take} · ` : ""
  if (warms)
    return (
      <p className="row-sub row-sub-whole">
        {take}Warming up a GPU… It sleeps when nobody needs it.
      </p>
    )
  if (place === 0)
    return (
      <p className="row-sub tabular-nums">
        {take}
        {queueWords(heard?.queue_ahead ?? null)}
      </p>
    )
  const left = timeLeft(heard, now) ?? turnWords(heard)
  return (
    <p className="row-sub tabular-nums">
      {take}
      {clock(elapsed(song, now))}
      <span className="row-wide"> elapsed</span>
      {left && ` · ${left}`}
    </p>
  )
}

/** "queued, 2 ahead of you" */
export function queueWords(ahead: number | null): string {
  if (ahead === null) return "queued"
  return ahead > 0 ? `queued, ${ahead} ahead of you` : "queued, you are next"
}

function turnWords(heard: Heard | undefined): string | null {
  const ahead = heard?.queue_ahead ?? 0
  return ahead > 0 ? `${ahead} ahead of you` : null
}

export interface StagesProps {
  place: number
  heard: Heard | undefined
  /** No machine is there yet: no stage is the one of now. */
  warms?: boolean
}

export function Stages({ place, heard, warms = false }: StagesProps) {
  const current = place - 1
  const counts = heard && placeOf(heard) === place && heard.step !== null && heard.steps !== null
  const steps = counts ? `${heard.step} / ${heard.steps}` : null
  const spoken = counts ? `, step ${heard.step} of ${heard.steps}` : ""
  const name = warms ? "warming up" : STAGES[current]?.toLowerCase()
  return (
    <ol className="stages" aria-label={`Progress: ${name}${spoken}`}>
      {STAGES.map((stage, at) => (
        <li
          key={stage}
          className={classes(at < current && "stage-done", at === current && !warms && "stage-now")}
          aria-current={at === current && !warms ? "step" : undefined}
        >
          <span>
            {at < current && <Check aria-hidden size={13} strokeWidth={2.5} />}
            {stage}
            {at === current && steps && (
              <span className="ml-auto text-ink-2 tabular-nums">{steps}</span>
            )}
          </span>
          <div
            className={classes("ticks", at === current && !steps && "ticks-turning")}
            style={{ "--part": `${filled(at, current, heard) * 100}%` } as React.CSSProperties}
          />
        </li>
      ))}
    </ol>
  )
}

function filled(at: number, current: number, heard: Heard | undefined): number {
  if (at < current) return 1
  return at === current && heard && placeOf(heard) - 1 === current ? partOf(heard) : 0
}
