import type { Slot } from './slot.ts'

/** One benchmark in both arms: the numbers at one index were measured side by side. */
export interface PairedSeries {
  name: string
  baseSeconds: number[]
  headSeconds: number[]
}

/** What the pairs of a gate have measured so far. */
export interface PairedRecord {
  pairs: number
  /** Of benchmarks that both arms have, in the order of head. */
  series: PairedSeries[]
  /** The fixed workload that is the same in both arms. */
  control: PairedSeries
  /** Only in head. */
  added: string[]
  /** Only in base. */
  removed: string[]
  /** In both, but head cannot be measured any more. */
  broken: { name: string; said: string }[]
}

export function newRecord(): PairedRecord {
  const control = { name: 'control', baseSeconds: [], headSeconds: [] }
  return { pairs: 0, series: [], control, added: [], removed: [], broken: [] }
}

/** Notes which benchmarks there are, from the names in either arm. */
export function listBenchmarks(
  record: PairedRecord,
  inBase: readonly string[],
  inHead: readonly string[],
): void {
  record.added = inHead.filter((name) => !inBase.includes(name))
  record.removed = inBase.filter((name) => !inHead.includes(name))
  record.series = inHead
    .filter((name) => inBase.includes(name))
    .map((name) => ({ name, baseSeconds: [], headSeconds: [] }))
}

/** Writes one pair down. What fails in base alone is, as far as anybody can tell, new in head; what fails in head alone is broken. */
export function addPair(record: PairedRecord, base: Slot, head: Slot): void {
  record.pairs++
  if (base.controlSeconds !== null && head.controlSeconds !== null) {
    record.control.baseSeconds.push(base.controlSeconds)
    record.control.headSeconds.push(head.controlSeconds)
  }
  for (const one of [...record.series]) {
    const { name } = one
    const failsIn = { base: base.failures.get(name), head: head.failures.get(name) }
    // What throws in both versions alike can be compared all the same.
    if ((failsIn.base === undefined) !== (failsIn.head === undefined)) {
      record.series = record.series.filter((other) => other !== one)
      if (failsIn.head === undefined) record.added.push(name)
      else record.broken.push({ name, said: failsIn.head })
      continue
    }
    const baseSeconds = base.seconds.get(name)
    const headSeconds = head.seconds.get(name)
    if (baseSeconds === undefined || headSeconds === undefined) continue
    one.baseSeconds.push(baseSeconds)
    one.headSeconds.push(headSeconds)
  }
}

/** ln(head / base) of each pair. */
export function logRatiosOf({ baseSeconds, headSeconds }: PairedSeries): number[] {
  return headSeconds.map((seconds, index) => Math.log(seconds / (baseSeconds[index] ?? Number.NaN)))
}
