// What cannot be copied is shown, so that a person can.
import { expect, it, vi } from "vitest"

import { copyText } from "./copying"
import { useToasts } from "./toasts"

const said = () => useToasts.getState().toasts.at(-1)

it("says that it copied", async () => {
  const writeText = vi.fn().mockResolvedValue(undefined)
  vi.stubGlobal("navigator", { clipboard: { writeText } })

  expect(await copyText("words", "Copied")).toBe(true)
  expect(writeText).toHaveBeenCalledWith("words")
  expect(said()?.text).toBe("Copied")
})

it("shows the words on a page without a clipboard", async () => {
  vi.stubGlobal("navigator", {})

  expect(await copyText("words", "Copied")).toBe(false)
  expect(said()).toMatchObject({ kind: "failed", more: "words" })
})
