// Fetches a menu when its button is about to be pressed: what draws menus is large.
import { type ComponentProps, useState } from "react"

import { complain } from "./toasts"

type Button = Pick<
  ComponentProps<"button">,
  "aria-haspopup" | "aria-expanded" | "onPointerEnter" | "onFocus" | "onClick" | "onKeyDown"
>

interface LateMenu<Menu> {
  /** Once it was asked for: to be drawn open. */
  List: Menu | undefined
  /** Whether a key asked for it: then its first item takes the focus. */
  byKey: boolean
  /** What its button needs until then. */
  closed: Button
}

export function useLateMenu<Menu>(fetchMenu: () => Promise<Menu>): LateMenu<Menu> {
  const [asked, setAsked] = useState<{ menu: Menu; byKey: boolean }>()
  // What fails here is fetched, and complained of, when the button is pressed.
  const prepare = () => void Promise.allSettled([fetchMenu()])
  const open = (byKey: boolean) =>
    void fetchMenu().then(
      (menu) => setAsked({ menu, byKey }),
      () => complain("The menu could not be loaded.", "Try again in a moment."),
    )
  return {
    List: asked?.menu,
    byKey: asked?.byKey ?? false,
    closed: {
      "aria-haspopup": "menu",
      "aria-expanded": false,
      onPointerEnter: prepare,
      onFocus: prepare,
      // Enter and Space click, too, but no button of a pointer was pressed then.
      onClick: ({ detail }) => open(detail === 0),
      onKeyDown: (event) => {
        if (event.key !== "ArrowDown") return
        event.preventDefault()
        open(true)
      },
    },
  }
}
