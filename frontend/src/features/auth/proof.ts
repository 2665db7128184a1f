// Asks once more who is there when the gateway wants to know, and then goes on by itself.
import { create } from "zustand"

import { isProblem } from "@/api/problems"

/** The person closed the question: what needed the proof is not done, and nothing failed. */
export class Declined extends Error {
  constructor() {
    super("Nothing was changed.")
    this.name = "Declined"
  }
}

interface Asked {
  resolve: () => void
  reject: (reason: Declined) => void
}

interface ProofState {
  /** Those that wait for the one answer. */
  waiting: Asked[]
  given: () => void
  decline: () => void
}

export const useProof = create<ProofState>()((set, get) => ({
  waiting: [],
  given: () => {
    const { waiting } = get()
    set({ waiting: [] })
    for (const each of waiting) each.resolve()
  },
  decline: () => {
    const { waiting } = get()
    set({ waiting: [] })
    for (const each of waiting) each.reject(new Declined())
  },
}))

/** Do it; where a recent proof is wanted, ask for it and do it again. */
export async function proven<Done>(act: () => Promise<Done>): Promise<Done> {
  try {
    return await act()
  } catch (refusal) {
    if (!isProblem(refusal, "reauthentication_required")) throw refusal
    await askForProof()
    return act()
  }
}

export function askForProof(): Promise<void> {
  return new Promise((resolve, reject) => {
    const { waiting } = useProof.getState()
    useProof.setState({ waiting: [...waiting, { resolve, reject }] })
  })
}
