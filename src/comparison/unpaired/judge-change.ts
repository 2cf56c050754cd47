import type { Unit } from '../../core/index.ts'
import type { BenchmarkVerdict, CompareRules, RelativeChange } from './compare-data.ts'
import type { TestedChange } from './test-change.ts'

/** A change counts where its p, adjusted over all that is compared, is at most this. */
export const alpha = 0.01

/** What there is to judge: a test, its adjusted p, and whether less is better. */
export interface JudgedChange extends TestedChange {
  adjustedP: number | null
  better: 'lower' | 'higher'
  unit: Unit
  /** How many measurements share the chance of a false alarm. */
  family: number
  sizes: readonly [old: number, new: number]
}

/** The verdict on one measurement with its reason. */
export interface Judgement {
  verdict: BenchmarkVerdict
  because: string
  worsening: RelativeChange | null
}

/** First whether it is worse for certain and by more than the tolerance, then whether a slowdown of `detect` is excluded. */
export function judgeChange(change: JudgedChange, { tolerance, detect }: CompareRules): Judgement {
  const worsening = worseningOf(change)
  const isCertain = change.adjustedP !== null && change.adjustedP <= alpha
  const words = wordsFor(change)
  const judged = (verdict: BenchmarkVerdict, because: string): Judgement => ({ verdict, because, worsening })
  const harmFromZero = change.better === 'lower' ? change.fromZero : -change.fromZero
  if (isCertain && harmFromZero > 0) return judged('slower', 'it was 0 and is not any more')
  if (isCertain && harmFromZero < 0) return judged('faster', 'it was 0 and is not any more')
  if (worsening === null)
    return judged('inconclusive', change.missing ?? 'there is no interval of the change')
  if (isCertain && worsening.estimate > tolerance) {
    return judged(
      'slower',
      `${percent(worsening.estimate)} ${words.worse}, p ${shortP(change.adjustedP)} after Holm`,
    )
  }
  const upper = worsening.high
  if (upper !== null && upper < detect) {
    if (isCertain && worsening.estimate < 0) {
      return judged(
        'faster',
        `${percent(-worsening.estimate)} ${words.better}, p ${shortP(change.adjustedP)} after Holm`,
      )
    }
    return judged('unchanged', `at most ${percent(Math.max(0, upper))} ${words.worse}, at 95 %`)
  }
  return judged('inconclusive', doubtOf(change, upper, words.worse))
}

/** As a share of the old value: half the throughput is 50 % worse. */
function worseningOf({ change, better }: JudgedChange): RelativeChange | null {
  if (change === null || better === 'lower') return change
  // 0 - x and not -x: no change is 0, never -0.
  return {
    estimate: 0 - change.estimate,
    low: change.high === null ? null : 0 - change.high,
    high: change.low === null ? null : 0 - change.low,
    confidence: change.confidence,
  }
}

function doubtOf(change: JudgedChange, upper: number | null, worse: string): string {
  const { family, missing, test } = change
  if (missing !== null) return missing
  const [old, fresh] = change.sizes
  const fewest = samplesForSignificance(family)
  if (test !== 'Welch' && Math.min(old, fresh) < fewest) {
    return `it may be ${upper === null ? '' : `up to ${percent(upper)} `}${worse}, and with ${old} and ${fresh} samples no test of ${family} can reach p 0.01: take at least ${fewest} of each`
  }
  return `it may be ${upper === null ? 'any amount' : `up to ${percent(upper)}`} ${worse}: take more samples`
}

/** The fewest values of each with which the most extreme order of them, 2 / C(2n, n), is significant after Holm. */
export function samplesForSignificance(family: number): number {
  let n = 1
  let orders = 2
  while (2 / orders > alpha / family) {
    n++
    orders *= (2 * (2 * n - 1)) / n
  }
  return n
}

function wordsFor({ better, unit }: JudgedChange): { worse: string; better: string } {
  if (unit === 'seconds') return { worse: 'slower', better: 'faster' }
  return better === 'lower' ? { worse: 'more', better: 'less' } : { worse: 'lower', better: 'higher' }
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`
}

function shortP(p: number | null): string {
  return p === null ? 'unknown' : p < 0.0001 ? 'below 0.0001' : String(Number(p.toPrecision(2)))
}
