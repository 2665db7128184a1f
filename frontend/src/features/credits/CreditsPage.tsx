// Balance, packs and statement.
import { useMutation } from "@tanstack/react-query"
import { ReceiptText } from "lucide-react"

import { usePageTitle } from "@/app/page"
import { sentence } from "@/api/problems"
import { Button } from "@/ui/Button"
import { complain } from "@/ui/toasts"

import { openPortal } from "./checkout"
import { Packs } from "./Packs"
import { Purse } from "./Purse"
import { Statement } from "./Statement"
import "./credits.css"

export function CreditsPage() {
  usePageTitle("Credits")
  return (
    <div className="page">
      <div className="page-bar min-h-21 flex-wrap justify-between gap-x-3 gap-y-2 max-sm:py-3">
        <h1 className="page-title">Credits</h1>
        <PortalButton />
      </div>
      <div className="purse">
        <Purse />
        <Packs />
      </div>
      <Statement />
    </div>
  )
}

function PortalButton() {
  const opening = useMutation({
    mutationFn: openPortal,
    onSuccess: (url) => location.assign(url),
    onError: (failure) => complain(sentence(failure)),
  })
  return (
    <Button disabled={opening.isPending} onClick={() => opening.mutate()}>
      <ReceiptText aria-hidden size={18} />
      {opening.isPending ? "Opening…" : "Invoices and payment methods"}
    </Button>
  )
}
