// What the pages of credits ask for.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query"

import { api, read } from "@/api/client"
import type { components } from "@/api/schema"

export type Entry = components["schemas"]["EntryRead"]
export type Pack = components["schemas"]["ProductRead"]
export type Price = components["schemas"]["PriceRead"]

const PAGE = 50

export const balanceQuery = queryOptions({
  queryKey: ["credits", "balance"],
  queryFn: ({ signal }) => read(api.GET("/api/credits", { signal })),
})

export const entriesQuery = infiniteQueryOptions({
  queryKey: ["credits", "entries"],
  queryFn: ({ pageParam, signal }) =>
    read(
      api.GET("/api/credits/entries", {
        params: { query: { cursor: pageParam, limit: PAGE } },
        signal,
      }),
    ),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next_cursor ?? undefined,
})

export const packsQuery = queryOptions({
  queryKey: ["packs"],
  staleTime: 5 * 60_000,
  queryFn: ({ signal }) => read(api.GET("/api/billing/products", { signal })),
})

export async function newestEntries(limit: number): Promise<Entry[]> {
  const page = await read(api.GET("/api/credits/entries", { params: { query: { limit } } }))
  return page.items
}
