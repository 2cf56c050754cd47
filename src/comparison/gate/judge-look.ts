import { OperatorError } from '../../core/index.ts'
import {
  hodgesLehmann,
  hodgesLehmannBound,
  holm,
  medianAbsoluteDeviation,
  minimumDetectableEffect,
  pairsNeeded,
  signedRank,
} from '../../metrics/index.ts'
import type { GateRule } from './gate-rule.ts'
import { sentenceOf } from './sentence.ts'

/** `undecided` asks for more pairs; at the last look it is `inconclusive`. */
export type GateVerdict = 'fail' | 'pass' | 'undecided' | 'inconclusive'

/** A benchmark at a look: ln(head / base) of each pair, and what an earlier look decided. */
export interface GateBenchmark {
  name: string
  logRatios: readonly number[]
  decided: GateVerdict | null
}

/** What may be said of one benchmark. Changes are ratios of time: .05 is 5 % slower, -.05 is 5 % faster. */
export interface GateJudgement {
  name: string
  verdict: GateVerdict
  pairs: number
  /** Hodges and Lehmann's estimate of the change, with the interval of the same test: it ends where a pass or a failure begins. */
  estimate: number
  low: number
  high: number
  /** What that interval attains. */
  confidence: number
  /** The change is below it with a confidence of 1 - perLookAlpha, one-sided; null where there are too few pairs for any bound. */
  upperBound: number | null
  /** One-sided, that head is not slower; and the same after Holm's correction over the benchmarks of the gate. */
  p: number
  adjustedP: number
  /** The slowdown that so many pairs find with the power of the rule. */
  minimumDetectableEffect: number
  /** How many pairs would find 1, 2 and 5 %. */
  pairsNeeded: { effect: 0.01 | 0.02 | 0.05; pairs: number }[]
  because: string
}

/**
 * Judges all benchmarks of a gate at look number `look` (from 0) of its rule, in their order. FAIL is judged first: Holm-adjusted p at most
 * perLookAlpha and an estimate above the tolerance. Then PASS: an upper bound below `detect`. A benchmark that an earlier look
 * decided keeps that verdict. One that failed leaves Holm's family; one that passed stays in it, so that stopping early never
 * makes the rest easier to call slower. No benchmarks give no judgements, which is no pass. Throws OperatorError on a look that
 * the rule does not have (exit 2), and on a benchmark without a pair (exit 3). Signed-rank test: Wilcoxon 1945; looks with
 * Holm's correction: Maurer and Bretz 2013.
 */
export function judgeLook({
  rule,
  benchmarks,
  look,
}: {
  rule: GateRule
  benchmarks: readonly GateBenchmark[]
  look: number
}): GateJudgement[] {
  assertLook(rule, look)
  for (const benchmark of benchmarks) assertPairs(benchmark)
  const ps = benchmarks.map(({ logRatios }) => signedRank(logRatios).pGreater)
  const adjusted = adjustedPs(benchmarks, ps)
  const family = Math.max(1, benchmarks.filter(({ decided }) => decided !== 'fail').length)
  const isLast = look === rule.looks.length - 1
  return benchmarks.map((benchmark, index) => {
    const figures = figuresOf(benchmark, rule, family, { p: ps[index] ?? 1, adjustedP: adjusted[index] ?? 1 })
    const verdict = isDecided(benchmark) ? benchmark.decided : verdictOf(figures, rule, isLast)
    return { ...figures, verdict, because: sentenceOf({ ...figures, verdict }, rule) }
  })
}

function isDecided(benchmark: GateBenchmark): benchmark is GateBenchmark & { decided: GateVerdict } {
  return benchmark.decided !== null && benchmark.decided !== 'undecided'
}

/** Holm's over all that have not failed; those that have keep what they had at most: their own p. */
function adjustedPs(benchmarks: readonly GateBenchmark[], ps: readonly number[]): number[] {
  const family = benchmarks.flatMap((benchmark, index) => (benchmark.decided === 'fail' ? [] : [index]))
  if (family.length === 0) return [...ps]
  const inFamily = holm(
    family.map((index) => {
      const benchmark = benchmarks[index]
      return benchmark === undefined || isDecided(benchmark) ? 1 : (ps[index] ?? 1)
    }),
  )
  return ps.map((p, index) => inFamily[family.indexOf(index)] ?? p)
}

type Figures = Omit<GateJudgement, 'verdict' | 'because'>

function figuresOf(
  { name, logRatios }: GateBenchmark,
  { perLookAlpha, power }: GateRule,
  family: number,
  { p, adjustedP }: { p: number; adjustedP: number },
): Figures {
  const { estimate, low, high, confidence } = hodgesLehmann(logRatios, { confidence: 1 - 2 * perLookAlpha })
  const bound = hodgesLehmannBound(logRatios, 1 - perLookAlpha)
  const pairs = logRatios.length
  const design = { spread: spreadOf(logRatios), alpha: perLookAlpha / family, power }
  return {
    name,
    pairs,
    estimate: Math.expm1(estimate),
    low: Math.expm1(low),
    high: Math.expm1(high),
    confidence,
    upperBound: Number.isFinite(bound) ? Math.expm1(bound) : null,
    p,
    adjustedP,
    minimumDetectableEffect: Math.expm1(minimumDetectableEffect({ ...design, pairs })),
    pairsNeeded: ([0.01, 0.02, 0.05] as const).map((effect) => ({
      effect,
      pairs: Math.max(fewestPairs(design.alpha), pairsNeeded({ ...design, effect: Math.log1p(effect) })),
    })),
  }
}

/** The standard deviation that a normal sample with this MAD has. */
function spreadOf(values: readonly number[]): number {
  return 1.4826 * medianAbsoluteDeviation(values)
}

/** Fewer pairs never attain `alpha`, even where head is slower in every one of them. */
function fewestPairs(alpha: number): number {
  return Math.ceil(-Math.log2(alpha))
}

function verdictOf(
  { adjustedP, estimate, upperBound }: Figures,
  rule: GateRule,
  isLast: boolean,
): GateVerdict {
  if (adjustedP <= rule.perLookAlpha && estimate > rule.tolerance) return 'fail'
  if (upperBound !== null && upperBound < rule.detect) return 'pass'
  return isLast ? 'inconclusive' : 'undecided'
}

function assertLook({ looks }: GateRule, look: number): void {
  if (looks[look] !== undefined) return
  throw new OperatorError({
    sentence: `A gate with ${looks.length} looks has no look number ${look}.`,
    hint: `Give a whole number from 0 to ${looks.length - 1}.`,
  })
}

function assertPairs({ name, logRatios }: GateBenchmark): void {
  if (logRatios.length > 0) return
  throw new OperatorError({
    sentence: `${name} was not measured in any pair, so nothing can be said of it.`,
    hint: 'See why both versions could not run it, and run the gate again.',
    exitCode: 3,
  })
}
