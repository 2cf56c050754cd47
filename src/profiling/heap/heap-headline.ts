import { counted, formatQuantity } from '../../report/index.ts'
import { clipped } from './heap-classes.ts'
import type { HeapGrower } from './heap-growth.ts'
import type { HeapSnapshots } from './heap-snapshot-data.ts'
import { isTelling } from './leak-suspect.ts'
import type { ClassHolding } from './survey-heap.ts'

/** From this share of a heap on. */
const worthNaming = 0.1
const longestName = 60

/** What a heap does, in one sentence: it names the suspect of a leak, or else who retains most. */
export function heapHeadline(
  subject: string,
  { first, second, seconds, growth, classes }: HeapSnapshots,
  suspect: HeapGrower | null,
): string {
  const { bytes, objects } = second ?? first
  const size = formatQuantity(bytes, 'bytes')
  if (growth === null || seconds === null)
    return `The heap of ${subject} holds ${size} in ${counted(objects, 'object')}${holder(classes, bytes)}.`
  const within = `in ${formatQuantity(seconds, 'seconds')}`
  const all = growth.change.bytes
  if (suspect === null) {
    const change = all > 0 ? `grew by only ${formatQuantity(all, 'bytes')}` : 'did not grow'
    return `The heap of ${subject} ${change} ${within}: it holds ${size}${holder(classes, bytes)}.`
  }
  const whole = all > 0 ? `grew by ${formatQuantity(all, 'bytes')}` : 'did not grow as a whole'
  return `The heap of ${subject} ${whole} ${within}: ${growerInWords(suspect)}.`
}

function holder(classes: readonly ClassHolding[], bytes: number): string {
  const found = classes.find(
    ({ name, retainedBytes }) => isTelling(name) && retainedBytes >= bytes * worthNaming,
  )
  if (found === undefined) return ''
  const { count, retainedBytes } = found
  const name = clipped(found.name, longestName)
  return `; ${formatQuantity(count)} ${name} ${count === 1 ? 'retains' : 'retain'} ${formatQuantity(retainedBytes, 'bytes')}`
}

function growerInWords({ change, grownBytes, keptBy, ...grower }: HeapGrower): string {
  const name = clipped(grower.name, longestName)
  const kept = keptBy === null || keptBy.place === '' ? '' : `, kept by ${keptBy.place}`
  if (change.count <= 0) return `${name} takes ${formatQuantity(change.bytes, 'bytes')} more${kept}`
  const hold = change.count === 1 ? 'holds' : 'hold'
  return `${formatQuantity(change.count)} more ${name} ${hold} ${formatQuantity(grownBytes, 'bytes')}${kept}`
}
