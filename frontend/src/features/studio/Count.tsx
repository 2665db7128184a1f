// How many characters there are, of how many there may be.
import { count } from "@/ui/numbers"

import { lengthOf } from "./rules"

export function Count({ text, most }: { text: string; most: number }) {
  const length = lengthOf(text.trim())
  return (
    <span className={length > most ? "font-semibold text-danger" : undefined}>
      {count(length)} / {count(most)}
    </span>
  )
}
