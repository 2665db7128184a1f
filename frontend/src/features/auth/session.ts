// Who is signed in: asked once, kept, and forgotten when the gateway says that it ended.
import { type QueryClient, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query"
import { create } from "zustand"

import { api, onProblem, read } from "@/api/client"
import type { components } from "@/api/schema"

export type User = components["schemas"]["UserRead"]

export const meQuery = queryOptions({
  queryKey: ["me"],
  staleTime: 60_000,
  queryFn: async ({ client, signal }): Promise<User | null> => {
    const { user } = await read(api.GET("/api/auth/session", { signal }))
    const known = client.getQueryData<User | null>(["me"])
    if (!user && known) useSignInAgain.getState().ask(known.email)
    return user
  },
})

/** The person signed in; null when nobody is, undefined while that is not known yet. */
export function useMe(): User | null | undefined {
  return useQuery(meQuery).data
}

/** Credits have moved, or may have: ask again. */
export function useRefreshMe(): () => void {
  const queries = useQueryClient()
  return () => void queries.invalidateQueries({ queryKey: meQuery.queryKey })
}

/** Somebody has signed in or out: nothing of the person before may stay on the screen. */
export function becomes(queries: QueryClient, user: User | null): void {
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== "me" })
  queries.setQueryData(meQuery.queryKey, user)
  useSignInAgain.getState().close()
}

interface SignInAgain {
  /** Whose session ended in the middle of something; null when none did. */
  email: string | null
  ask: (email: string) => void
  close: () => void
}

/** The dialog that asks for the password again where one is, so that no text is lost. */
export const useSignInAgain = create<SignInAgain>()((set) => ({
  email: null,
  ask: (email) => set({ email }),
  close: () => set({ email: null }),
}))

/** Watch for a session that ended elsewhere. */
export function watchSession(queries: QueryClient): () => void {
  return onProblem((problem) => {
    const known = queries.getQueryData<User | null>(meQuery.queryKey)
    if (problem.status !== 401 || problem.code !== "not_signed_in" || !known) return
    useSignInAgain.getState().ask(known.email)
  })
}
