import type { Fact, ProcessFacts, ProcessList } from '../core/index.ts'

/** The process of which `measure` is greatest, among those that both samples hold; null where none measures above 0. */
export function topProcess(
  facts: Fact<ProcessList>,
  measure: (before: ProcessFacts, after: ProcessFacts) => number | null,
): { process: ProcessFacts; value: number } | null {
  if (!facts.known || facts.first === null) return null
  const earlier = new Map(facts.first.processes.map((process) => [process.pid, process]))
  let top: { process: ProcessFacts; value: number } | null = null
  for (const process of facts.last.processes) {
    const before = earlier.get(process.pid)
    // A number may have been given to another process meanwhile: the start time tells them apart.
    if (before === undefined || before.startSeconds !== process.startSeconds) continue
    const value = measure(before, process)
    if (value !== null && value > (top?.value ?? 0)) top = { process, value }
  }
  return top
}

/** `name (pid 123)`, control characters of the name as `?`. */
export function processName(process: ProcessFacts): string {
  return `${process.name.replace(/\p{Cc}/gu, '?')} (pid ${process.pid})`
}

/** `process` as the culprit of a reading and as `{pid}` and `{nice}` of its advice, beside `names`; the names alone without one. */
export function accused(
  process: ProcessFacts | undefined,
  names: Readonly<Record<string, string>> = {},
): { culprit?: string; names: Record<string, string> } {
  if (process === undefined) return { names }
  return {
    culprit: processName(process),
    names: { ...names, pid: String(process.pid), nice: String(process.nice) },
  }
}
