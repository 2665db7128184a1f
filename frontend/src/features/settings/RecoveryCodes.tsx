// Codes for paper: seen this once, to be kept where the telephone is not.
import { Download } from "lucide-react"

import { Button } from "@/ui/Button"
import { Dialog } from "@/ui/Dialog"

import { CopyButton } from "./CopyButton"

interface RecoveryCodesProps {
  codes: readonly string[] | null
  onClose: () => void
}

export function RecoveryCodes({ codes, onClose }: RecoveryCodesProps) {
  const text = (codes ?? []).join("\n")
  return (
    <Dialog
      open={codes !== null}
      onClose={onClose}
      className="max-w-xl"
      title="Your recovery codes"
      description="Each opens your account once when the authenticator is not at hand. They are shown this once: keep them somewhere safe."
    >
      <ul className="codes mt-4">
        {codes?.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="dialog-actions flex-wrap">
        <CopyButton text={text} />
        <Button onClick={() => download(text)}>
          <Download aria-hidden size={16} />
          Download
        </Button>
        <Button look="primary" onClick={onClose}>
          I have kept them
        </Button>
      </div>
    </Dialog>
  )
}

function download(text: string): void {
  const address = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain" }))
  const link = document.createElement("a")
  link.href = address
  link.download = "musicgenerator-recovery-codes.txt"
  link.click()
  URL.revokeObjectURL(address)
}
