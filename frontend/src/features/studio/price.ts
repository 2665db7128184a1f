// What a request costs, in words. One take is one credit, whatever its length.

/** "2 credits" and "for 2 takes" */
export function priceWords(takes: number): { price: string; what: string } {
  return {
    price: takes === 1 ? "1 credit" : `${takes} credits`,
    what: takes === 1 ? "for 1 take" : `for ${takes} takes`,
  }
}
