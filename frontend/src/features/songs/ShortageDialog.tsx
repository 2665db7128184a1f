// "One credit short": what it costs, what there is, and the two ways on.
import { useNavigate } from "@tanstack/react-router"

import { Button } from "@/ui/Button"
import { Dialog } from "@/ui/Dialog"

import { affordable, numberWord, priceSentence, shortBy, useShortage } from "./shortage"

export function ShortageDialog() {
  const { shortage, close } = useShortage()
  const navigate = useNavigate()
  if (!shortage) return null
  const fewer = shortage.askFor ? affordable(shortage) : 0
  const askForFewer = () => {
    close()
    shortage.askFor?.(fewer)
  }
  const getCredits = () => {
    close()
    void navigate({ to: "/credits" })
  }
  return (
    <Dialog
      open
      onClose={close}
      title={shortBy(shortage)}
      description={`${priceSentence(shortage)} Your text stays as it is.`}
    >
      <dl className="mt-4 tabular-nums">
        <Line what="Price" credits={shortage.price} />
        <Line what="Available" credits={shortage.available} />
      </dl>
      <div className="dialog-actions">
        {fewer > 0 ? (
          <Button look="ghost" onClick={askForFewer}>
            Make {numberWord(fewer)} {fewer === 1 ? "take" : "takes"}
          </Button>
        ) : (
          <Button look="ghost" onClick={close}>
            Not now
          </Button>
        )}
        <Button look="primary" onClick={getCredits}>
          Get credits
        </Button>
      </div>
    </Dialog>
  )
}

function Line({ what, credits }: { what: string; credits: number }) {
  return (
    <div className="flex justify-between border-t border-line py-2">
      <dt className="text-ink-2">{what}</dt>
      <dd>{credits}</dd>
    </div>
  )
}
