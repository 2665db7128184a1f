// The mark: a play sign made of bars, partly played.
import { Link } from "@tanstack/react-router"

export function Brand() {
  return (
    <Link to="/" className="brand" aria-label="MusicGenerator, home">
      <Mark />
      <span>
        Music<span>Generator</span>
      </span>
    </Link>
  )
}

export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden className="flex-none">
      <g fill="var(--color-accent-mark)">
        <rect x="2" y="2" width="3" height="20" rx="1.5" />
        <rect x="6.6" y="4.4" width="3" height="15.2" rx="1.5" />
        <rect x="11.2" y="6.8" width="3" height="10.4" rx="1.5" />
      </g>
      <g fill="var(--color-ink)">
        <rect x="15.8" y="9" width="3" height="6" rx="1.5" />
        <rect x="20.2" y="10.6" width="2.8" height="2.8" rx="1.4" />
      </g>
    </svg>
  )
}
