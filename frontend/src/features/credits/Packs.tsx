// The packs of credits that are sold: one bar a credit.
import { useMutation, useQuery } from "@tanstack/react-query"
import { useEffect } from "react"

import { isProblem, sentence } from "@/api/problems"
import { Button } from "@/ui/Button"
import { FieldError } from "@/ui/Field"
import { counted } from "@/ui/numbers"
import { Skeleton } from "@/ui/Skeleton"

import { openCheckout } from "./checkout"
import { each, money } from "./money"
import { type Pack, packsQuery } from "./queries"

/** Two pixels for a credit, two between them. */
const PIXELS_A_CREDIT = 4

export function Packs() {
  const { data, error, refetch, isPending } = useQuery(packsQuery)
  const buying = useMutation({ mutationFn: openCheckout, onSuccess: (url) => location.assign(url) })
  const { reset } = buying
  useEffect(() => {
    // Back from the checkout, the browser may show this very page as it was left.
    const wake = (event: PageTransitionEvent) => event.persisted && reset()
    window.addEventListener("pageshow", wake)
    return () => window.removeEventListener("pageshow", wake)
  }, [reset])
  if (isPending) return <Waiting />
  if (error)
    return (
      <section aria-label="Packs" className="grid content-center justify-items-start gap-3">
        <FieldError>{sentence(error)}</FieldError>
        <Button onClick={() => void refetch()}>Try again</Button>
      </section>
    )
  if (data.items.length === 0) return <NothingSold />
  // Until the browser has left, the button must not ask again.
  const busyWith = buying.isPending || buying.isSuccess ? buying.variables : undefined
  return (
    <section aria-label="Packs">
      <ul className="packs">
        {data.items.map((pack, place) => (
          <OnePack
            key={pack.id}
            pack={pack}
            isProposed={place === Math.floor(data.items.length / 2)}
            isOpening={busyWith === pack.id}
            isDisabled={busyWith !== undefined}
            onBuy={() => buying.mutate(pack.id)}
          />
        ))}
      </ul>
      {buying.error && (
        <div className="mt-3">
          <FieldError>{whyNot(buying.error)}</FieldError>
        </div>
      )}
      <p className="hint mt-3">
        Paid through Polar. A failed or cancelled song costs nothing.
        {data.is_stand_in && " This is a trial: no real money moves."}
      </p>
    </section>
  )
}

interface OnePackProps {
  pack: Pack
  isProposed: boolean
  isOpening: boolean
  isDisabled: boolean
  onBuy: () => void
}

function OnePack({ pack, isProposed, isOpening, isDisabled, onBuy }: OnePackProps) {
  const { credits, price } = pack
  return (
    <li className="pack">
      <span>
        <b className="pack-count tabular-nums">{credits}</b>{" "}
        <span className="text-ink-2">{credits === 1 ? "credit" : "credits"}</span>
      </span>
      <div className="coins" style={{ width: credits * PIXELS_A_CREDIT }} aria-hidden />
      <p className="hint mb-4">{price ? `${each(price, credits)} a take` : "The price follows."}</p>
      <Button
        look={isProposed ? "primary" : "quiet"}
        className="mt-auto w-full justify-between"
        disabled={isDisabled}
        onClick={onBuy}
      >
        <span>
          {isOpening ? "Opening…" : "Buy"}
          <span className="sr-only"> {counted(credits, "credit")} for</span>
        </span>
        {price && <span className="tabular-nums">{money(price)}</span>}
      </Button>
    </li>
  )
}

function whyNot(error: Error): string {
  if (isProblem(error, "billing_disabled"))
    return "Nothing can be bought here at the moment: this studio has no shop yet."
  return sentence(error)
}

function NothingSold() {
  return (
    <section aria-label="Packs" className="box self-center">
      <h2 className="font-[580]">No packs are sold here</h2>
      <p className="mt-1 text-ink-2">Ask whoever runs this studio for more credits.</p>
    </section>
  )
}

function Waiting() {
  return (
    <section aria-label="Packs" aria-busy>
      <div className="packs">
        {[0, 1, 2].map((place) => (
          <Skeleton key={place} className="h-49 rounded-lg" />
        ))}
      </div>
    </section>
  )
}
