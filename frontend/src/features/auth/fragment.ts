// What a link carries after its #: read once, and gone from the address bar at once.
import { useLocation, useRouter } from "@tanstack/react-router"
import { useLayoutEffect, useState } from "react"

/** The facts behind the #, which nobody who looks at the bar or the history can read later. */
export function useFragment(): URLSearchParams {
  const hash = useLocation({ select: (location) => location.hash })
  const router = useRouter()
  const [taken, setTaken] = useState(hash)
  // A second link opened in the same tab changes nothing but the hash.
  if (hash !== "" && hash !== taken) setTaken(hash)
  useLayoutEffect(() => {
    if (hash === "") return
    const { pathname, search } = router.history.location
    router.history.replace(pathname + search)
  }, [hash, router])
  return new URLSearchParams(taken)
}
