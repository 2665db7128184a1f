// Which keys the app takes, and which it leaves to what has the focus.
import { beforeEach, describe, expect, it } from "vitest"

import { commandOf, isCovered, isOwned } from "./keys"

const press = (key: string, more: Partial<KeyboardEventInit> = {}) =>
  commandOf(new KeyboardEvent("keydown", { key, ...more }))

describe("commands", () => {
  it.each([
    [" ", "toggle"],
    ["j", "previous"],
    ["K", "next"],
    ["m", "mute"],
    ["l", "like"],
    ["/", "search"],
    ["n", "create"],
  ])("takes %s for %s", (key, does) => {
    expect(press(key)).toEqual({ does })
  })

  it("takes ? with the Shift that types it", () => {
    expect(press("?", { shiftKey: true })).toEqual({ does: "help" })
  })

  it("moves by five seconds, by fifteen with Shift, and on while held", () => {
    expect(press("ArrowLeft")).toEqual({ does: "seek", seconds: -5 })
    expect(press("ArrowRight", { shiftKey: true })).toEqual({ does: "seek", seconds: 15 })
    expect(press("ArrowRight", { repeat: true })).toEqual({ does: "seek", seconds: 5 })
  })

  it("leaves keys with modifiers, capitals and held letters alone", () => {
    expect(press("k", { ctrlKey: true })).toBeUndefined()
    expect(press("k", { metaKey: true })).toBeUndefined()
    expect(press("N", { shiftKey: true })).toBeUndefined()
    expect(press("m", { repeat: true })).toBeUndefined()
    expect(press("x")).toBeUndefined()
  })
})

describe("where a key belongs to somebody else", () => {
  const place = (html: string) => {
    document.body.innerHTML = html
    return document.body.querySelector("[data-here]")
  }
  beforeEach(() => {
    document.body.innerHTML = ""
  })

  it.each(["<input data-here>", "<textarea data-here></textarea>", "<select data-here></select>"])(
    "ignores every key in %s",
    (html) => {
      const here = place(html)
      for (const key of [" ", "k", "/", "ArrowLeft"]) expect(isOwned(key, here)).toBe(true)
    },
  )

  it("leaves Space and Enter to a button, but not the letters", () => {
    const here = place("<button data-here>Play</button>")
    expect(isOwned(" ", here)).toBe(true)
    expect(isOwned("Enter", here)).toBe(true)
    expect(isOwned("k", here)).toBe(false)
  })

  it("leaves the arrows to a slider, but not Space", () => {
    const here = place('<input type="range" data-here>')
    expect(isOwned("ArrowLeft", here)).toBe(true)
    expect(isOwned(" ", here)).toBe(false)
    expect(isOwned("m", here)).toBe(false)
  })

  it("takes Space on a link, which does nothing with it", () => {
    expect(isOwned(" ", place('<a href="/x" data-here>Song</a>'))).toBe(false)
  })

  it("is covered by an open dialog or menu", () => {
    expect(isCovered()).toBe(false)
    place('<div role="dialog" data-state="open"></div>')
    expect(isCovered()).toBe(true)
    place('<div role="menu" data-state="open"></div>')
    expect(isCovered()).toBe(true)
  })
})
