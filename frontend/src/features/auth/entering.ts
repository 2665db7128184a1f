// Where somebody goes once they are signed in: back to where they were, never out of the app.
import { useRouter, useSearch } from "@tanstack/react-router"
import { useEffect } from "react"

import { ownPath } from "@/app/searches"

import { useMe } from "./session"

/** `wanted` comes from an address, so it is not believed. */
export function destination(wanted: string | null | undefined): string {
  const path = ownPath(wanted)
  return path && !isGate(path) ? path : "/"
}

/** Leave a page of signing in as soon as somebody is signed in. */
export function useEnterWhenSignedIn(wanted?: string | null): void {
  const me = useMe()
  const router = useRouter()
  const { return_to } = useSearch({ strict: false })
  const there = destination(wanted ?? return_to)
  useEffect(() => {
    if (me) router.history.replace(there)
  }, [me, router, there])
}

function isGate(path: string): boolean {
  return /^\/sign-(in|up)\b/.test(path)
}
