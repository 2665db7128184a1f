// A page as it is before anything is known: drawn when the app is built, seen before its code comes.
import { QueryClientProvider } from "@tanstack/react-query"
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router"
import { renderToString } from "react-dom/server"

import { createQueries } from "./app/queries"
import { createAppRouter } from "./app/router"

/** The router's own, for pages that a server draws; the policy would refuse them. */
const SCRIPTS = /<script\b.*?<\/script>/gs

/** The markup of what is at this address for a visitor of whom nothing is known. */
export async function prerender(path: string): Promise<string> {
  const queries = createQueries()
  const router = createAppRouter(queries, createMemoryHistory({ initialEntries: [path] }))
  await router.load()
  const markup = renderToString(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  // What was asked would be kept for half an hour, and the build with it.
  queries.clear()
  return markup.replace(SCRIPTS, "")
}
