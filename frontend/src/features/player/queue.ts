// The line of songs and the order it is played in, as plain functions.
import type { Song } from "../songs/songs"

export interface Line {
  queue: Song[]
  /** Place in the queue; -1 while nothing was chosen. */
  at: number
  /** Places of the queue in the order they are played; shuffling changes only this. */
  order: number[]
}

export type Random = () => number

export function inOrder(length: number): number[] {
  return Array.from({ length }, (_, place) => place)
}

/** Every place once, in chance order, beginning with this one. */
export function shuffledFrom(first: number, length: number, random: Random = Math.random) {
  const rest = mixed(
    inOrder(length).filter((place) => place !== first),
    random,
  )
  return first < 0 ? rest : [first, ...rest]
}

/** The place that follows, or -1 at the end. */
export function placeAfter({ order, at }: Line): number {
  return order[order.indexOf(at) + 1] ?? -1
}

/** The place that was before, or -1 at the beginning. */
export function placeBefore({ order, at }: Line): number {
  return order[order.indexOf(at) - 1] ?? -1
}

/** From the end back to the beginning; shuffled anew, and never the same song twice in a row. */
export function around(line: Line, shuffle: boolean, random: Random = Math.random): Line {
  if (!shuffle || line.queue.length < 2) return { ...line, at: line.order[0] ?? -1 }
  const others = mixed(
    line.order.filter((place) => place !== line.at),
    random,
  )
  const [first, ...rest] = others
  const order = [first ?? line.at, ...mixed([...rest, line.at], random)]
  return { ...line, order, at: order[0] ?? -1 }
}

/** A song behind the one that is played. */
export function insertNext(line: Line, song: Song): Line {
  if (line.at < 0) return append(line, song)
  const place = line.at + 1
  const order = line.order.map((each) => (each >= place ? each + 1 : each))
  order.splice(order.indexOf(line.at) + 1, 0, place)
  return { ...line, queue: line.queue.toSpliced(place, 0, song), order }
}

/** A song at the very end. */
export function append(line: Line, song: Song): Line {
  return { ...line, queue: [...line.queue, song], order: [...line.order, line.queue.length] }
}

/** The line without one place; when that was played, the song after it takes its turn. */
export function without(line: Line, place: number): Line {
  const heir = place === line.at ? orElse(placeAfter(line), placeBefore(line)) : line.at
  const order = line.order
    .filter((each) => each !== place)
    .map((each) => (each > place ? each - 1 : each))
  return {
    queue: line.queue.toSpliced(place, 1),
    at: heir > place ? heir - 1 : heir,
    order,
  }
}

function orElse(place: number, other: number): number {
  return place < 0 ? other : place
}

function mixed(places: readonly number[], random: Random): number[] {
  const mix = [...places]
  for (let last = mix.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const [one, two] = [mix[last], mix[other]]
    if (one === undefined || two === undefined) continue
    mix[last] = two
    mix[other] = one
  }
  return mix
}
