// Buttons with a picture only: they always have a name.
import type { LucideIcon } from "lucide-react"
import type { ComponentProps } from "react"

import { classes } from "./classes"

interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
  icon: LucideIcon
  label: string
  /** Pixels of the picture. */
  iconSize?: number
  size?: "small" | "usual" | "touch"
  /** On or off; leave it out for a button that only does something. */
  pressed?: boolean
  /** Fill the picture, such as a liked heart: "on" fills it while pressed. */
  fill?: "on" | "always"
}

export function IconButton({
  icon: Icon,
  label,
  iconSize = 18,
  size = "usual",
  pressed,
  fill,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      className={classes("icon-button", size !== "usual" && `icon-button-${size}`, className)}
      {...rest}
    >
      <Icon
        aria-hidden
        size={iconSize}
        strokeWidth={1.75}
        className={classes(fill === "on" && "fills")}
        fill={fill === "always" ? "currentColor" : "none"}
      />
    </button>
  )
}
