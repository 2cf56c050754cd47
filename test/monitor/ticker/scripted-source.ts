import type { LookAt, Source, SourceLook } from '../../../src/monitor/index.ts'

/** One look of a source, which the test answers. */
export interface AskedLook extends LookAt {
  tell(values: Record<string, number | null>): void
  fail(reason: string): void
}

/** A source that does what a test says. */
export interface ScriptedSource extends Source {
  asked: AskedLook[]
  isClosed(): boolean
}

/** A source that answers only when the test does it for it. */
export function scriptedSource(name: string): ScriptedSource {
  const asked: AskedLook[] = []
  let closed = false
  return {
    name,
    asked,
    isClosed: () => closed,
    look: (at) =>
      new Promise<SourceLook>((resolve, reject) => {
        asked.push({
          ...at,
          tell: (values) => resolve({ values }),
          fail: (reason) => reject(new Error(reason)),
        })
      }),
    async close() {
      closed = true
    },
  }
}

/** A source that answers each look at once. */
export function promptSource(name: string, look: (at: LookAt) => SourceLook): Source {
  return { name, look, close: () => Promise.resolve() }
}
