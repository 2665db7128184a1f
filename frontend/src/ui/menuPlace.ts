// Where in the page an open menu lies: in a landmark, so that a screen reader tells where one is.
import { useState } from "react"

/** For a menu's root and its portal; a dialog that lies over the page hides what is in main. */
export function useMenuPlace() {
  const [container, setContainer] = useState(placeNow)
  const onOpenChange = (open: boolean) => {
    if (open) setContainer(placeNow)
  }
  return { onOpenChange, container }
}

function placeNow(): HTMLElement | null {
  return document.querySelector("[role=dialog]") ? null : document.querySelector("main")
}
