import { type Parsed, rejected, understood } from '../../core/index.ts'
import { calledFunction, kindOf } from '../called-function.ts'
import { isJsonObject, type JsonObject, listOf, numberOf } from '../json-value.ts'
import { type StackProfile, totalOf } from '../stack-profile.ts'
import { stackTree } from '../stack-tree.ts'

const hint = 'Take it again, or save it again from the DevTools.'
/** A share of fewer samples is off by more than a tenth of the whole. */
const fewSamples = 100

/** A sampling heap profile of V8, as its inspector answers or a .heapprofile holds it: bytes by the stack that allocated them. */
export function readHeapProfile(file: JsonObject): Parsed<StackProfile> {
  const tree = stackTree('beginnings')
  const waiting: { item: unknown; caller: number }[] = [{ item: file['head'], caller: -1 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { item, caller } = next
    const frame = isJsonObject(item) ? item['callFrame'] : null
    if (!isJsonObject(item) || !isJsonObject(frame)) return damaged('a node cannot be read')
    const size = numberOf(item['selfSize'])
    if (size === null || size < 0) return damaged('a node has no size')
    const line = numberOf(frame['lineNumber'])
    const called = calledFunction(frame, line === null ? null : line + 1)
    const isTop = caller === -1 && called.name === '(root)' && size === 0
    const { file: place, line: begins } = called
    const node = isTop
      ? -1
      : tree.call(caller, tree.frame(called.name, { file: place, line: begins, kind: kindOf(called) }))
    if (size > 0) tree.weigh(node, size)
    for (const child of (listOf(item['children']) ?? []).toReversed())
      waiting.push({ item: child, caller: node })
  }
  const profile = tree.finished('bytes', notesOn(file))
  return Number.isFinite(totalOf(profile))
    ? understood(profile)
    : damaged('its sizes are too large to be added')
}

function notesOn(file: JsonObject): string[] {
  const count = listOf(file['samples'])?.length ?? 0
  return count > 0 && count < fewSamples
    ? [`The profile rests on only ${count} ${count === 1 ? 'sample' : 'samples'}: watch for longer.`]
    : []
}

function damaged(problem: string): Parsed<never> {
  return rejected(`is damaged: ${problem}`, hint)
}
