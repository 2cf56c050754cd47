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

/** Writes one pair down; the first pair tells which benchmarks there are. */
export function addPair(record: PairedRecord, base: Slot, head: Slot): void {
  if (record.pairs === 0) listBenchmarks(record, base, head)
  record.pairs++
  if (base.controlSeconds !== null && head.controlSeconds !== null) {
    record.control.baseSeconds.push(base.controlSeconds)
    record.control.headSeconds.push(head.controlSeconds)
  }
  for (const one of [...record.series]) {
    const said = head.failures.get(one.name)
    if (said !== undefined) {
      record.broken.push({ name: one.name, said })
      record.series = record.series.filter((other) => other !== one)
    }
    const baseSeconds = base.seconds.get(one.name)
    const headSeconds = head.seconds.get(one.name)
    if (baseSeconds === undefined || headSeconds === undefined) continue
    one.baseSeconds.push(baseSeconds)
    one.headSeconds.push(headSeconds)
  }
}

function listBenchmarks(record: PairedRecord, base: Slot, head: Slot): void {
  const inHead = [...head.seconds.keys(), ...head.failures.keys()]
  // What base cannot run is new in head, as far as anybody can tell.
  const isInBase = (name: string): boolean => base.seconds.has(name)
  record.added = inHead.filter((name) => !isInBase(name) && head.seconds.has(name))
  record.removed = [...base.seconds.keys()].filter((name) => !inHead.includes(name))
  record.series = inHead.filter(isInBase).map((name) => ({ name, baseSeconds: [], headSeconds: [] }))
  for (const [name, said] of head.failures) {
    if (!isInBase(name)) record.broken.push({ name, said })
  }
}

/** ln(head / base) of each pair. */
export function logRatiosOf({ baseSeconds, headSeconds }: PairedSeries): number[] {
  return headSeconds.map((seconds, index) => Math.log(seconds / (baseSeconds[index] ?? Number.NaN)))
}
