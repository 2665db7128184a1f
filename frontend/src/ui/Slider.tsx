// A native range input whose filled part is drawn: keys and touch come with the browser.
import type { ComponentProps } from "react"

import { classes } from "./classes"

interface SliderProps extends Omit<ComponentProps<"input">, "onChange" | "value" | "type"> {
  value: number
  min: number
  max: number
  /** What a screen reader says instead of the number: "1:05 of 3:20". */
  valueText: string
  onSlide: (value: number) => void
  quiet?: boolean
}

export function Slider({
  value,
  min,
  max,
  valueText,
  onSlide,
  quiet,
  className,
  style,
  ...rest
}: SliderProps) {
  const part = max > min ? ((value - min) / (max - min)) * 100 : 0
  return (
    <input
      type="range"
      className={classes("slider", quiet && "slider-quiet", className)}
      value={value}
      min={min}
      max={max}
      aria-valuetext={valueText}
      onChange={(event) => onSlide(event.currentTarget.valueAsNumber)}
      style={{ "--part": `${part}%`, ...style } as React.CSSProperties}
      {...rest}
    />
  )
}
