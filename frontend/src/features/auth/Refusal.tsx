// Why a form was not taken, under it; a wait counts itself down.
import { FieldError } from "@/ui/Field"
import { clock } from "@/ui/time"

import { wrongBesides } from "./refusals"

interface RefusalProps {
  error: unknown
  /** Fields that say their part themselves. */
  fields?: readonly string[]
  /** Seconds to wait, from `useWait`. */
  wait?: number
}

export function Refusal({ error, fields, wait = 0 }: RefusalProps) {
  if (wait > 0)
    return (
      <FieldError>
        {/* Read aloud once, not each second. */}
        <span className="sr-only">Too many attempts. Wait a moment, then try again.</span>
        <span aria-hidden className="tabular-nums">
          Too many attempts. Try again in {clock(wait)}.
        </span>
      </FieldError>
    )
  const words = isOver(error) ? undefined : wrongBesides(error, fields)
  return words ? <FieldError>{words}</FieldError> : null
}

/** A wait that has ended is no failure any more. */
function isOver(error: unknown): boolean {
  return typeof error === "object" && error !== null && "status" in error && error.status === 429
}
