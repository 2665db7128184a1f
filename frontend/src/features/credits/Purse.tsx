// What there is to spend.
import { useQuery } from "@tanstack/react-query"

import { count } from "@/ui/numbers"
import { Skeleton } from "@/ui/Skeleton"

import { balanceQuery } from "./queries"

export function Purse() {
  const { data: funds } = useQuery(balanceQuery)
  const number = (value: number | undefined) =>
    value === undefined ? <Skeleton className="h-4 w-8" /> : <span>{count(value)}</span>
  return (
    <section className="purse-total" aria-labelledby="available">
      <div>
        <h2 id="available" className="text-sm font-[540] text-ink-2">
          Available
        </h2>
        <div className="purse-big">
          {funds ? count(funds.available) : <Skeleton className="h-16 w-24" />}
        </div>
      </div>
      <div className="split mt-4">
        <div>
          <span className="text-ink-2">Balance</span>
          {number(funds?.balance)}
        </div>
        <div>
          <span className="text-ink-2">Held for songs in progress</span>
          {funds?.reserved ? <span>−{count(funds.reserved)}</span> : number(funds?.reserved)}
        </div>
        <div>
          <span className="text-ink-2">One credit</span>
          <span>one take, any length</span>
        </div>
      </div>
    </section>
  )
}
