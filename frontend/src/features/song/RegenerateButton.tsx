// Makes a song of mine once more, with its own seed or another one.
import { RotateCcw } from "lucide-react"
import { useState } from "react"

import { useMe } from "@/features/auth/session"
import type { Song } from "@/features/songs/songs"
import { Button } from "@/ui/Button"
import { Dialog } from "@/ui/Dialog"
import { Segments } from "@/ui/Segments"

import { type SeedChoice, useOnceMore } from "./again"

const CHOICES = [
  { value: "same", label: "Same seed" },
  { value: "new", label: "New seed" },
] as const

const HINTS: Record<SeedChoice, string> = {
  same: "The same words and the same seed: the same song again, if the engine has not changed.",
  new: "The same words with another seed: another song.",
}

export function RegenerateButton({ song }: { song: Song }) {
  const [asks, setAsks] = useState(false)
  return (
    <>
      <Button onClick={() => setAsks(true)}>
        <RotateCcw aria-hidden size={18} strokeWidth={1.75} />
        Regenerate
      </Button>
      {asks && <RegenerateDialog song={song} onClose={() => setAsks(false)} />}
    </>
  )
}

function RegenerateDialog({ song, onClose }: { song: Song; onClose: () => void }) {
  const me = useMe()
  const [seed, setSeed] = useState<SeedChoice>("same")
  const onceMore = useOnceMore(song, { follow: false })
  return (
    <Dialog open onClose={onClose} title="Regenerate" description={HINTS[seed]}>
      <Segments
        label="Seed"
        value={seed}
        choices={CHOICES}
        onChoose={setSeed}
        wide
        className="mt-4"
      />
      <p className="mt-4 flex justify-between tabular-nums">
        <span>
          <strong className="font-[620]">1 credit</strong>{" "}
          <span className="text-ink-2">for 1 take</span>
        </span>
        {me && <span className="text-ink-3">{me.credits.available} available</span>}
      </p>
      <div className="dialog-actions">
        <Button look="ghost" onClick={onClose}>
          Cancel
        </Button>
        <Button
          look="primary"
          disabled={onceMore.isPending}
          onClick={() => onceMore.start(seed, onClose)}
        >
          {onceMore.isPending ? "Asking…" : "Regenerate"}
        </Button>
      </div>
    </Dialog>
  )
}
