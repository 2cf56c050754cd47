import {
  hodgesLehmann,
  mannWhitneyU,
  medianAbsoluteDeviation,
  minimumDetectableEffect,
  pairsNeeded,
  signedRank,
} from '../../metrics/index.ts'
import type { BenchComparison } from '../bench-data.ts'
import { shiftInterval } from '../unpaired/index.ts'
import type { CommandResult, CommandResults } from './command-run.ts'

/** How many times as long a command takes as the reference. */
export interface CommandComparison {
  name: string
  reference: string
  /** Rounds that both have; where they are not paired, runs that each has at least. */
  pairs: number
  /** Time of the command by that of the reference, with its interval at `confidence`; null where so few runs bound nothing. */
  ratio: number
  low: number | null
  high: number | null
  confidence: number | null
  /** Two-sided: signed-rank, and Mann-Whitney where they are not paired. */
  p: number
  /** The smallest change that so many pairs find 8 times in 10, as a ratio - 1; null where their spread cannot be told. */
  detectable: number | null
  /** Pairs (runs of each) that find a change of 1, 2 and 5 % 8 times in 10; empty where that cannot be told. */
  pairsNeeded: { change: number; pairs: number }[]
}

/** Which of the commands the others are compared with, from 0. */
export interface Reference {
  /** With several commands: the command, at the same values of the parameters; with one: its combination of values. */
  index: number
  /** Commands before parameters were put in. */
  commands: number
}

const design = { alpha: 0.025, power: 0.8 }

/** Compares every other command with the reference, by pairs of the same round where they were interleaved; without a run there is nothing to say. */
export function compareCommands(
  { commands, design: how }: Pick<CommandResults, 'commands' | 'design'>,
  { index, commands: count }: Reference,
): CommandComparison[] {
  const values = Math.max(1, commands.length / Math.max(1, count))
  return commands.flatMap((command, place) => {
    const base = commands[count > 1 ? index * values + (place % values) : index]
    if (base === undefined || base === command) return []
    return how === 'paired' ? paired(command, base) : unpaired(command, base)
  })
}

function paired(command: CommandResult, base: CommandResult): CommandComparison[] {
  const pairs = Math.min(command.runs.length, base.runs.length)
  if (pairs === 0) return []
  const logs = command.measured.seconds
    .slice(0, pairs)
    .map((seconds, round) => Math.log(seconds / (base.measured.seconds[round] ?? seconds)))
  const { estimate, low, high, confidence } = hodgesLehmann(logs)
  return [
    {
      name: command.measured.name,
      reference: base.measured.name,
      pairs,
      ratio: Math.exp(estimate),
      ...(pairs === 1
        ? { low: null, high: null, confidence: null }
        : { low: Math.exp(low), high: Math.exp(high), confidence }),
      p: signedRank(logs).p,
      ...findable(1.4826 * medianAbsoluteDeviation(logs), pairs, 1),
    },
  ]
}

function unpaired(command: CommandResult, base: CommandResult): CommandComparison[] {
  const [from, to] = [base, command].map(({ measured }) => measured.seconds.map(Math.log))
  if (from === undefined || to === undefined || from.length === 0 || to.length === 0) return []
  const { estimate, low, high, confidence } = shiftInterval(from, to)
  const spread = Math.hypot(...[from, to].map((logs) => 1.4826 * medianAbsoluteDeviation(logs)))
  return [
    {
      name: command.measured.name,
      reference: base.measured.name,
      pairs: Math.min(from.length, to.length),
      ratio: Math.exp(estimate),
      low: low === null ? null : Math.exp(low),
      high: high === null ? null : Math.exp(high),
      confidence,
      p: mannWhitneyU(base.measured.seconds, command.measured.seconds).p,
      // The rank-sum test of m and n values sees what the signed-rank test of mn / (m + n) pairs of one spread sees.
      ...findable(spread / Math.SQRT2, (from.length * to.length) / (from.length + to.length), 2),
    },
  ]
}

/** What so many pairs find, and how many runs of each would find less. */
function findable(
  spread: number,
  pairs: number,
  runsOfPair: number,
): Pick<CommandComparison, 'detectable' | 'pairsNeeded'> {
  if (!(spread > 0)) return { detectable: null, pairsNeeded: [] }
  return {
    detectable: Math.expm1(minimumDetectableEffect({ ...design, spread, pairs })),
    pairsNeeded: [0.01, 0.02, 0.05].map((change) => ({
      change,
      pairs: runsOfPair * pairsNeeded({ ...design, spread, effect: Math.log1p(change) }),
    })),
  }
}

/** A slowdown from here on is what a comparison without a difference has to rule out, as in a gate. */
const worthFinding = 0.05

/** In the words that every result of `bench` has; none where so few runs bound nothing. */
export function commandChange(one: CommandComparison): BenchComparison[] {
  const { name, low, high, p, pairs, detectable } = one
  if (low === null || high === null) return []
  const change = { estimate: one.ratio - 1, low: low - 1, high: high - 1 }
  return [{ name, verdict: verdictOf(p, change), ...change, p, pairs, detectable: detectable ?? 0 }]
}

function verdictOf(
  p: number,
  { estimate, high }: Pick<BenchComparison, 'estimate' | 'high'>,
): BenchComparison['verdict'] {
  if (p <= 0.05) return estimate > 0 ? 'regression' : 'improvement'
  return high < worthFinding ? 'no-regression' : 'inconclusive'
}
