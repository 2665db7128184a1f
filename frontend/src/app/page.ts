// What a route says about itself: its title, and where focus goes when it is entered.
import type { AnyRouter } from "@tanstack/react-router"
import { useEffect } from "react"

const NAME = "MusicGenerator"

/** Name the page in the tab, and for a screen reader. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · ${NAME}` : NAME
  }, [title])
}

/** After each navigation focus the page's heading, so that it is read and Tab starts there. */
export function followWithFocus(router: AnyRouter): () => void {
  return router.subscribe("onRendered", ({ fromLocation, toLocation }) => {
    if (!fromLocation || fromLocation.pathname === toLocation.pathname) return
    const heading = document.querySelector<HTMLElement>("main h1")
    const target = heading ?? document.querySelector<HTMLElement>("main")
    target?.setAttribute("tabindex", "-1")
    target?.focus({ preventScroll: true })
  })
}
