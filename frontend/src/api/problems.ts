// A refusal of the gateway (RFC 9457), as an error that a screen can show.

export interface FieldProblem {
  field: string
  message: string
}

interface Facts {
  code: string
  title: string
  detail: string
  status: number
  errors?: FieldProblem[]
  [fact: string]: unknown
}

export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly fields: FieldProblem[]
  /** Members of its own, such as `available` and `price` of insufficient_credits. */
  readonly facts: Facts
  /** Seconds to wait before asking again, when the gateway said so. */
  readonly retryAfter: number | null

  constructor(facts: Facts, retryAfter: number | null = null) {
    super(facts.detail || facts.title)
    this.name = "Problem"
    this.code = facts.code
    this.status = facts.status
    this.fields = facts.errors ?? []
    this.facts = facts
    this.retryAfter = retryAfter
  }

  /** A number among its facts. */
  number(name: string): number | null {
    const fact = this.facts[name]
    return typeof fact === "number" ? fact : null
  }

  /** What is wrong with a field, by the name that the API gives it. */
  of(field: string): string | undefined {
    return this.fields.find((each) => each.field === field || each.field.endsWith(`.${field}`))
      ?.message
  }
}

export function problemOf(body: unknown, response: Response): Problem {
  const retryAfter = Number(response.headers.get("Retry-After")) || null
  if (isFacts(body)) return new Problem(body, retryAfter)
  return new Problem(
    {
      code: "unknown",
      title: "Something went wrong",
      detail: `The server answered ${response.status}. Try again in a moment.`,
      status: response.status,
    },
    retryAfter,
  )
}

export function unreachable(): Problem {
  return new Problem({
    code: "unreachable",
    title: "Not connected",
    detail: "The server cannot be reached. What you wrote is kept; try again in a moment.",
    status: 0,
  })
}

export function isProblem(error: unknown, code?: string): error is Problem {
  return error instanceof Problem && (code === undefined || error.code === code)
}

/** Words for any failure; what is not a Problem is a bug, and says so without details. */
export function sentence(error: unknown): string {
  if (error instanceof Problem) return error.message
  return "Something went wrong in this page. Reload it; nothing you wrote is lost."
}

function isFacts(body: unknown): body is Facts {
  return typeof body === "object" && body !== null && "code" in body && "status" in body
}
