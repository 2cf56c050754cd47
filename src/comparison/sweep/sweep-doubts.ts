import { counted, formatQuantity } from '../../report/index.ts'
import type { SweepAnswer } from './recommend-settings.ts'
import type { ChosenLevel } from './smallest-best.ts'
import type { Sweep, SweepPoint } from './sweep.ts'
import { levelInWords, placeOf, throughputOf } from './sweep-words.ts'

const nearlyAll = 0.9
const fewOperations = 100
const fewRounds = 5
/** Below it the loop's own cost, some hundred nanoseconds an operation, shows. */
const shortSeconds = 5e-6

/** Doubts about what is recommended, each with what would remove it. */
export function answerDoubts({ loop, workers }: SweepAnswer, effectiveCores: number): string[] {
  return [loop, workers].flatMap((one) => {
    if (one === null) return []
    const { sweep, level } = one
    return [
      ...largestDoubt(sweep, level),
      ...spreadDoubt(sweep, level),
      ...busyDoubt(sweep, level, effectiveCores),
    ]
  })
}

/** Doubts about the figures of a sweep itself. */
export function sweepDoubts(sweep: Sweep): string[] {
  return [
    ...errorDoubt(sweep),
    ...roundsDoubt(sweep),
    ...fewDoubt(sweep),
    ...shortDoubt(sweep),
    ...lateDoubt(sweep),
  ]
}

function largestDoubt(sweep: Sweep, { chosen, isLargest }: ChosenLevel): string[] {
  if (!isLargest) return []
  const { concurrency } = chosen
  return [
    `${subject(sweep)}: the best level is the largest that was tried (${formatQuantity(concurrency)}), so more may do more. Try ${concurrency * 2} and ${concurrency * 4} too.`,
  ]
}

function spreadDoubt(sweep: Sweep, { chosen, best, isUndecided }: ChosenLevel): string[] {
  if (!isUndecided) return []
  return [
    `${subject(sweep)}: the rounds spread too widely to tell ${formatQuantity(chosen.concurrency)} (${formatQuantity(throughputOf(chosen))}) from ${formatQuantity(best.concurrency)} (${formatQuantity(throughputOf(best))}). Give more --rounds, a longer --time, or a quieter machine.`,
  ]
}

/** Where the measuring processes took all the CPU there is, the machine was measured, not the case. */
function busyDoubt(sweep: Sweep, { best }: ChosenLevel, effectiveCores: number): string[] {
  const used = formatQuantity(Number(best.coresUsed.toPrecision(2)), 'cores')
  const level = levelInWords(sweep.kind, best.concurrency)
  if (sweep.kind === 'event-loop')
    return best.coresUsed < nearlyAll
      ? []
      : [
          `${subject(sweep)}: ${level} kept the event loop busy all the time (${used}), so more at once cannot do more. Measure --workers to use further cores.`,
        ]
  return best.coresUsed < nearlyAll * effectiveCores
    ? []
    : [
        `${subject(sweep)}: ${level} used ${used} of ${formatQuantity(effectiveCores)}: this machine is the limit, shared by the case and what measures it. Measure on the machine that the setting is for.`,
      ]
}

function errorDoubt(sweep: Sweep): string[] {
  const failing = sweep.points.filter(({ errors }) => errors > 0)
  const errors = failing.reduce((sum, point) => sum + point.errors, 0)
  const operations = sweep.points.reduce((sum, point) => sum + point.operations, 0)
  const [first] = failing
  if (first === undefined) return []
  return [
    `${subject(sweep)}: ${formatQuantity(errors)} of ${counted(errors + operations, 'operation')} threw and are not in the throughput; the first said ${JSON.stringify(first.firstError ?? '')}. Mend the case.`,
  ]
}

function roundsDoubt(sweep: Sweep): string[] {
  const fewest = Math.min(...sweep.points.map(({ rounds }) => rounds))
  if (sweep.points.length === 0 || fewest >= Math.max(fewRounds, sweep.rounds)) return []
  return fewest < sweep.rounds
    ? [
        `${subject(sweep)}: only ${fewest} of ${counted(sweep.rounds, 'round')} were measured at every level. Let it run to its end.`,
      ]
    : [
        `${subject(sweep)}: ${counted(fewest, 'round')} cannot tell how much levels vary. Give --rounds ${fewRounds} or more.`,
      ]
}

function fewDoubt(sweep: Sweep): string[] {
  const few = fewestBy(sweep, (point) => point.operations / point.rounds)
  if (few === undefined || few.operations / few.rounds >= fewOperations) return []
  return [
    `${subject(sweep)}: ${counted(Math.round(few.operations / few.rounds), 'operation')} a round at ${formatQuantity(few.concurrency)} are too few for a p99. Give a longer --time.`,
  ]
}

function shortDoubt(sweep: Sweep): string[] {
  const each = (point: SweepPoint): number =>
    sweep.kind === 'event-loop' ? 1 / point.throughput : point.concurrency / point.throughput
  const short = fewestBy(sweep, each)
  if (short === undefined || each(short) >= shortSeconds) return []
  return [
    `${subject(sweep)}: an operation takes ${formatQuantity(each(short), 'seconds')}, in which the cost of timing it shows. Let the case do more at a time.`,
  ]
}

function lateDoubt(sweep: Sweep): string[] {
  const late = sweep.points.find(({ lateSeconds }) => lateSeconds > 0)
  if (late === undefined) return []
  return [
    `${subject(sweep)}: with ${levelInWords(sweep.kind, late.concurrency)} one began ${formatQuantity(late.lateSeconds, 'seconds')} after the first barrier, so its throughput is too low. Use a quieter machine or a longer --time.`,
  ]
}

function fewestBy(sweep: Sweep, value: (point: SweepPoint) => number): SweepPoint | undefined {
  return sweep.points.toSorted((a, b) => value(a) - value(b))[0]
}

function subject({ name, kind }: Sweep): string {
  return `${name} ${kind === 'event-loop' ? '' : 'in '}${placeOf[kind]}`
}
