// Which key means what, and where it belongs to somebody else.

export type Command =
  | { does: "toggle" | "previous" | "next" | "mute" | "like" | "search" | "create" | "help" }
  | { does: "seek"; seconds: number }

type Pressed = Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey" | "repeat">

const STEP_SECONDS = 5
const LONG_STEP_SECONDS = 15

const PLAIN: Record<string, Command> = {
  " ": { does: "toggle" },
  j: { does: "previous" },
  k: { does: "next" },
  m: { does: "mute" },
  l: { does: "like" },
  n: { does: "create" },
  "/": { does: "search" },
  "?": { does: "help" },
}
/** Held down, these go on; the others would flicker. */
const ARROWS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 }

/** What a key asks for; undefined when it is not one of ours. */
export function commandOf(pressed: Pressed): Command | undefined {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return undefined
  const direction = ARROWS[pressed.key]
  if (direction) {
    const step = pressed.shiftKey ? LONG_STEP_SECONDS : STEP_SECONDS
    return { does: "seek", seconds: direction * step }
  }
  if (pressed.repeat) return undefined
  // On some keyboards / and ? need Shift; letters with Shift are somebody's capitals.
  const isLetter = /^[a-z ]$/i.test(pressed.key)
  if (isLetter && pressed.shiftKey) return undefined
  return PLAIN[pressed.key.toLowerCase()]
}

const WRITTEN_IN = "input, textarea, select, [contenteditable], [role=textbox], [role=combobox]"
const TYPED_IN = "[role=menu], [role=listbox], [role=tree], [role=grid]"
const MOVED_IN = "[role=radiogroup], [role=tablist], [role=slider], [role=toolbar], audio, video"
const PRESSED =
  "button, summary, [role=button], [role=switch], [role=checkbox], [role=radio], [role=tab]"
/** Inputs that nobody writes in. */
const NOT_WRITTEN_IN = "[type=range], [type=checkbox], [type=radio], [type=button], [type=submit]"

/** Whether the key already means something where the focus is. */
export function isOwned(key: string, target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  const field = target.closest(WRITTEN_IN)
  if (field && !field.matches(NOT_WRITTEN_IN)) return true
  if (target.closest(TYPED_IN)) return true
  const isArrow = key.startsWith("Arrow")
  if (isArrow && (field || target.closest(MOVED_IN))) return true
  const isPress = key === " " || key === "Enter"
  return isPress && Boolean((field && !field.matches("[type=range]")) || target.closest(PRESSED))
}

/** Whether something lies over the page that has the keyboard to itself. */
export function isCovered(page: ParentNode = document): boolean {
  const over = "[role=dialog][data-state=open], [role=alertdialog], [role=menu][data-state=open]"
  return page.querySelector(over) !== null
}
