// Runs before each file of unit tests: a clean page, and what happy-dom lacks.
import { cleanup } from "@testing-library/react"
import { afterEach } from "vitest"

afterEach(() => {
  cleanup()
  localStorage.clear()
  sessionStorage.clear()
})
