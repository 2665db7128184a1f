// One of a few, side by side: a radio group that looks like a switch.
import * as RadioGroup from "radix-ui/radio-group"

import { classes } from "./classes"

interface SegmentsProps<Value extends string> {
  label: string
  value: Value
  choices: readonly { value: Value; label: string; name?: string }[]
  onChoose: (value: Value) => void
  wide?: boolean
  className?: string
}

export function Segments<Value extends string>({
  label,
  value,
  choices,
  onChoose,
  wide = false,
  className,
}: SegmentsProps<Value>) {
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value}
      onValueChange={(chosen) => onChoose(chosen as Value)}
      orientation="horizontal"
      className={classes("segments", wide && "flex w-full", className)}
    >
      {choices.map((choice) => (
        <RadioGroup.Item
          key={choice.value}
          value={choice.value}
          aria-label={choice.name}
          className="segment"
        >
          {choice.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}
