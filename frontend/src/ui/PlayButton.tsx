// The round amber button that makes a sound.
import { Pause, Play } from "lucide-react"
import type { ComponentProps } from "react"

import { classes } from "./classes"

interface PlayButtonProps extends Omit<ComponentProps<"button">, "children"> {
  isPlaying: boolean
  /** What is played, for its name: "Play Rain on Route Nine". */
  what?: string
  /** Pixels across. */
  size?: number
}

export function PlayButton({
  isPlaying,
  what,
  size = 44,
  className,
  style,
  ...rest
}: PlayButtonProps) {
  const Icon = isPlaying ? Pause : Play
  const verb = isPlaying ? "Pause" : "Play"
  return (
    <button
      type="button"
      aria-label={what ? `${verb} ${what}` : verb}
      className={classes("play-button", className)}
      style={{ "--size": `${size}px`, ...style } as React.CSSProperties}
      {...rest}
    >
      <Icon aria-hidden size={size >= 52 ? 24 : 20} />
    </button>
  )
}
