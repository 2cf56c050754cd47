import { type Random, seededRandom } from '../../../src/core/index.ts'
import { hdrHistogram, recordValue } from '../../../src/metrics/index.ts'
import { type BaselineRule, baselineRule } from '../../../src/traffic/baseline/baseline-rule.ts'
import { compareStretches } from '../../../src/traffic/baseline/compare-stretches.ts'
import { type Stretch, stretchesIn } from '../../../src/traffic/baseline/stretches.ts'

/** A target whose answers are slower at some times than at others. */
export interface SimulatedTarget {
  ratePerSecond: number
  seconds: number
  /** Microseconds. */
  medianUs: number
  /** Of the logarithm of each answer's time, besides what its second has. */
  spread: number
  /** The second's own slowness: an AR(1) process of the logarithm with this deviation, which carries so much over into the next. */
  drift: number
  carriedOver: number
  /** Answers that wait for each other: a single server of so much utilisation; 0 for none. */
  utilisation: number
  /** Chance of a second in which everything takes 5 times as long; it goes on with the chance one half. */
  bursts: number
  /** Share of answers that fail. */
  errors: number
  /** Of the logarithm of a whole run: what no run can know of itself. */
  betweenRuns: number
}

const quiet: SimulatedTarget = {
  ratePerSecond: 100,
  seconds: 30,
  medianUs: 20_000,
  spread: 0.02,
  drift: 0,
  carriedOver: 0,
  utilisation: 0,
  bursts: 0,
  errors: 0,
  betweenRuns: 0,
}

/** What load tests meet. */
export const targets = {
  constant: quiet,
  'long tail': { ...quiet, spread: 0.7, ratePerSecond: 300, seconds: 60 },
  drifting: { ...quiet, spread: 0.1, drift: 0.03, carriedOver: 0.9, seconds: 60 },
  queue: { ...quiet, utilisation: 0.7, ratePerSecond: 200, seconds: 120 },
  bursts: { ...quiet, spread: 0.1, bursts: 0.02, seconds: 60 },
  errors: { ...quiet, errors: 0.02, ratePerSecond: 200, seconds: 60 },
} satisfies Record<string, SimulatedTarget>

export type TargetName = keyof typeof targets

/** A run of it, cut into stretches; `slower` multiplies every answer's time. */
export function simulatedRun(target: SimulatedTarget, random: Random, slower = 1): Stretch[] {
  const count = stretchesIn(target.seconds) ?? 0
  const stretches = Array.from({ length: count }, () => ({
    seconds: 0,
    answered: 0,
    ok: 0,
    failed: 0,
    latency: hdrHistogram({ highest: 60_000_000 }),
  }))
  const shift = target.betweenRuns * random.normal()
  let drift = target.drift * random.normal()
  let isBurst = false
  let waitUs = 0
  for (let second = 0; second < target.seconds; second++) {
    const stretch = stretches[Math.floor((second * count) / target.seconds)]
    if (stretch === undefined) break
    drift =
      target.carriedOver * drift + Math.sqrt(1 - target.carriedOver ** 2) * target.drift * random.normal()
    isBurst = random.next() < (isBurst ? 0.5 : target.bursts)
    const scale = slower * Math.exp(shift + drift) * (isBurst ? 5 : 1)
    const answered = target.utilisation > 0 ? poisson(target.ratePerSecond, random) : target.ratePerSecond
    stretch.seconds++
    stretch.answered += answered
    for (let index = 0; index < answered; index++) {
      if (random.next() < target.errors) stretch.failed++
      else stretch.ok++
      recordValue(stretch.latency, Math.max(1, Math.round(timeOf(target, random, scale))))
    }
  }
  return stretches

  /** Lindley's recursion, where answers wait for each other. */
  function timeOf(
    { utilisation, ratePerSecond, medianUs, spread }: SimulatedTarget,
    random: Random,
    scale: number,
  ): number {
    if (utilisation === 0) return medianUs * scale * Math.exp(spread * random.normal())
    const betweenUs = (-Math.log(1 - random.next()) * 1e6) / ratePerSecond
    const serviceUs = (-Math.log(1 - random.next()) * 1e6 * utilisation * scale) / ratePerSecond
    const sojournUs = Math.max(0, waitUs - betweenUs) + serviceUs
    waitUs = sojournUs
    return sojournUs
  }
}

function poisson(mean: number, random: Random): number {
  let count = 0
  for (let left = mean; ; count++) {
    left += Math.log(1 - random.next())
    if (left < 0) return count
  }
}

/** What became of so many comparisons of two runs. */
export interface ComparedRates {
  /** Anything called worse, or better. */
  worse: number
  better: number
  /** Nothing worse, and something not decided. */
  open: number
  /** All excluded. */
  passed: number
}

/** Compares pairs of simulated runs; the later of each pair is `slower` times as slow. */
export function comparedRates(
  target: SimulatedTarget,
  {
    pairs,
    seed,
    slower = 1,
    rule = baselineRule(),
  }: { pairs: number; seed: number; slower?: number; rule?: BaselineRule },
): ComparedRates {
  const random = seededRandom(seed)
  const counts = { worse: 0, better: 0, open: 0, passed: 0 }
  for (let pair = 0; pair < pairs; pair++) {
    const verdicts = compareStretches(
      [
        {
          request: null,
          before: simulatedRun(target, random),
          after: simulatedRun(target, random, slower),
        },
      ],
      rule,
      false,
    ).map(({ verdict }) => verdict)
    if (verdicts.includes('regression')) counts.worse++
    else if (verdicts.includes('inconclusive')) counts.open++
    else counts.passed++
    if (verdicts.includes('improvement')) counts.better++
  }
  const share = (count: number): number => count / pairs
  return {
    worse: share(counts.worse),
    better: share(counts.better),
    open: share(counts.open),
    passed: share(counts.passed),
  }
}
