// Prices, as people read them.
import type { Price } from "./queries"

/** 900 of usd → "$9.00"; 900 of jpy → "¥900". */
export function money({ amount, currency }: Price): string {
  const format = formatOf(currency)
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(amount / 10 ** digits)
}

/** What one of several costs: "36¢" where there is a cent to say, else "$1.20". */
export function each(price: Price, of: number): string {
  const one = Math.round(price.amount / of)
  if (price.currency.toLowerCase() === "usd" && one < 100) return `${one}¢`
  return money({ amount: one, currency: price.currency })
}

function formatOf(currency: string): Intl.NumberFormat {
  return new Intl.NumberFormat("en-US", { style: "currency", currency: currency.toUpperCase() })
}
