// A page whose link does one thing as soon as it is opened, once.
import { useQuery } from "@tanstack/react-query"
import type { ReactNode } from "react"

import { isProblem } from "@/api/problems"
import { Button } from "@/ui/Button"

import { useFragment } from "./fragment"
import { Gate } from "./Gate"
import { Refusal } from "./Refusal"

interface LinkPageProps {
  /** Names the deed: it is done once for each token, however often the page is drawn. */
  deed: string
  act: (token: string) => Promise<void>
  waiting: string
  done: { title: string; intro: string; onward: ReactNode }
  /** What to do when the link was used or has expired. */
  over: { intro: string; onward: ReactNode }
}

/** What was done stays done, even when the page asks for everything again. */
const opened = new Set<string>()

export function LinkPage({ deed, act, waiting, done, over }: LinkPageProps) {
  const token = useFragment().get("token") ?? ""
  const { status, error, refetch, isFetching } = useQuery({
    queryKey: ["link", deed, token],
    enabled: token !== "",
    queryFn: async () => {
      if (!opened.has(token)) await act(token)
      opened.add(token)
      return true
    },
    retry: false,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  if (token === "" || isProblem(error, "invalid_token"))
    return (
      <Gate title="This link is over" intro={over.intro}>
        {over.onward}
      </Gate>
    )
  if (status === "pending") return <Gate title={waiting} intro="One moment." />
  if (status === "success")
    return (
      <Gate title={done.title} intro={done.intro}>
        {done.onward}
      </Gate>
    )
  return (
    <Gate title="That did not work">
      <Refusal error={error} />
      <div>
        <Button look="primary" disabled={isFetching} onClick={() => void refetch()}>
          {isFetching ? "Trying…" : "Try again"}
        </Button>
      </div>
    </Gate>
  )
}
