// Says that the gateway cannot be reached, from when the page is, and tries again.
import { useQueryClient } from "@tanstack/react-query"
import { WifiOff } from "lucide-react"
import { useEffect, useState } from "react"

import { meQuery } from "@/features/auth/session"
import { Button } from "@/ui/Button"

import { useConnection } from "../connection"

const TRY_EVERY_MS = 5_000

export function OfflineBanner() {
  const { isLost, heardAt } = useConnection()
  const queries = useQueryClient()
  const [trying, setTrying] = useState(false)

  useEffect(() => {
    if (!isLost) return
    const timer = setInterval(() => void ask(), TRY_EVERY_MS)
    const ask = () => queries.refetchQueries({ queryKey: meQuery.queryKey })
    return () => clearInterval(timer)
  }, [isLost, queries])

  if (!isLost) return null
  const tryNow = async () => {
    setTrying(true)
    await queries.refetchQueries({ queryKey: meQuery.queryKey })
    setTrying(false)
    if (!useConnection.getState().isLost) void queries.refetchQueries({ type: "active" })
  }
  return (
    <div className="banner notice" role="status">
      <WifiOff aria-hidden size={18} />
      <p className="flex-1">
        <strong className="font-[560]">
          {navigator.onLine ? "The server is out of reach." : "You are offline."}
        </strong>{" "}
        What is buffered plays on{heardAt ? `; this page is from ${moment(heardAt)}.` : "."}
      </p>
      <Button size="small" disabled={trying} onClick={() => void tryNow()}>
        {trying ? "Trying…" : "Try now"}
      </Button>
    </div>
  )
}

function moment(time: number): string {
  return new Date(time).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })
}
