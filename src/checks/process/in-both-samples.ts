import type { ProcessFacts, ProcessList } from '../../core/index.ts'

/** One process at the beginning of the window and at its end. */
export interface Pair {
  before: ProcessFacts
  after: ProcessFacts
}

/** The processes that are the same in both samples: a number alone may have been given to another meanwhile. */
export function inBothSamples(first: ProcessList, last: ProcessList): Pair[] {
  const earlier = new Map(first.processes.map((process) => [process.pid, process]))
  return last.processes.flatMap((after): Pair[] => {
    const before = earlier.get(after.pid)
    return before?.startSeconds === after.startSeconds ? [{ before, after }] : []
  })
}

/** Whether a process used CPU, read or wrote between the samples. */
export function hasMoved({ before, after }: Pair): boolean {
  return (['userSeconds', 'systemSeconds', 'readBytes', 'writtenBytes'] as const).some(
    (key) => (after[key] ?? 0) > (before[key] ?? 0),
  )
}
