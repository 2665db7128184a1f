// Durations and moments, as people read them.

/** 65 → "1:05", 3700 → "1:01:40". */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)]
  const rest = String(whole % 60).padStart(2, "0")
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`
}

/** "4 min", "2 h", "3 d" since a moment, or its date when that is longer ago than a week. */
export function ago(moment: string, now: number = Date.now()): string {
  const seconds = Math.max(0, (now - Date.parse(moment)) / 1000)
  if (seconds < 60) return "now"
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`
  if (seconds < 7 * 86_400) return `${Math.floor(seconds / 86_400)} d`
  return day(moment)
}

/** "21 November", with the year when it is another one. */
export function day(moment: string, now: number = Date.now()): string {
  const date = new Date(moment)
  const year = date.getFullYear() === new Date(now).getFullYear() ? undefined : "numeric"
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year })
}
