// Shows a part of the app in a unit test: with its router, its cache and whoever is signed in.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query"
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router"
import { render } from "@testing-library/react"
import type { ReactNode } from "react"

import { meQuery, type User } from "@/features/auth/session"
import { Toaster } from "@/ui/Toaster"

export const MARA: User = {
  id: "6f5a89f2-fc09-4acd-ac3c-b28af6fa5df2",
  email: "mara@example.com",
  name: "Mara Lindqvist",
  email_verified: true,
  created_at: "2026-11-01T08:00:00Z",
  credits: { balance: 5, reserved: 0, available: 5 },
}

/** Toasts show beside it; addresses lead to the same part. */
export async function show(part: () => ReactNode, me: User | null = MARA) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  queries.setQueryData(meQuery.queryKey, me)
  const root = createRootRoute({
    component: () => (
      <>
        {part()}
        <Toaster />
      </>
    ),
    notFoundComponent: () => null,
  })
  const router = createRouter({
    routeTree: root,
    history: createMemoryHistory({ initialEntries: ["/"] }),
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
