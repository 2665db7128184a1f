// Copies a text, and says so.
import { Check, Copy } from "lucide-react"
import { useState } from "react"

import { Button } from "@/ui/Button"
import { copyText } from "@/ui/copying"

export function CopyButton({ text, label = "Copy" }: { text: string; label?: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    if (await copyText(text)) setCopied(true)
  }
  const Icon = copied ? Check : Copy
  return (
    <Button onClick={() => void copy()}>
      <Icon aria-hidden size={16} />
      <span aria-live="polite">{copied ? "Copied" : label}</span>
    </Button>
  )
}
