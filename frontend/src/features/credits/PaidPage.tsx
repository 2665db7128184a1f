// Where the checkout leads back to: waits until the credits are there.
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { Link, useRouter } from "@tanstack/react-router"
import { CircleCheck } from "lucide-react"
import { useEffect, useState } from "react"

import { usePageTitle } from "@/app/page"
import { Bars } from "@/ui/Bars"
import { Button } from "@/ui/Button"
import { counted } from "@/ui/numbers"

import { meQuery } from "../auth/session"
import { findPurchase, placeBefore } from "./checkout"
import { balanceQuery, type Entry } from "./queries"

const ASK_EVERY_MS = 2_000
const PATIENCE_MS = 60_000

export function PaidPage() {
  usePageTitle("Payment received")
  const [isLate, setLate] = useState(false)
  const { data: bought } = useQuery({
    queryKey: ["credits", "purchase"],
    queryFn: findPurchase,
    refetchInterval: ({ state }) => (state.data || isLate ? false : ASK_EVERY_MS),
  })
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="page">
      <div className="mx-auto grid max-w-110 justify-items-center gap-2 pt-[14vh] text-center">
        {bought ? <Arrived entry={bought} /> : <Underway isLate={isLate} />}
      </div>
    </div>
  )
}

function Arrived({ entry }: { entry: Entry }) {
  const router = useRouter()
  const queries = useQueryClient()
  const { data: funds } = useQuery(balanceQuery)
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: meQuery.queryKey })
    void queries.invalidateQueries({ queryKey: balanceQuery.queryKey })
  }, [queries, entry.id])
  return (
    <>
      <CircleCheck aria-hidden size={32} className="text-good" />
      {/* Around the heading: a role of its own would make it no heading any more. */}
      <div role="status">
        <h1 className="page-title">
          {counted(entry.amount, "credit")} {entry.amount === 1 ? "has" : "have"} arrived
        </h1>
      </div>
      <p className="text-ink-2">
        {funds ? `You have ${counted(funds.available, "credit")} to spend.` : "Thank you."}
      </p>
      <div className="coins mt-3 max-w-full" style={{ width: entry.amount * 4 }} aria-hidden />
      <div className="mt-5 flex flex-wrap justify-center gap-2">
        <Button look="primary" onClick={() => router.history.push(placeBefore())}>
          Back to where you were
        </Button>
        <Button look="ghost" asChild>
          <Link to="/credits">See the statement</Link>
        </Button>
      </div>
    </>
  )
}

function Underway({ isLate }: { isLate: boolean }) {
  const router = useRouter()
  return (
    <>
      <span className="grid h-8 place-items-center">
        <Bars still={isLate} />
      </span>
      <h1 className="page-title">Payment received</h1>
      <p className="text-ink-2" role="status">
        {isLate
          ? "The credits have not arrived yet. They will come by themselves, and nothing is lost: this can take a few minutes."
          : "Your credits are on their way; this takes a few seconds."}
      </p>
      <div className="mt-5 flex flex-wrap justify-center gap-2">
        <Button onClick={() => router.history.push(placeBefore())}>Back to where you were</Button>
        <Button look="ghost" asChild>
          <Link to="/credits">See the statement</Link>
        </Button>
      </div>
    </>
  )
}
