// A change to the account: asks for proof where it is wanted, then renews what the page shows.
import { useMutation, useQueryClient } from "@tanstack/react-query"

import { proven } from "../auth/proof"
import { say } from "@/ui/toasts"

interface SettingOptions<Done> {
  /** Said once it is done. */
  said?: string
  onDone?: (done: Done) => void
}

export function useSetting<Given = void, Done = unknown>(
  change: (given: Given) => Promise<Done>,
  { said, onDone }: SettingOptions<Done> = {},
) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (given: Given) => proven(() => change(given)),
    onSuccess: (done) => {
      void queries.invalidateQueries({ queryKey: ["settings"] })
      if (said) say(said)
      onDone?.(done)
    },
  })
}
