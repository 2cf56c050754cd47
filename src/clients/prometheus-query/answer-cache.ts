/** Remembers answers for the run, also those that are still awaited. */
export interface AnswerCache {
  /** The answer of `key`: the one that is there or on its way, else that of `ask`. One that is not ok is forgotten. */
  answer<T extends { ok: boolean }>(
    key: string,
    ask: () => Promise<T>,
    bytesOf: (answer: T) => number,
  ): Promise<T>
}

/** Holds about `maximumBytes`; the answers that were longest unused go first. */
export function createAnswerCache(maximumBytes: number): AnswerCache {
  const entries = new Map<string, { answer: Promise<unknown>; bytes: number }>()
  let held = 0
  const forget = (key: string): void => {
    held -= entries.get(key)?.bytes ?? 0
    entries.delete(key)
  }
  return {
    answer<T extends { ok: boolean }>(key: string, ask: () => Promise<T>, bytesOf: (answer: T) => number) {
      const known = entries.get(key)
      if (known !== undefined) {
        entries.delete(key)
        entries.set(key, known)
        // The key begins with the kind of answer, so one key never has two kinds.
        return known.answer as Promise<T>
      }
      const asked = ask().then((answer) => {
        if (!answer.ok) forget(key)
        else {
          const entry = entries.get(key)
          if (entry !== undefined) entry.bytes = bytesOf(answer)
          held += entry?.bytes ?? 0
          for (const [old, { bytes }] of entries) {
            if (held <= maximumBytes) break
            if (bytes > 0) forget(old)
          }
        }
        return answer
      })
      entries.set(key, { answer: asked, bytes: 0 })
      return asked
    },
  }
}
