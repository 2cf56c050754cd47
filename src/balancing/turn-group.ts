import type { Backend } from './balancer.ts'
import { gain, type Turn } from './smooth-turns.ts'

/** A backend in a group, or out of all. In the heap `current` lacks what its group has gained. */
export interface Member extends Turn {
  backend: Backend | null
  /** Among all backends: of equal ones the first has its turn. */
  place: number
  group: TurnGroup | null
  /** In the heap; -1 outside. */
  slot: number
}

/**
 * Backends of one weight and with equally many open, which take turns together. Those with all of their weight effective gain alike,
 * so that the group gains for them and their order stays: a heap, whose first has most. The others, which miss a part or have not
 * had a turn with this weight, gain one by one until they do not.
 */
export interface TurnGroup {
  readonly weight: number
  readonly open: number
  gained: number
  readonly heap: Member[]
  recovering: Member[]
}

/** Beyond it small numbers, which are fast, would become large ones, and one day sums would round. */
const mostGained = 2 ** 30

export function turnGroup(weight: number, open: number): TurnGroup {
  return { weight, open, gained: 0, heap: [], recovering: [] }
}

export function sizeOf({ heap, recovering }: TurnGroup): number {
  return heap.length + recovering.length
}

export function join(group: TurnGroup, member: Member): void {
  member.group = group
  if (member.weight !== group.weight || member.effective < member.weight) {
    group.recovering.push(member)
    return
  }
  member.current -= group.gained
  rise(group.heap, member, group.heap.length)
}

export function part(group: TurnGroup, member: Member): void {
  const { heap, recovering } = group
  if (member.slot === -1) recovering.splice(recovering.indexOf(member), 1)
  else {
    member.current += group.gained
    const last = heap.pop()
    if (last !== undefined && last !== member) sink(heap, last, member.slot)
    member.slot = -1
  }
  member.group = null
}

/** As `nextTurn` has it, over all that are in `groups`. */
export function nextOfGroups(groups: readonly TurnGroup[]): Backend | null {
  let best: Member | null = null
  let most = 0
  let total = 0
  for (const group of groups) {
    const { heap, recovering, weight } = group
    group.gained += weight
    total += weight * heap.length
    const top = heap[0]
    if (top !== undefined && isAhead(top, top.current + group.gained, best, most)) {
      best = top
      most = top.current + group.gained
    }
    for (const member of recovering) {
      total += gain(member, weight)
      if (isAhead(member, member.current, best, most)) {
        best = member
        most = member.current
      }
    }
  }
  if (best === null) return null
  best.current -= total
  if (best.group !== null && best.slot !== -1) sink(best.group.heap, best, best.slot)
  for (const group of groups) tidy(group)
  return best.backend
}

function isAhead(member: Member, current: number, best: Member | null, most: number): boolean {
  return best === null || current > most || (current === most && member.place < best.place)
}

function tidy(group: TurnGroup): void {
  const { recovering } = group
  if (recovering.length > 0) {
    group.recovering = []
    for (const member of recovering) join(group, member)
  }
  if (group.gained > mostGained) {
    for (const member of group.heap) member.current += group.gained
    group.gained = 0
  }
}

/** Puts a member into the hole, or nearer the top. */
function rise(heap: Member[], member: Member, from: number): void {
  let hole = from
  while (hole > 0) {
    const above = heap[(hole - 1) >> 1]
    if (above === undefined || isAhead(above, above.current, member, member.current)) break
    const freed = above.slot
    heap[hole] = above
    above.slot = hole
    hole = freed
  }
  heap[hole] = member
  member.slot = hole
}

/** Puts a member where it belongs, below the hole or above. It mostly belongs at the bottom: the hole is taken there first. */
function sink(heap: Member[], member: Member, from: number): void {
  let hole = from
  for (let below = 2 * hole + 1; below < heap.length; below = 2 * hole + 1) {
    const left = heap[below]
    const right = below + 1 < heap.length ? heap[below + 1] : left
    if (left === undefined || right === undefined) break
    const next = isAhead(right, right.current, left, left.current) ? right : left
    const freed = next.slot
    heap[hole] = next
    next.slot = hole
    hole = freed
  }
  rise(heap, member, hole)
}
