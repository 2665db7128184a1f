// A part of the app that is fetched when it is first shown: most visits never need it.
import { type ComponentType, useEffect, useState } from "react"

import { complain } from "./toasts"

export interface Late<Props> {
  (props: Props): React.ReactNode
  /** Fetch it now, for it may be shown soon, perhaps without a connection. */
  ready: () => Promise<unknown>
}

/** Unlike React's `lazy` a part that could not be fetched breaks no page, and is tried again. */
export function late<Props extends object = object>(
  fetchPart: () => Promise<ComponentType<Props>>,
): Late<Props> {
  let known: ComponentType<Props> | undefined
  const ready = async () => {
    known ??= await fetchPart()
    return known
  }
  function Part(props: Props) {
    const [Shown, show] = useState(() => known)
    useEffect(() => {
      let isOver = false
      ready().then(
        (part) => isOver || show(() => part),
        () => isOver || complain("This could not be loaded.", "Try again in a moment."),
      )
      return () => {
        isOver = true
      }
    }, [])
    return Shown ? <Shown {...props} /> : null
  }
  return Object.assign(Part, { ready })
}
