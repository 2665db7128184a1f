// Taking everything along, and being forgotten.
import { Download } from "lucide-react"
import { useState } from "react"

import { Button } from "@/ui/Button"

import type { User } from "../auth/session"
import { EraseDialog } from "./EraseDialog"
import { Section } from "./Section"

export function YourData({ user }: { user: User }) {
  const [isErasing, setErasing] = useState(false)
  return (
    <Section id="data" title="Your data">
      <div className="flex flex-wrap items-center gap-3">
        <div className="min-w-0 flex-1 basis-60">
          <h3 className="font-[560]">Take it along</h3>
          <p className="hint mt-0.5">
            All that is kept about you, as one file, with links to your songs that work for a
            quarter of an hour.
          </p>
        </div>
        <Button asChild>
          <a href="/api/auth/me/export" download="musicgenerator-account.json">
            <Download aria-hidden size={18} />
            Download
          </a>
        </Button>
      </div>
      <div className="flex flex-wrap items-center gap-3 border-t border-line pt-4">
        <div className="min-w-0 flex-1 basis-60">
          <h3 className="font-[560]">Erase the account</h3>
          <p className="hint mt-0.5">
            You are signed out everywhere at once, and soon nothing of yours is left.
          </p>
        </div>
        <Button look="danger" onClick={() => setErasing(true)}>
          Erase…
        </Button>
      </div>
      {isErasing && <EraseDialog user={user} onClose={() => setErasing(false)} />}
    </Section>
  )
}
