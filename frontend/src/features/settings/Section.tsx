// One section of the settings, with an address of its own.
import type { ReactNode } from "react"

interface SectionProps {
  id: string
  title: string
  /** One sentence on what it is for. */
  intro?: ReactNode
  children: ReactNode
}

export function Section({ id, title, intro, children }: SectionProps) {
  return (
    <section id={id} className="settings-section" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className="section-title" tabIndex={-1}>
        {title}
      </h2>
      {intro && <p className="mt-1 text-ink-2">{intro}</p>}
      <div className="box mt-4 grid grid-cols-[minmax(0,1fr)] gap-4">{children}</div>
    </section>
  )
}
