// The colours that a cover lends to what is around it.
import type { CSSProperties } from "react"

/** Properties for `.wash`; empty while a song has no colours, so that nothing is tinted. */
export function wash(colors: readonly string[] | null | undefined): {
  className: string
  style: CSSProperties
} {
  const [first, second] = colors ?? []
  if (!first) return { className: "", style: {} }
  return {
    className: "wash",
    style: { "--c1": calm(first), "--c2": calm(second ?? first) } as CSSProperties,
  }
}

/** Kept between L .40 and .62 with C at most .16, so that ink on it stays readable. */
function calm(color: string): string {
  return `oklch(from ${color} clamp(0.4, l, 0.62) min(c, 0.16) h)`
}
