// A small choice among several: a filter, a style tag, an idea.
import type { ComponentProps } from "react"

import { classes } from "./classes"

interface ChipProps extends ComponentProps<"button"> {
  pressed?: boolean
}

export function Chip({ pressed, className, ...rest }: ChipProps) {
  return (
    <button type="button" aria-pressed={pressed} className={classes("chip", className)} {...rest} />
  )
}
