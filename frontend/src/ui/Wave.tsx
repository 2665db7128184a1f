// A still waveform: bars of two pixels with one between them, whatever the width.
import { useMemo } from "react"

interface WaveProps {
  /** Loudness of each slice, 0 to `loudest`. */
  peaks: readonly number[] | null
  loudest?: number
  /** Pixels high. */
  height?: number
  /** How much of it was played, 0 to 1. */
  played?: number
  className?: string
}

const BARS = "repeating-linear-gradient(90deg, #000 0 2px, #0000 2px 3px)"

export function Wave({ peaks, loudest = 100, height = 28, played = 0, className = "" }: WaveProps) {
  const shape = useMemo(() => (peaks ? outline(peaks, loudest) : null), [peaks, loudest])
  if (!shape) return <span aria-hidden className={className} style={{ height }} />
  const part = `${Math.min(1, Math.max(0, played)) * 100}%`
  return (
    <span
      aria-hidden
      className={`wave ${className}`}
      style={{
        height,
        background: `linear-gradient(90deg, var(--color-accent-mark) ${part}, var(--color-wave-rest) 0)`,
        mask: `url("${shape}") 0 0 / 100% 100% no-repeat intersect, ${BARS}`,
      }}
    />
  )
}

/** The wave's outline as a picture that stretches; the bars are cut out of it. */
function outline(peaks: readonly number[], loudest: number): string {
  const heights = peaks.map((peak) => Math.max(0.04, Math.min(1, peak / loudest)))
  const top = heights.map((part, place) => `${place} ${(50 - part * 50).toFixed(1)}H${place + 1}`)
  const bottom = heights
    .map((part, place) => `${place + 1} ${(50 + part * 50).toFixed(1)}H${place}`)
    .reverse()
  const path = `M${top.join("L")}L${bottom.join("L")}Z`
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${peaks.length} 100' preserveAspectRatio='none'><path d='${path}'/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
