// What it costs, what there is, and the one amber button.
import { useMe } from "@/features/auth/session"
import { Button } from "@/ui/Button"
import { FieldError } from "@/ui/Field"
import { count } from "@/ui/numbers"

import { useDraft } from "./draft"
import { priceWords } from "./price"
import { useSubmission } from "./submission"

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent)

export function CreateFoot() {
  const takes = useDraft((draft) => draft.takes)
  const { isPending, failure } = useSubmission()
  const me = useMe()
  const { price, what } = priceWords(takes)
  return (
    <div className="create-foot">
      {failure && <FieldError>{failure}</FieldError>}
      <div className="flex justify-between gap-3">
        <span>
          <b className="font-semibold tabular-nums">{price}</b>{" "}
          <span className="text-ink-2">{what}</span>
        </span>
        <span className="text-ink-3 tabular-nums">
          {me ? `${count(me.credits.available)} available` : me === null && "Sign in to create"}
        </span>
      </div>
      <Button
        type="submit"
        form="create-form"
        look="primary"
        size="large"
        className="w-full"
        aria-disabled={isPending}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        data-create
      >
        {isPending ? "Creating…" : "Create"}
        <kbd aria-hidden className="only-keyboard ml-1">
          {isApple ? "⌘ ↵" : "Ctrl ↵"}
        </kbd>
      </Button>
    </div>
  )
}
