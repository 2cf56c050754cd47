import {
  hodgesLehmann,
  medianAbsoluteDeviation,
  minimumDetectableEffect,
  pairsNeeded,
  signedRank,
} from '../../metrics/index.ts'
import type { CommandResult } from './command-run.ts'

/** How many times as long a command takes as the reference, judged by pairs of the same round. */
export interface CommandComparison {
  name: string
  reference: string
  pairs: number
  /** Time of the command by that of the reference, with its interval at `confidence`. */
  ratio: number
  low: number
  high: number
  confidence: number
  /** Two-sided, signed-rank. */
  p: number
  /** The smallest change that so many pairs find 8 times in 10, as a ratio - 1. */
  detectable: number
  /** Pairs that find a change of 1, 2 and 5 % 8 times in 10. */
  pairsNeeded: { change: number; pairs: number }[]
}

const design = { alpha: 0.025, power: 0.8 }

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
  return [
    {
      name: command.measured.name,
      reference: base.measured.name,
      pairs,
      ratio: Math.exp(estimate),
      low: Math.exp(low),
      high: Math.exp(high),
      confidence,
      p: signedRank(logs).p,
      detectable: Math.expm1(minimumDetectableEffect({ ...design, spread, pairs })),
      pairsNeeded: [0.01, 0.02, 0.05].map((change) => ({
        change,
        pairs: pairsNeeded({ ...design, spread, effect: Math.log1p(change) }),
      })),
    },
  ]
}
