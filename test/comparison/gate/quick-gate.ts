import type { GateRule, GateVerdict } from '../../../src/comparison/index.ts'
import { hodgesLehmann, signedRankCritical } from '../../../src/metrics/index.ts'
import type { PairSource } from './simulation.ts'

export interface GateOutcome {
  verdicts: GateVerdict[]
  pairs: number
}

/**
 * The same verdicts as `judgeLook` look after look, for values without ties, by nothing but signed ranks: a bound is below a
 * limit where the test of what exceeds that limit says so, and the estimate is above it where half of the pairwise means are. A
 * test holds it against `judgeLook`.
 */
export function quickGate(source: PairSource, rule: GateRule): GateOutcome {
  const verdicts: GateVerdict[] = source.logRatios.map(() => 'undecided')
  let pairs = 0
  for (const size of rule.looks) {
    pairs = size
    source.measure(size, (k) => verdicts[k] === 'undecided')
    decide(source.logRatios, size, rule, verdicts)
    if (!verdicts.includes('undecided')) break
  }
  return { verdicts: verdicts.map((verdict) => (verdict === 'undecided' ? 'inconclusive' : verdict)), pairs }
}

function decide(
  logRatios: readonly Float64Array[],
  n: number,
  { perLookAlpha, tolerance, detect }: GateRule,
  verdicts: GateVerdict[],
): void {
  const open = verdicts.flatMap((verdict, k) => (verdict === 'undecided' ? [k] : []))
  const values = (k: number): Float64Array => logRatios[k] ?? new Float64Array()
  const all = (n * (n + 1)) / 2
  const ranked = open
    .map((k) => ({ k, wMinus: all - rankSumAbove(values(k), n, 0) }))
    .sort((a, b) => a.wMinus - b.wMinus)
  let family = verdicts.filter((verdict) => verdict !== 'fail').length
  for (const { k, wMinus } of ranked) {
    if (wMinus > critical(n, perLookAlpha / family)) break
    family--
    if (isEstimateAbove(values(k), n, Math.log1p(tolerance))) verdicts[k] = 'fail'
  }
  for (const k of open) {
    if (verdicts[k] !== 'undecided') continue
    if (rankSumAbove(values(k), n, Math.log1p(detect)) <= critical(n, perLookAlpha)) verdicts[k] = 'pass'
  }
}

const largestSample = 64
const distances = new Float64Array(largestSample)
const signs = new Uint8Array(largestSample)

/** The signed-rank statistic of values - shift: the sum of the ranks of those above `shift`, sorted by insertion. */
function rankSumAbove(values: Float64Array, n: number, shift: number): number {
  for (let i = 0; i < n; i++) {
    const value = (values[i] ?? 0) - shift
    const distance = Math.abs(value)
    let place = i - 1
    while (place >= 0 && (distances[place] ?? 0) > distance) {
      distances[place + 1] = distances[place] ?? 0
      signs[place + 1] = signs[place] ?? 0
      place--
    }
    distances[place + 1] = distance
    signs[place + 1] = value > 0 ? 1 : 0
  }
  let sum = 0
  for (let i = 0; i < n; i++) if (signs[i] === 1) sum += i + 1
  return sum
}

/** That rank sum counts the pairwise means above the shift; where exactly half of them are, the estimate itself must be looked at. */
function isEstimateAbove(values: Float64Array, n: number, limit: number): boolean {
  const means = (n * (n + 1)) / 2
  const above = 2 * rankSumAbove(values, n, limit)
  return above === means ? hodgesLehmann([...values.subarray(0, n)]).estimate > limit : above > means
}

const criticals = new Map<number, Map<number, number>>()

function critical(n: number, alpha: number): number {
  const ofSize = criticals.get(n) ?? new Map<number, number>()
  criticals.set(n, ofSize)
  const known = ofSize.get(alpha) ?? signedRankCritical(n, alpha)
  ofSize.set(alpha, known)
  return known
}
