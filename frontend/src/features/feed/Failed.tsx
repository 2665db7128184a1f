// What stands where songs could not be fetched: why, and a way to ask again.
import { sentence } from "@/api/problems"
import { Button } from "@/ui/Button"

interface FailedProps {
  what: string
  error: Error | null
  onRetry: () => void
}

export function Failed({ what, error, onRetry }: FailedProps) {
  return (
    <div role="alert" className="empty">
      <p className="empty-title font-[620]">{what} could not be loaded</p>
      <p className="text-ink-2">{sentence(error)}</p>
      <Button className="mt-3" onClick={onRetry}>
        Try again
      </Button>
    </div>
  )
}
