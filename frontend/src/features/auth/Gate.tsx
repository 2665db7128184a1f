// The frame of all pages before one is signed in.
import type { ReactNode } from "react"

import { Brand } from "@/app/shell/Brand"
import { ThemeToggle } from "@/app/shell/Nav"

import { GateArt } from "./GateArt"
import "./gate.css"

interface GateProps {
  title: string
  /** One sentence under the title. */
  intro?: ReactNode
  children?: ReactNode
}

export function Gate({ title, intro, children }: GateProps) {
  return (
    <div className="gate">
      <div className="gate-side">
        <header className="flex min-h-16 items-center justify-between">
          <span className="-ml-2 [&_.brand]:mb-0 [&_.brand]:px-2 [&_.brand_span]:inline">
            <Brand />
          </span>
          <ThemeToggle />
        </header>
        <main id="main" tabIndex={-1} className="gate-main">
          <div>
            <h1 className="page-title">{title}</h1>
            {intro && <p className="mt-1.5 text-ink-2">{intro}</p>}
          </div>
          {children}
        </main>
      </div>
      <GateArt />
    </div>
  )
}
