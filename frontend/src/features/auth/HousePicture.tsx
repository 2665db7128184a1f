// A picture of our own: beams of a lighthouse over waves.
const RAYS = 22
const SUN = { x: 122, y: 124 }
const FAR = 420

export const HOUSE_COLORS = ["oklch(0.44 0.07 212)", "oklch(0.55 0.12 55)"]

/** As loud as a bolero: it comes, sways, and goes. */
export const HOUSE_PEAKS = Array.from({ length: 72 }, (_, place) => {
  const swell = Math.sin((place / 71) * Math.PI) ** 0.6
  const beat = 0.55 + 0.3 * Math.sin(place * 1.9) + 0.15 * Math.sin(place * 5.3)
  return Math.round(100 * swell * beat)
})

export function HousePicture() {
  return (
    <svg viewBox="0 0 400 400" className="size-full" aria-hidden>
      <defs>
        <radialGradient id="beam" gradientUnits="userSpaceOnUse" cx={SUN.x} cy={SUN.y} r="300">
          <stop offset="0.2" stopColor="oklch(0.85 0.11 80)" />
          <stop offset="0.65" stopColor="oklch(0.78 0.15 65)" />
          <stop offset="1" stopColor="oklch(0.64 0.17 45)" />
        </radialGradient>
      </defs>
      <rect width="400" height="400" fill="oklch(0.3 0.05 215)" />
      <path d={rays()} fill="url(#beam)" />
      <circle cx={SUN.x} cy={SUN.y} r="62" fill="oklch(0.24 0.04 225)" />
      <circle cx={SUN.x} cy={SUN.y} r="52" fill="oklch(0.78 0.15 70)" />
      <circle cx={SUN.x} cy={SUN.y} r="30" fill="oklch(0.94 0.05 88)" />
      <Sea />
    </svg>
  )
}

function Sea() {
  const rows = [0, 1, 2, 3, 4, 5]
  return (
    <>
      {rows.map((row) =>
        Array.from({ length: 8 }, (_, place) => (
          <Scale key={`${row}-${place}`} x={place * 58 + (row % 2 ? 0 : -29)} y={300 + row * 21} />
        )),
      )}
    </>
  )
}

function Scale({ x, y }: { x: number; y: number }) {
  return (
    <g>
      <circle cx={x} cy={y} r="33" fill="oklch(0.29 0.045 225)" stroke="oklch(0.8 0.06 90)" />
      {[26, 18, 10].map((radius, ring) => (
        <circle
          key={radius}
          cx={x}
          cy={y}
          r={radius}
          fill={ring === 1 ? "oklch(0.42 0.06 205)" : "oklch(0.33 0.05 220)"}
          stroke="oklch(0.62 0.05 120)"
          strokeWidth="0.7"
        />
      ))}
    </g>
  )
}

function rays(): string {
  const step = (2 * Math.PI) / RAYS
  return Array.from({ length: RAYS / 2 }, (_, ray) => {
    const [from, to] = [ray * 2 * step, (ray * 2 + 1) * step].map(far)
    return `M${SUN.x} ${SUN.y}L${from}L${to}Z`
  }).join("")
}

function far(angle: number): string {
  const x = SUN.x + FAR * Math.cos(angle)
  const y = SUN.y + FAR * Math.sin(angle)
  return `${x.toFixed(1)} ${y.toFixed(1)}`
}
