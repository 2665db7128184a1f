// What the sections of the settings ask for.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query"

import { api, read } from "@/api/client"
import type { components } from "@/api/schema"

export type Passkey = components["schemas"]["PasskeyRead"]
export type Session = components["schemas"]["SessionRead"]
export type ApiKey = components["schemas"]["ApiKeyRead"]
export type NewApiKey = components["schemas"]["ApiKeyCreated"]
export type Scope = components["schemas"]["Scope"]
export type TotpSetup = components["schemas"]["TotpSetup"]

export const secondFactorQuery = queryOptions({
  queryKey: ["settings", "second-factor"],
  queryFn: ({ signal }) => read(api.GET("/api/auth/second-factor", { signal })),
})

export const passkeysQuery = queryOptions({
  queryKey: ["settings", "passkeys"],
  queryFn: async ({ signal }) => (await read(api.GET("/api/auth/passkeys", { signal }))).items,
})

export const linkedQuery = queryOptions({
  queryKey: ["settings", "linked"],
  queryFn: async ({ signal }) =>
    (await read(api.GET("/api/auth/oauth/accounts", { signal }))).items,
})

export const sessionsQuery = infiniteQueryOptions({
  queryKey: ["settings", "sessions"],
  queryFn: ({ pageParam, signal }) =>
    read(api.GET("/api/auth/sessions", { params: { query: { cursor: pageParam } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next_cursor ?? undefined,
})

export const apiKeysQuery = infiniteQueryOptions({
  queryKey: ["settings", "api-keys"],
  queryFn: ({ pageParam, signal }) =>
    read(api.GET("/api/api-keys", { params: { query: { cursor: pageParam } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next_cursor ?? undefined,
})
