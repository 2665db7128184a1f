// The full player has an entry of its own in the history: Back closes it, the page below stays.
import { type NavigateOptions, useRouter, useRouterState } from "@tanstack/react-router"
import { useCallback } from "react"

declare module "@tanstack/react-router" {
  interface HistoryState {
    isPlayerFull?: boolean
  }
}

/** Going back takes the browser a moment; twice would leave the page. */
let isClosing = false

export function useIsFull(): boolean {
  return useRouterState({ select: ({ location }) => location.state.isPlayerFull === true })
}

export function useOpenFull(): () => void {
  const router = useRouter()
  return () => {
    const { href, state } = router.history.location
    if (state.isPlayerFull) return
    void router.navigate({
      href,
      state: { isPlayerFull: true },
      resetScroll: false,
      hashScrollIntoView: false,
    })
  }
}

/** Back to the entry below, so that none is left that would show nothing new. */
export function useCloseFull(): () => void {
  const { history } = useRouter()
  return useCallback(() => {
    if (isClosing || !history.location.state.isPlayerFull) return
    isClosing = true
    const stop = history.subscribe(() => {
      isClosing = false
      stop()
    })
    history.back()
  }, [history])
}

/** To a page that the full player names: it takes the player's place in the history. */
export function useLeaveFull(): (page: NavigateOptions) => void {
  const router = useRouter()
  const close = useCloseFull()
  return (page) => {
    const there = router.buildLocation(page)
    if (there.pathname === router.history.location.pathname) close()
    else void router.navigate({ ...page, replace: true })
  }
}
