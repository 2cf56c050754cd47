import {
  hodgesLehmann,
  medianAbsoluteDeviation,
  minimumDetectableEffect,
  pairsNeeded,
  signedRank,
} from '../../metrics/index.ts'
import type { BenchComparison } from '../bench-data.ts'
import type { CommandResult } from './command-run.ts'

/** How many times as long a command takes as the reference, judged by pairs of the same round. */
export interface CommandComparison extends BenchComparison {
  reference: string
  /** Time of the command by that of the reference, with its interval at `confidence`. */
  ratio: number
  ratioLow: number
  ratioHigh: number
  confidence: number
  /** Pairs that find a change of 1, 2 and 5 % 8 times in 10. */
  pairsNeeded: { change: number; pairs: number }[]
}

const design = { alpha: 0.025, power: 0.8 }

/** A slowdown from here on is what a comparison without a difference has to rule out, as in a gate. */
const worthFinding = Math.log(1.05)

/** Compares every other command with the one at `reference` (from 0); without one round in common there is nothing to say. */
export function compareCommands(commands: readonly CommandResult[], reference = 0): CommandComparison[] {
  const base = commands[reference]
  if (base === undefined) return []
  return commands.filter((_, index) => index !== reference).flatMap((command) => comparisonOf(command, base))
}

function comparisonOf(command: CommandResult, base: CommandResult): CommandComparison[] {
  const pairs = Math.min(command.runs.length, base.runs.length)
  if (pairs === 0) return []
  const logs = command.measured.seconds
    .slice(0, pairs)
    .map((seconds, round) => Math.log(seconds / (base.measured.seconds[round] ?? seconds)))
  const { estimate, low, high, confidence } = hodgesLehmann(logs)
  const spread = 1.4826 * medianAbsoluteDeviation(logs)
  const { p } = signedRank(logs)
  return [
    {
      name: command.measured.name,
      reference: base.measured.name,
      verdict: verdictOf(p, estimate, high),
      estimate: Math.expm1(estimate),
      low: Math.expm1(low),
      high: Math.expm1(high),
      p,
      pairs,
      ratio: Math.exp(estimate),
      ratioLow: Math.exp(low),
      ratioHigh: Math.exp(high),
      confidence,
      detectable: Math.expm1(minimumDetectableEffect({ ...design, spread, pairs })),
      pairsNeeded: [0.01, 0.02, 0.05].map((change) => ({
        change,
        pairs: pairsNeeded({ ...design, spread, effect: Math.log1p(change) }),
      })),
    },
  ]
}

function verdictOf(p: number, estimate: number, high: number): CommandComparison['verdict'] {
  if (p <= 0.05) return estimate > 0 ? 'regression' : 'improvement'
  return high < worthFinding ? 'no-regression' : 'inconclusive'
}
