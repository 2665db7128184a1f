// Four bars that dance while something sounds or is being composed.
import { classes } from "./classes"

export function Bars({ still = false }: { still?: boolean }) {
  return (
    <span aria-hidden className={classes("bars", still && "bars-still")}>
      <i />
      <i />
      <i />
      <i />
    </span>
  )
}
