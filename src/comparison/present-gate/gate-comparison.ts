import type { BenchComparison } from '../bench-data.ts'
import type { ControlJudgement, GateJudgement } from '../gate/index.ts'

/** A judgement in the words that every result of `bench` has. */
export function comparisonOf(judgement: GateJudgement, control: ControlJudgement): BenchComparison {
  const { name, estimate, low, high, adjustedP, pairs, minimumDetectableEffect } = judgement
  return {
    name,
    verdict: verdictOf(judgement, control),
    estimate,
    low,
    high,
    p: adjustedP,
    pairs,
    detectable: minimumDetectableEffect,
  }
}

/** Whether a benchmark that passed is faster for certain: its whole interval lies below no change. */
export function isFaster({ verdict, high }: GateJudgement): boolean {
  return verdict === 'pass' && high < 0
}

function verdictOf(judgement: GateJudgement, control: ControlJudgement): BenchComparison['verdict'] {
  if (judgement.verdict === 'fail') return 'regression'
  if (judgement.verdict === 'pass') return isFaster(judgement) ? 'improvement' : 'no-regression'
  return control.verdict === 'contaminated' ? 'contaminated' : 'inconclusive'
}
