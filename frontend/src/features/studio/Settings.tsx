// What both ways of writing have in common: voice or not, how long, how many, and by what numbers.
import { ChevronRight, Dices } from "lucide-react"

import { FieldError, TextField } from "@/ui/Field"
import { IconButton } from "@/ui/IconButton"
import { Segments } from "@/ui/Segments"
import { Slider } from "@/ui/Slider"
import { Switch } from "@/ui/Switch"
import { clock } from "@/ui/time"

import { changeDraft, useDraft } from "./draft"
import { DURATION } from "./rules"
import { useProblems } from "./useProblems"

export function InstrumentalField({ hint }: { hint?: string }) {
  const { instrumental } = useDraft()
  return (
    <Switch
      label="Instrumental"
      hint={hint}
      checked={instrumental}
      onChange={(checked) => changeDraft({ instrumental: checked })}
    />
  )
}

export function DurationField() {
  const { duration } = useDraft()
  const problem = useProblems().audio_duration
  return (
    <div className="field gap-1">
      <div className="label">
        <label htmlFor="duration">Duration</label>
        <span className="label-aside font-[540] text-ink-2">{clock(duration)}</span>
      </div>
      <Slider
        id="duration"
        min={DURATION.least}
        max={DURATION.most}
        step={5}
        value={duration}
        valueText={durationWords(duration)}
        onSlide={(seconds) => changeDraft({ duration: seconds })}
      />
      {problem && <FieldError>{problem}</FieldError>}
    </div>
  )
}

/** 185 → "3 minutes 5 seconds" */
export function durationWords(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), Math.round(seconds % 60)]
  const parts = [
    minutes > 0 && `${minutes} ${minutes === 1 ? "minute" : "minutes"}`,
    (rest > 0 || minutes === 0) && `${rest} ${rest === 1 ? "second" : "seconds"}`,
  ]
  return parts.filter(Boolean).join(" ")
}

const TAKES = ["1", "2", "3", "4"].map((value) => ({
  value,
  label: value,
  name: value === "1" ? "1 take" : `${value} takes`,
}))

export function TakesField() {
  const { takes } = useDraft()
  return (
    <div className="flex items-center gap-3">
      <div className="flex-1">
        <p className="font-[560]">Takes</p>
        <p className="hint mt-0.5">Same request, another seed each</p>
      </div>
      <Segments
        label="Takes"
        value={String(takes)}
        choices={TAKES}
        onChoose={(value) => changeDraft({ takes: Number(value) })}
      />
    </div>
  )
}

export function SeedField() {
  const { seed } = useDraft()
  const problem = useProblems().seed
  const roll = () => changeDraft({ seed: String(Math.floor(Math.random() * 2 ** 31)) })
  return (
    <div className="relative">
      <TextField
        label="Seed"
        inputMode="numeric"
        autoComplete="off"
        className="pr-11 tabular-nums"
        placeholder="Chosen and recorded for you"
        value={seed}
        error={problem}
        onChange={(event) => changeDraft({ seed: event.currentTarget.value })}
      />
      <IconButton
        icon={Dices}
        size="small"
        label="Pick a random seed"
        className="absolute top-8 right-1 max-sm:top-7 max-sm:right-0"
        onClick={roll}
      />
    </div>
  )
}

/** Numbers that most people never need; open while one of them is wrong. */
export function Advanced({ withSeed = false }: { withSeed?: boolean }) {
  const { steps, guidance } = useDraft()
  const { seed, infer_step, guidance_scale } = useProblems()
  const isWrong = Boolean(infer_step ?? guidance_scale ?? (withSeed && seed))
  return (
    <details className="fold" {...(isWrong && { open: true })}>
      <summary>
        <ChevronRight aria-hidden size={16} />
        Advanced
      </summary>
      <div className="mt-3 grid gap-4">
        {withSeed && <SeedField />}
        <div className="grid grid-cols-2 items-start gap-3">
          <TextField
            label="Steps"
            inputMode="numeric"
            autoComplete="off"
            placeholder="Usual"
            hint="1 to 100; more take longer"
            value={steps}
            error={infer_step}
            onChange={(event) => changeDraft({ steps: event.currentTarget.value })}
          />
          <TextField
            label="Guidance"
            inputMode="decimal"
            autoComplete="off"
            placeholder="Usual"
            hint="1 to 30; more keeps closer"
            value={guidance}
            error={guidance_scale}
            onChange={(event) => changeDraft({ guidance: event.currentTarget.value })}
          />
        </div>
      </div>
    </details>
  )
}
