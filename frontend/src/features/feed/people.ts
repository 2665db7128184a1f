// What is asked about a person; the key starts with "songs", as their totals move with songs.
import { queryOptions } from "@tanstack/react-query"

import { api, read } from "@/api/client"
import type { components } from "@/api/schema"

export type Profile = components["schemas"]["ProfileRead"]

export function profile(userId: string) {
  return queryOptions({
    queryKey: ["songs", "person", userId],
    queryFn: ({ signal }) =>
      read(api.GET("/api/users/{user_id}", { params: { path: { user_id: userId } }, signal })),
  })
}
