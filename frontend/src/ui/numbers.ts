// Counts, as people read them.

/** 5210 → "5,210". */
export function count(number: number): string {
  return number.toLocaleString("en-GB")
}

/** counted(1, "credit") → "1 credit"; counted(2, "credit") → "2 credits". */
export function counted(number: number, word: string, plural = `${word}s`): string {
  return `${count(number)} ${number === 1 ? word : plural}`
}
