// A late part comes when it is shown, at once when it is known, and again after a failure.
import { render, screen } from "@testing-library/react"
import { beforeEach, expect, it, vi } from "vitest"

import { late } from "./late"
import { useToasts } from "./toasts"

const Sheet = () => <p>A sheet</p>

beforeEach(() => useToasts.setState({ toasts: [] }))

it("is fetched when it is first shown, and only once", async () => {
  const fetchPart = vi.fn(() => Promise.resolve(Sheet))
  const Part = late(fetchPart)
  expect(fetchPart).not.toHaveBeenCalled()

  render(<Part />).unmount()
  render(<Part />)

  expect(await screen.findByText("A sheet")).toBeDefined()
  render(<Part />)
  expect(screen.getAllByText("A sheet")).toHaveLength(2)
})

it("says that it could not be fetched, and is tried again", async () => {
  const fetchPart = vi.fn<() => Promise<typeof Sheet>>()
  fetchPart.mockRejectedValueOnce(new TypeError("no connection")).mockResolvedValue(Sheet)
  const Part = late(fetchPart)

  const { unmount } = render(<Part />)
  await vi.waitFor(() => expect(useToasts.getState().toasts).toHaveLength(1))
  unmount()
  render(<Part />)

  expect(await screen.findByText("A sheet")).toBeDefined()
})

it("is there at once when it was made ready", async () => {
  const Part = late(() => Promise.resolve(Sheet))
  await Part.ready()

  render(<Part />)

  expect(screen.getByText("A sheet")).toBeDefined()
})
