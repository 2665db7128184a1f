// A person, as two letters on a colour that is always theirs.
interface AvatarProps {
  name: string
  size?: number
}

export function Avatar({ name, size = 28 }: AvatarProps) {
  return (
    <span
      aria-hidden
      className="avatar"
      style={
        { "--size": `${size}px`, "--hue": `oklch(0.47 0.08 ${hue(name)})` } as React.CSSProperties
      }
    >
      {initials(name)}
    </span>
  )
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return (
    letters
      .map((word) => [...(word ?? "")][0] ?? "")
      .join("")
      .toUpperCase() || "?"
  )
}

function hue(name: string): number {
  return [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7)
}
