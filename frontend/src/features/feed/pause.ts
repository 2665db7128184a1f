// Acts on the last of several quick changes, once there was a pause.

export interface Paused<Value> {
  /** Act on this unless another one comes within the pause. */
  later: (value: Value) => void
  /** Forget what waits. */
  cancel: () => void
}

export function afterPause<Value>(
  act: (value: Value) => void,
  milliseconds: number,
): Paused<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const cancel = () => clearTimeout(timer)
  const later = (value: Value) => {
    cancel()
    timer = setTimeout(() => act(value), milliseconds)
  }
  return { later, cancel }
}
