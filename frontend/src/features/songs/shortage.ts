// What is said when songs are refused: too few credits, too many at once, too often.
import { create } from "zustand"

import { isProblem, type Problem, sentence } from "@/api/problems"
import { complain } from "@/ui/toasts"

export interface Shortage {
  price: number
  available: number
  takes: number
  /** Ask again for fewer takes; left out where there is only one way to ask. */
  askFor?: (takes: number) => void
}

interface ShortageState {
  shortage: Shortage | null
  close: () => void
}

export const useShortage = create<ShortageState>()((set) => ({
  shortage: null,
  close: () => set({ shortage: null }),
}))

const WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]

/** 2 → "two"; above ten in digits. */
export function numberWord(number: number): string {
  return WORDS[number] ?? String(number)
}

/** "One credit short" */
export function shortBy({ price, available }: Pick<Shortage, "price" | "available">): string {
  const missing = Math.max(1, price - available)
  return `${capital(numberWord(missing))} ${missing === 1 ? "credit" : "credits"} short`
}

/** "Two takes cost 2 credits." */
export function priceSentence({ price, takes }: Pick<Shortage, "price" | "takes">): string {
  const [noun, verb] = takes === 1 ? ["take", "costs"] : ["takes", "cost"]
  return `${capital(numberWord(takes))} ${noun} ${verb} ${price} ${price === 1 ? "credit" : "credits"}.`
}

/** How many of these takes can be paid; 0 when none can, or when it is no fewer. */
export function affordable({ price, available, takes }: Shortage): number {
  const each = price / takes
  const most = Math.min(takes - 1, Math.floor(available / each))
  return most > 0 ? most : 0
}

/** Say why songs were refused, in the way that fits; false when it is nothing special. */
export function explainRefusal(
  failure: unknown,
  { takes, askFor }: Pick<Shortage, "takes" | "askFor">,
): boolean {
  if (isProblem(failure, "insufficient_credits")) {
    const price = failure.number("price") ?? takes
    useShortage.setState({
      shortage: { price, available: failure.number("available") ?? 0, takes, askFor },
    })
    return true
  }
  if (isProblem(failure) && failure.status === 429) {
    complain(...tooMuch(failure, takes))
    return true
  }
  return false
}

/** For buttons beside which nothing can be said. */
export function complainOfRefusal(failure: unknown): void {
  if (!explainRefusal(failure, { takes: 1 })) complain(sentence(failure))
}

/** "Ten songs are in progress already." "The next can start when one is ready." */
export function tooMuch(problem: Problem, takes: number): [string, string] {
  const [limit, unfinished] = [problem.number("limit"), problem.number("unfinished")]
  if (limit !== null && unfinished !== null) {
    const going = `${capital(numberWord(unfinished))} ${unfinished === 1 ? "song is" : "songs are"} in progress`
    return unfinished >= limit
      ? [`${going} already.`, "The next can start when one is ready."]
      : [
          `${going}; ${numberWord(takes)} more would be over ${numberWord(limit)}.`,
          "Make fewer takes, or wait until one is ready.",
        ]
  }
  const seconds = problem.retryAfter
  return [
    "That was a lot at once.",
    seconds ? `Try again in ${whenWord(seconds)}.` : "Try again in a minute.",
  ]
}

function whenWord(seconds: number): string {
  if (seconds < 90) return `${seconds} ${seconds === 1 ? "second" : "seconds"}`
  return `${Math.ceil(seconds / 60)} minutes`
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
