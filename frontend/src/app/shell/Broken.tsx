// What stands where a page failed: the frame and the music go on.
import { type ErrorComponentProps, Link } from "@tanstack/react-router"
import { Copy } from "lucide-react"
import { useState } from "react"

import { isProblem } from "@/api/problems"
import { Button } from "@/ui/Button"
import { IconButton } from "@/ui/IconButton"
import { copyText } from "@/ui/copying"

import { newId } from "../newId"
import { usePageTitle } from "../page"

export function Broken({ error, reset }: ErrorComponentProps) {
  usePageTitle("This page broke")
  const [id] = useState(() => newId().slice(0, 8))
  if (isProblem(error, "not_found")) return <Missing />
  return (
    <div className="empty pt-[18vh]">
      <h1 className="empty-title">This page broke</h1>
      <p className="text-ink-2">The music plays on. The id helps if you write to us.</p>
      <p className="flex items-center gap-1 font-mono text-sm">
        {id}
        <IconButton
          icon={Copy}
          label="Copy the id and the error"
          size="small"
          iconSize={16}
          onClick={() => void copyText(`${id} ${String(error)}`, "Copied")}
        />
      </p>
      <div className="mt-3 flex gap-2">
        <Button look="primary" onClick={reset}>
          Try again
        </Button>
        <Button look="ghost" asChild>
          <Link to="/">Go to Home</Link>
        </Button>
      </div>
    </div>
  )
}

export function Missing() {
  usePageTitle("Not found")
  return (
    <div className="empty pt-[18vh]">
      <h1 className="empty-title">Nothing is here</h1>
      <p className="text-ink-2">The page does not exist, or its song is private or was deleted.</p>
      <div className="mt-3 flex gap-2">
        <Button asChild>
          <Link to="/">Go to Home</Link>
        </Button>
      </div>
    </div>
  )
}
