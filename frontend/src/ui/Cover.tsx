// A song's face; without one yet, an empty slot of the same size.
import { Music } from "lucide-react"
import { type ReactNode, useState } from "react"

import { classes } from "./classes"

/** One picture at several sizes, for the browser to choose from. */
export interface Picture {
  src: string
  srcSet: string
}

interface CoverProps {
  picture: Picture | null
  /** Pixels across, or any CSS length. */
  size?: number | string
  /** How wide it is shown, as `sizes` of a picture tells; needed when `size` is no number. */
  sizes?: string
  large?: boolean
  /** Seen as soon as the page is: fetched at once; "first" for the one that the page is about. */
  eager?: boolean | "first"
  /** What lies over it: a play sign, dancing bars. */
  children?: ReactNode
  className?: string
}

export function Cover({
  picture,
  size = 52,
  sizes,
  large = false,
  eager = false,
  children,
  className,
}: CoverProps) {
  const [broken, setBroken] = useState<string | null>(null)
  const length = typeof size === "number" ? `${size / 16}rem` : size
  return (
    <span
      className={classes("cover", large && "cover-large", className)}
      style={{ "--size": length } as React.CSSProperties}
    >
      {picture && picture.src !== broken ? (
        <img
          // Before the addresses: a browser that reads them first would choose too large a one.
          sizes={typeof size === "number" ? length : sizes}
          srcSet={picture.srcSet}
          src={picture.src}
          // The title stands beside it: to read it twice would help nobody.
          alt=""
          loading={eager ? "eager" : "lazy"}
          fetchPriority={eager === "first" ? "high" : "auto"}
          decoding="async"
          onError={() => setBroken(picture.src)}
        />
      ) : (
        <span className="grid size-full place-items-center text-ink-3">
          <Music aria-hidden size={18} />
        </span>
      )}
      {children}
    </span>
  )
}
