import {
  type GateJudgement,
  type GateRule,
  type GateVerdict,
  judgeControl,
  judgeLook,
} from '../../../src/comparison/index.ts'
import type { GateOutcome } from './quick-gate.ts'
import type { PairSource } from './simulation.ts'

/** A gate by the functions of the product: looks, and no decision at a look at which the control speaks against the machine. */
export function wholeGate(
  source: PairSource,
  rule: GateRule,
  { withControl = true }: { withControl?: boolean } = {},
): GateOutcome & { suspected: boolean; contaminated: boolean; judgements: GateJudgement[] } {
  const names = source.logRatios.map((_, k) => `case ${k}`)
  const decided = new Map<string, GateJudgement>()
  const sizes = new Map<string, number>()
  let judgements: GateJudgement[] = []
  let suspected = false
  let contaminated = false
  let pairs = 0
  for (const [look, size] of rule.looks.entries()) {
    pairs = size
    source.measure(size, (k) => !decided.has(names[k] ?? ''))
    for (const name of names) if (!decided.has(name)) sizes.set(name, size)
    const benchmarks = names.map((name, k) => ({
      name,
      logRatios: [...(source.logRatios[k]?.subarray(0, sizes.get(name)) ?? [])],
      decided: decided.get(name)?.verdict ?? null,
    }))
    const control = judgeControl({
      logRatios: [...source.control.subarray(0, size)],
      benchmarks: benchmarks.map(({ logRatios }) => logRatios),
    })
    contaminated = withControl && control.verdict === 'contaminated'
    suspected ||= contaminated
    judgements = judgeLook({ rule, benchmarks, look }).map((judgement) => {
      const verdict: GateVerdict = size === rule.looks.at(-1) ? 'inconclusive' : 'undecided'
      return decided.get(judgement.name) ?? (contaminated ? { ...judgement, verdict } : judgement)
    })
    for (const judgement of judgements) {
      if (judgement.verdict !== 'undecided') decided.set(judgement.name, judgement)
    }
    if (decided.size === names.length) break
  }
  const verdicts = judgements.map(({ verdict }) => verdict)
  return { verdicts, pairs, suspected, contaminated, judgements }
}
