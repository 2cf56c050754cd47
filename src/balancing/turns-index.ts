import { type Backend, isHealthy } from './balancer.ts'
import { areFixed } from './fixed.ts'
import type { OpenWork } from './open-work.ts'
import { join, type Member, nextOfGroups, part, sizeOf, type TurnGroup, turnGroup } from './turn-group.ts'

/** All that is known of a backend: its turn, what it has open and where it is in the index. */
export interface Seat extends Member, OpenWork {
  ladder: Ladder | null
}

/** All backends of one weight, in groups by what they have open: one for each number that any of them ever had. */
interface Ladder {
  readonly weight: number
  readonly groups: Map<number, TurnGroup>
  lowest: TurnGroup
}

/**
 * Finds whose turn it is among those with the fewest open for their weight, in the logarithm of the number of backends, while they are
 * one frozen array of whole weights; what it answers is to the last pick what a look at all of them answers.
 */
export interface TurnsIndex {
  /** Whether it is of these backends. Those of another array are given up, all that is known of them back in their seats. */
  isOf(backends: readonly Backend[]): boolean
  next(): Backend | null
  /** Before anything in a seat is changed, `open` by 1 at most. */
  leave(seat: Seat): void
  /** Afterwards. */
  enter(seat: Seat): void
}

export function newSeat(): Seat {
  return {
    weight: 0,
    effective: 0,
    current: 0,
    open: 0,
    backend: null,
    place: 0,
    ladder: null,
    group: null,
    slot: -1,
  }
}

/** An index over the seats. Where fewer than `fewest` tie, that is no turn. */
export function turnsIndex(seatOf: (id: string) => Seat, fewest: 1 | 2): TurnsIndex {
  let known: readonly Backend[] | null = null
  let isFirstLook = true
  let seats: Seat[] = []
  let ladders: readonly Ladder[] | null = null

  function isOf(backends: readonly Backend[]): boolean {
    if (backends !== known) {
      for (const seat of seats) giveUp(seat)
      seats = []
      ladders = null
      known = backends
      isFirstLook = true
      return false
    }
    // It takes longer than a pick: whoever brings another array each time is better off without.
    if (isFirstLook) {
      isFirstLook = false
      if (isIndexable(backends, seatOf)) build(backends)
    }
    return ladders !== null
  }

  function build(backends: readonly Backend[]): void {
    const byWeight = new Map<number, Ladder>()
    for (const [place, backend] of backends.entries()) {
      const { weight = 1 } = backend
      if (!isHealthy(backend) || weight === 0) continue
      const seat = seatOf(backend.id)
      const ladder = byWeight.get(weight) ?? newLadder(weight)
      byWeight.set(weight, ladder)
      seat.backend = backend
      seat.place = place
      seat.ladder = ladder
      seats.push(seat)
      enter(seat)
    }
    ladders = [...byWeight.values()]
  }

  return {
    isOf,
    next() {
      const tied = tiedOf(ladders ?? [])
      const first = tied[0]
      if (first !== undefined && tied.length === 1 && sizeOf(first) < fewest)
        return (first.heap[0] ?? first.recovering[0])?.backend ?? null
      return nextOfGroups(tied)
    },
    leave,
    enter,
  }
}

/** Sums of whole numbers do not round, however they are put together; and an id that is there twice has two turns. */
function isIndexable(backends: readonly Backend[], seatOf: (id: string) => Seat): boolean {
  return (
    areFixed(backends) &&
    backends.every(
      ({ id, weight = 1, connections }) =>
        connections === undefined &&
        Number.isInteger(weight) &&
        weight >= 0 &&
        weight < 2 ** 31 &&
        Number.isInteger(seatOf(id).current),
    ) &&
    new Set(backends.map(({ id }) => id)).size === backends.length
  )
}

function newLadder(weight: number): Ladder {
  return { weight, groups: new Map(), lowest: turnGroup(weight, 0) }
}

function enter(seat: Seat): void {
  const { ladder, open } = seat
  if (ladder === null) return
  let group = ladder.groups.get(open)
  if (group === undefined) {
    group = turnGroup(ladder.weight, open)
    ladder.groups.set(open, group)
  }
  join(group, seat)
  // When the last has left the lowest group it is the one that comes here, one higher or lower: nobody is between.
  if (sizeOf(ladder.lowest) === 0 || open < ladder.lowest.open) ladder.lowest = group
}

function leave(seat: Seat): void {
  if (seat.group !== null) part(seat.group, seat)
}

function giveUp(seat: Seat): void {
  if (seat.group !== null && seat.slot !== -1) seat.current += seat.group.gained
  seat.slot = -1
  seat.group = null
  seat.ladder = null
  seat.backend = null
}

/** The lowest groups with the fewest open for their weight. Multiplied crosswise, for quotients would round. */
function tiedOf(ladders: readonly Ladder[]): TurnGroup[] {
  let tied: TurnGroup[] = []
  for (const { lowest } of ladders) {
    const least = tied[0] ?? lowest
    const order = lowest.open * least.weight - least.open * lowest.weight
    if (tied.length === 0 || order < 0) tied = [lowest]
    else if (order === 0) tied.push(lowest)
  }
  return tied
}
