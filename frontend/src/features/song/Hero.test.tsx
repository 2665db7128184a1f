// The head of a song's page.
import { screen } from "@testing-library/react"
import { expect, it } from "vitest"

import { show } from "@/testing/showing"
import { aSong } from "@/testing/songs"

import { Hero } from "./Hero"
import { Lyrics } from "./Lyrics"

it("a title of markup is read as it was written", async () => {
  const title = '<img src=x onerror="alert(1)"><b>Bold</b>'
  await show(() => <Hero song={aSong({ title })} back={null} />)
  const heading = await screen.findByRole("heading", { level: 1 })
  expect(heading.textContent).toBe(title)
  expect(heading.children).toHaveLength(0)
})

it("the byline counts listens and likes in words that are read aloud", async () => {
  await show(() => <Hero song={aSong()} back={null} />)
  const listens = await screen.findByText("Listens:")
  expect(listens.parentElement?.textContent).toBe("Listens: 5,210")
})

it("lyrics are shown section by section", async () => {
  const lyrics = "[verse]\nWipers keep the time\n\n[chorus]\nRain on Route Nine"
  await show(() => <Lyrics song={aSong({ lyrics })} />)
  const names = (await screen.findAllByRole("heading", { level: 3 })).map((h) => h.textContent)
  expect(names).toEqual(["Verse", "Chorus"])
  expect(screen.getByText("Rain on Route Nine")).toBeTruthy()
})

it("an instrumental says so", async () => {
  await show(() => <Lyrics song={aSong({ instrumental: true, lyrics: "" })} />)
  expect(await screen.findByText(/^Instrumental/)).toBeTruthy()
  expect(screen.queryByRole("button", { name: /Copy/ })).toBeNull()
})
