// Up and down through a list of songs, and P to play the one in focus.
// A list is `[data-song-list]`, its rows are `[data-song-row]` with a link or button to focus;
// `[data-play]` marks the button in a row that plays it.
import type { KeyboardEvent as ReactKeyboardEvent } from "react"

const LIST = "[data-song-list]"
const ROW = "[data-song-row]"
const FOCUSABLE = "a[href], button:not(:disabled), [tabindex='0']"

const OWN_KEYS = "input, textarea, select, [role=menu]"
const MOVES: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }

type Pressed = Pick<
  KeyboardEvent,
  "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey" | "defaultPrevented"
>

/** Props for a list whose rows are played in a way of its own. */
export function songListKeys(play?: (row: HTMLElement) => void) {
  return {
    "data-song-list": "",
    onKeyDown: (event: ReactKeyboardEvent) => {
      const { target } = event
      if (play && handlesListKey(event.nativeEvent, target, play)) event.preventDefault()
    },
  }
}

/** Do what the key means in the list that has the focus; whether it meant something. */
export function handlesListKey(
  pressed: Pressed,
  target: EventTarget | null,
  play: (row: HTMLElement) => void = pressPlay,
): boolean {
  if (isModified(pressed) || pressed.defaultPrevented || !(target instanceof Element)) return false
  if (pressed.key === "ArrowDown" && target.matches("[data-search]")) return focusFirstRow()
  const row = target.closest<HTMLElement>(ROW)
  const list = row?.closest(LIST)
  if (!row || !list || target.closest(OWN_KEYS)) return false
  return actIn(list, row, pressed.key, play)
}

function actIn(list: Element, row: HTMLElement, key: string, play: (row: HTMLElement) => void) {
  const direction = MOVES[key]
  if (direction) return focusBeside(list, row, direction)
  if (key.toLowerCase() !== "p") return false
  play(row)
  return true
}

function isModified(pressed: Pressed): boolean {
  return pressed.shiftKey || pressed.ctrlKey || pressed.metaKey || pressed.altKey
}

function focusBeside(list: Element, row: HTMLElement, by: number): boolean {
  const rows = [...list.querySelectorAll<HTMLElement>(ROW)]
  return focusRow(rows[rows.indexOf(row) + by])
}

/** From the search into what was found. */
function focusFirstRow(): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>(`${LIST} ${ROW}`)]
  return focusRow(rows.find((row) => row.offsetParent !== null))
}

/** The song's own link rather than its buttons: Enter then opens it. */
function focusRow(row: HTMLElement | undefined): boolean {
  const target =
    row?.querySelector<HTMLElement>("a[href]") ?? row?.querySelector<HTMLElement>(FOCUSABLE)
  target?.focus()
  target?.scrollIntoView({ block: "nearest" })
  return target !== undefined && target !== null
}

function pressPlay(row: HTMLElement): void {
  row.querySelector<HTMLElement>("[data-play]")?.click()
}
