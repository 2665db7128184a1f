// Keeps focus on a page's heading when what was known only later takes the skeleton's place.
import { useRouter } from "@tanstack/react-router"
import { useEffect } from "react"

/** For the component that shows what came: its heading takes over from the skeleton's. */
export function useLateHeading(): void {
  const router = useRouter()
  useEffect(() => {
    // Somebody came from another page, and what they were led to has just been taken away.
    if (document.activeElement !== document.body || !router.history.canGoBack()) return
    const heading = document.querySelector<HTMLElement>("main h1")
    heading?.setAttribute("tabindex", "-1")
    heading?.focus({ preventScroll: true })
  }, [router])
}
