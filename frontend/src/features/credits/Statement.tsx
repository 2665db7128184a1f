// The statement: one line for each movement, holds apart, months with what they opened at.
import { useInfiniteQuery } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { useState } from "react"

import { sentence } from "@/api/problems"
import { Button } from "@/ui/Button"
import { Empty } from "@/ui/Empty"
import { FieldError } from "@/ui/Field"
import { Segments } from "@/ui/Segments"
import { Skeleton } from "@/ui/Skeleton"

import { entriesQuery } from "./queries"
import { type Filter, type Line, type Month, statementOf } from "./statement"

const FILTERS = [
  { value: "all", label: "All" },
  { value: "spent", label: "Spent" },
  { value: "added", label: "Added" },
] as const

export function Statement() {
  const [filter, setFilter] = useState<Filter>("all")
  return (
    <section className="mt-10 max-sm:mt-8" aria-labelledby="statement">
      <div className="mb-4 flex items-center gap-3">
        <h2 id="statement" className="section-title">
          Statement
        </h2>
        <Segments
          label="Which movements"
          className="ml-auto [&>*]:flex-auto"
          value={filter}
          choices={FILTERS}
          onChoose={setFilter}
        />
      </div>
      <Lines filter={filter} />
    </section>
  )
}

function Lines({ filter }: { filter: Filter }) {
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } =
    useInfiniteQuery(entriesQuery)
  if (isPending) return <Waiting />
  if (!data)
    return (
      <div className="grid justify-items-start gap-3">
        <FieldError>{sentence(error)}</FieldError>
        <Button onClick={() => void refetch()}>Try again</Button>
      </div>
    )
  const entries = data.pages.flatMap((page) => page.items)
  const { holds, months } = statementOf(entries, { filter, isComplete: !hasNextPage })
  return (
    <>
      {holds.length + months.length > 0 ? (
        <Ledger holds={holds} months={months} />
      ) : (
        <Nothing filter={filter} />
      )}
      {error && <FieldError>{sentence(error)}</FieldError>}
      {hasNextPage && (
        <div className="mt-5 flex justify-center">
          <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {isFetchingNextPage ? "Loading…" : "Show earlier"}
          </Button>
        </div>
      )}
    </>
  )
}

function Ledger({ holds, months }: { holds: Line[]; months: Month[] }) {
  return (
    <table className="ledger">
      <thead>
        <tr>
          <th scope="col">Date</th>
          <th scope="col">What</th>
          <th scope="col">Reference</th>
          <th scope="col" className="number">
            Out
          </th>
          <th scope="col" className="number">
            In
          </th>
          <th scope="col" className="number">
            Balance
          </th>
        </tr>
      </thead>
      {holds.length > 0 && (
        <tbody>
          <tr className="ledger-month">
            <th colSpan={2} scope="rowgroup">
              On hold
            </th>
            <td className="ledger-reference" />
            <td colSpan={3} />
          </tr>
          {holds.map((line) => (
            <Row key={line.id} line={line} />
          ))}
        </tbody>
      )}
      {months.map((month) => (
        <tbody key={month.key}>
          <tr className="ledger-month">
            <th colSpan={2} scope="rowgroup">
              {month.name}
              {month.opening !== null && <small>opened at {month.opening}</small>}
            </th>
            <td className="ledger-reference" />
            <td colSpan={2} />
            <td className="number">
              <span className="sr-only">closed at </span>
              {month.closing}
            </td>
          </tr>
          {month.lines.map((line) => (
            <Row key={line.id} line={line} />
          ))}
        </tbody>
      ))}
    </table>
  )
}

function Row({ line }: { line: Line }) {
  return (
    <tr className={line.isQuiet ? "ledger-line ledger-quiet" : "ledger-line"}>
      <td className="ledger-date">{line.date}</td>
      <td className="ledger-what">
        {line.songId ? (
          <Link to="/songs/$songId" params={{ songId: line.songId }}>
            {line.what}
          </Link>
        ) : (
          line.what
        )}
        {line.remark && <span className="ledger-remark">{line.remark}</span>}
      </td>
      <td className="ledger-reference">{line.reference}</td>
      <td className="number ledger-out">{line.out}</td>
      <td className="number ledger-in">{line.in}</td>
      <td className="number ledger-balance">{line.balance}</td>
    </tr>
  )
}

function Nothing({ filter }: { filter: Filter }) {
  if (filter === "all")
    return (
      <Empty title="Nothing has moved yet">
        <p className="text-ink-2">Credits that come in, and songs that they pay for, stand here.</p>
      </Empty>
    )
  return (
    <Empty title={filter === "spent" ? "Nothing spent so far" : "Nothing added so far"}>
      <p className="text-ink-2">Only the lines that were read are looked through.</p>
    </Empty>
  )
}

function Waiting() {
  return (
    <div role="status" aria-label="Loading the statement">
      {Array.from({ length: 8 }, (_, place) => (
        <div key={place} className="flex h-10.25 items-center gap-6 border-b border-line">
          <Skeleton className="h-3.5 w-14" />
          <Skeleton className="h-3.5 w-2/5" />
          <Skeleton className="ml-auto h-3.5 w-8" />
        </div>
      ))}
    </div>
  )
}
