// How long answers are kept, and when a question is asked again.
import { QueryClient } from "@tanstack/react-query"

import { Problem } from "@/api/problems"

const TRIES = 3

/** A refusal stays a refusal; an outage may pass. */
export function mayPass(failures: number, error: Error): boolean {
  if (!(error instanceof Problem)) return false
  return failures < TRIES && (error.status === 0 || error.status >= 500)
}

export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 30 * 60_000,
        retry: mayPass,
        // The browser's own idea of being online is often wrong; ask and see.
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  })
}
