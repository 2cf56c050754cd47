import { OperatorError } from '../../core/index.ts'
import { namesIn } from '../judge/index.ts'
import type { LoadRun } from '../run.ts'
import { countMeasured } from '../schedule/index.ts'
import type { GeneratorShare, SliceStamp } from '../slice-stamp.ts'
import { mergeTallies, newAccount, newTally, noteKind } from '../tally/index.ts'
import { mergeRuns } from './merge-runs.ts'

/** A run that is a part of a plan. */
export type SliceRun = LoadRun & { slice: SliceStamp }

/** Why a slice ended early whose generator was told to. */
export const interrupted = 'interrupted'

/** What is known of a part without a result: by its number from 0, who was to run it and what became of it. */
export type Missing = ReadonlyMap<number, { name: string; problem: string }>

/**
 * The one run that the slices of a plan make together. Slices without a result stay in the account: what they were to send is unsent. Throws
 * OperatorError (exit 2) where a slice is given twice, or where they are of different plans. Needs at least one.
 */
export function joinSlices(runs: readonly SliceRun[], missing: Missing = new Map()): LoadRun {
  const [first] = runs
  if (first === undefined) throw new Error('there is no slice to join')
  assertOnePlan(runs)
  const ordered = runs.toSorted((a, b) => a.slice.index - b.slice.index)
  const merged = mergeRuns(
    ordered,
    ordered.map(({ slice }) => slice.name),
  )
  const found = new Map(ordered.map(({ slice }, place) => [slice.index, merged.shares[place]]))
  const shares = Array.from({ length: first.slice.of }, (_, index) => {
    return found.get(index) ?? absent(index, missing)
  })
  const ends = ordered.map(({ slice }) => slice.endedEarly)
  const run: LoadRun = {
    ...merged,
    shares,
    isInterrupted: ends.every((end) => end === interrupted),
    stoppedBecause: ends.find((end) => end !== null && end !== interrupted) ?? null,
  }
  // What nobody was to send any more is no part of the load.
  const isOver = ends.length === shares.length && ends.every((end) => end !== null)
  // How many requests are in a journey is not known before it is made.
  const isUncounted = first.plan.model.kind === 'closed' || first.slice.isJourney
  return isOver || isUncounted ? run : withUnsent(run, first.slice, shares)
}

function assertOnePlan(runs: readonly SliceRun[]): void {
  const digests = new Set(runs.map(({ slice }) => slice.digest))
  if (digests.size > 1)
    throw new OperatorError({
      sentence: `The results are slices of ${digests.size} different plans, which have nothing in common.`,
      hint: 'Give those of one plan: a plan that is emitted anew is another one.',
    })
  const seen = new Set<number>()
  for (const { slice } of runs) {
    if (seen.has(slice.index))
      throw new OperatorError({
        sentence: `Slice ${slice.index + 1} of ${slice.of} is given twice, and would be counted twice.`,
        hint: 'Give each result once.',
      })
    seen.add(slice.index)
  }
}

function absent(index: number, missing: Missing): GeneratorShare {
  const { name = 'unknown', problem = 'there is no result of it' } = missing.get(index) ?? {}
  return {
    name,
    slice: index + 1,
    beganAfterSeconds: null,
    clock: null,
    planned: 0,
    sent: 0,
    hasResult: false,
    problem,
  }
}

/** What slices without a whole result were to send is counted as unsent: it was due, and nobody knows of its sending. */
function withUnsent(run: LoadRun, stamp: SliceStamp, shares: readonly GeneratorShare[]): LoadRun {
  const { model } = run.plan
  if (model.kind === 'closed') return run
  const account = newAccount(onlyOr(namesIn(run.tally, 'request')), onlyOr(namesIn(run.tally, 'target')))
  const filled = shares.map((share, index) => {
    if (share.problem === null) return share
    const slice = { index, of: shares.length }
    const due = countMeasured(model.stages, model.process, { ...stamp, slice })
    const lost = Math.max(0, due - share.planned)
    for (let count = 0; count < lost; count++)
      noteKind(account.unsent, share.hasResult ? 'generator-ended' : 'generator-missing', share.problem)
    account.planned += lost
    return { ...share, planned: share.planned + lost }
  })
  const lost = account.planned === 0 ? [] : [{ ...newTally(true), accounts: [account] }]
  return { ...run, shares: filled, tally: mergeTallies([run.tally, ...lost]) }
}

/** Which request or target it would have been is known only where there is one. */
function onlyOr(names: readonly string[]): string {
  return names.length === 1 ? (names[0] ?? '') : 'not known'
}
