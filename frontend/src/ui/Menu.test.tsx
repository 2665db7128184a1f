// A menu that is fetched when it is first asked for opens as it always will.
import { render, screen, waitFor } from "@testing-library/react"
import userEvent from "@testing-library/user-event"
import { beforeEach, expect, it, vi } from "vitest"

import { Menu, type MenuAction } from "./Menu"

const chosen = vi.fn()
const ACTIONS: MenuAction[] = [
  { label: "Unavailable", onChoose: chosen, disabled: true },
  { label: "Rename", onChoose: () => chosen("Rename") },
  { label: "Delete", onChoose: () => chosen("Delete") },
]

beforeEach(() => {
  chosen.mockReset()
  render(<Menu trigger={<button>More</button>} actions={ACTIONS} />)
})

const button = () => screen.getByRole("button", { name: "More", hidden: true })
const menu = () => screen.findByRole("menu")
const item = (name: string) => screen.getByRole("menuitem", { name })

it.each(["{Enter}", " ", "{ArrowDown}"])(
  "by %s its first item that can be chosen has the focus, the first time and later",
  async (key) => {
    const user = userEvent.setup()
    for (let time = 0; time < 2; time++) {
      button().focus()
      await user.keyboard(key)
      await menu()
      await waitFor(() => expect(document.activeElement).toBe(item("Rename")))
      await user.keyboard("{Escape}")
      await waitFor(() => expect(screen.queryByRole("menu")).toBeNull())
    }
  },
)

it("the arrows go on from there", async () => {
  const user = userEvent.setup()
  button().focus()
  await user.keyboard("{Enter}")
  await waitFor(() => expect(document.activeElement).toBe(item("Rename")))

  await user.keyboard("{ArrowDown}{Enter}")

  expect(chosen.mock.calls).toEqual([["Delete"]])
})

it("by a pointer the list itself has the focus, the first time and later", async () => {
  const user = userEvent.setup()
  for (let time = 0; time < 2; time++) {
    await user.click(button())
    const list = await menu()
    await waitFor(() => expect(document.activeElement).toBe(list))
    await user.keyboard("{Escape}")
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull())
  }
})

it("opened by a key first, a pointer opens it as pointers do", async () => {
  const user = userEvent.setup()
  button().focus()
  await user.keyboard("{Enter}")
  await menu()
  await user.keyboard("{Escape}")
  await waitFor(() => expect(screen.queryByRole("menu")).toBeNull())

  await user.click(button())

  const list = await menu()
  await waitFor(() => expect(document.activeElement).toBe(list))
})
