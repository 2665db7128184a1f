// How long ago something was, inside of a sentence.
import { ago } from "@/ui/time"

/** "just now", "5 min ago", "on 3 May". */
export function sinceThen(moment: string, now?: number): string {
  const since = ago(moment, now)
  if (since === "now") return "just now"
  return /\d (min|h|d)$/.test(since) ? `${since} ago` : `on ${since}`
}
