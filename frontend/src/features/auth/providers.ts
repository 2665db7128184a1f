// The other sites that one can sign in with here.
import { queryOptions } from "@tanstack/react-query"

import { api, read } from "@/api/client"
import type { components } from "@/api/schema"

export type Provider = components["schemas"]["ProviderRead"]

export const providersQuery = queryOptions({
  queryKey: ["providers"],
  staleTime: Infinity,
  queryFn: async ({ signal }) => (await read(api.GET("/api/auth/providers", { signal }))).items,
})

/** A page that the browser walks through, not a request. */
export function startAt(provider: string, returnTo: string, link = false): string {
  const facts = new URLSearchParams({ return_to: returnTo, ...(link && { link: "true" }) })
  return `/api/auth/oauth/${encodeURIComponent(provider)}/start?${facts}`
}
