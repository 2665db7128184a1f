// Opens one page at an address in a unit test, as a link would, with the search and the fragment.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query"
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router"
import { render } from "@testing-library/react"
import type { ReactNode } from "react"

import { gateSearch } from "@/app/searches"
import { meQuery, type User } from "@/features/auth/session"

export async function openAt(address: string, Page: () => ReactNode, me: User | null = null) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  queries.setQueryData(meQuery.queryKey, me)
  const root = createRootRoute({ component: Outlet, notFoundComponent: () => null })
  const page = createRoute({
    getParentRoute: () => root,
    path: new URL(address, location.origin).pathname,
    validateSearch: gateSearch,
    component: Page,
  })
  const router = createRouter({
    routeTree: root.addChildren([page]),
    history: createMemoryHistory({ initialEntries: [address] }),
  })
  await router.load()
  render(
    <QueryClientProvider client={queries}>
      {/* Its routes are not those of the app, for which the type is registered. */}
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  )
  return { queries, router }
}
