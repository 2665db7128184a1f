// A page's code, fetched when it is first visited; while the gateway is away, as soon as it is back.
import { lazyRouteComponent } from "@tanstack/react-router"

import { useConnection } from "./connection"

const TRY_EVERY_MS = 2_000

/** What the router itself does on failure is to load everything anew: the music would stop. */
export const lazyPage: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(() => patiently(load), name)

async function patiently<Module>(load: () => Promise<Module>): Promise<Module> {
  for (;;)
    try {
      return await load()
    } catch {
      // It is there now: if the code still is not, a newer app was built, and that is to be loaded.
      if (await isReached()) return load()
      useConnection.getState().lost()
      await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS))
    }
}

async function isReached(): Promise<boolean> {
  try {
    return (await fetch("/favicon.svg", { cache: "no-store" })).ok
  } catch {
    return false
  }
}
