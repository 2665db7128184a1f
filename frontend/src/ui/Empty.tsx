// What a list shows when there is nothing in it: why, and what to do.
import type { ReactNode } from "react"

interface EmptyProps {
  title: string
  /** One below the heading it stands under. */
  level?: "h2" | "h3"
  children?: ReactNode
}

export function Empty({ title, level: Heading = "h3", children }: EmptyProps) {
  return (
    <div className="empty">
      <Heading className="empty-title">{title}</Heading>
      {children}
    </div>
  )
}
