// The way out of a song's page: to one's own songs, or to everybody's.
import { Link } from "@tanstack/react-router"
import { ArrowLeft } from "lucide-react"

import { Button } from "@/ui/Button"

export function BackLink({ to }: { to: "/library" | "/" }) {
  return (
    <Button look="ghost" size="small" className="-ml-[12px] text-inherit" asChild>
      <Link to={to}>
        <ArrowLeft aria-hidden size={18} />
        {to === "/" ? "Home" : "Library"}
      </Link>
    </Button>
  )
}
