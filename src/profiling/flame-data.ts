import { visibleText } from './escape-html.ts'
import { originOf, placeOf } from './frame-origin.ts'
import { type StackProfile, subtotals, totalOf } from './stack-profile.ts'

/** What the script of the page draws: nodes from the outermost caller down, of one caller the heaviest first. */
export interface FlameData {
  unit: StackProfile['unit']
  total: number
  names: string[]
  places: string[]
  origins: number[]
  /** Four numbers a node: how far before it its caller stands (0 for none), frame, self, total. */
  nodes: number[]
  left: number
}

/** At most `maximum` nodes of `profile`, the heaviest; a node is never kept without its callers. */
export function flameData(profile: StackProfile, maximum: number): FlameData {
  const { frames, nodes, unit } = profile
  const totals = subtotals(profile)
  const order = Array.from({ length: totals.length }, (_, node) => node).sort(
    // A caller weighs at least what its callees weigh and comes before them: it is kept when they are.
    (a, b) => (totals[b] ?? 0) - (totals[a] ?? 0) || a - b,
  )
  const kept = order.slice(0, maximum)
  const data: FlameData = {
    unit,
    total: totalOf(profile),
    names: [],
    places: [],
    origins: [],
    nodes: [],
    left: order.length - kept.length,
  }
  const numbers = new Map<number, number>()
  const numberOf = (index: number): number => {
    const known = numbers.get(index)
    if (known !== undefined) return known
    const frame = frames[index] ?? { name: '[unknown]', file: null, line: null, kind: 'function' }
    numbers.set(index, data.names.length)
    data.places.push(visibleText(placeOf(frame)))
    data.origins.push(originOf(frame))
    return data.names.push(visibleText(frame.name)) - 1
  }
  const places = new Map<number, number>()
  for (const node of downwards(kept, nodes.parent)) {
    const place = places.size
    places.set(node, place)
    const caller = places.get(nodes.parent[node] ?? -1)
    data.nodes.push(
      caller === undefined ? 0 : place - caller,
      numberOf(nodes.frame[node] ?? 0),
      rounded(nodes.self[node] ?? 0),
      rounded(totals[node] ?? 0),
    )
  }
  return data
}

/** Each node followed by all that it calls; `kept` has the callees of one caller in the order that they shall have. */
function* downwards(kept: readonly number[], parent: Int32Array): Iterable<number> {
  const callees = new Map<number, number[]>()
  for (const node of kept) {
    const caller = parent[node] ?? -1
    const list = callees.get(caller)
    if (list === undefined) callees.set(caller, [node])
    else list.push(node)
  }
  const waiting = [...(callees.get(-1) ?? [])].reverse()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node
    for (const callee of (callees.get(node) ?? []).reverse()) waiting.push(callee)
  }
}

function rounded(weight: number): number {
  return Number(weight.toPrecision(9))
}
