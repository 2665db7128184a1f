// Buttons with words; the amber one is the one thing to do in a view.
import * as Slot from "radix-ui/slot"
import type { ComponentProps } from "react"

import { classes } from "./classes"

interface ButtonProps extends ComponentProps<"button"> {
  look?: "quiet" | "primary" | "ghost" | "danger"
  size?: "small" | "usual" | "large"
  /** Wear the look on the child instead, such as a link. */
  asChild?: boolean
}

export function Button({
  look = "quiet",
  size = "usual",
  asChild = false,
  className,
  type = "button",
  ...rest
}: ButtonProps) {
  const Element = asChild ? Slot.Root : "button"
  return (
    <Element
      {...(asChild ? {} : { type })}
      className={classes(
        "button",
        look !== "quiet" && `button-${look}`,
        size !== "usual" && `button-${size}`,
        className,
      )}
      {...rest}
    />
  )
}
