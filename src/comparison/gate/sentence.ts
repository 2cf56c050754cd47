import { changeInWords, intervalInWords, percentInWords } from './change-in-words.ts'
import type { GateRule } from './gate-rule.ts'
import type { GateJudgement } from './judge-look.ts'

/** The verdict and its reason in one sentence. */
export function sentenceOf(judgement: Omit<GateJudgement, 'because'>, rule: GateRule): string {
  const { verdict, pairs, adjustedP, upperBound, minimumDetectableEffect: detectable } = judgement
  const after = `after ${pairs} ${pairs === 1 ? 'pair' : 'pairs'}`
  const between = intervalInWords(judgement.low, judgement.high)
  switch (verdict) {
    case 'fail':
      return `${changeInWords(judgement.estimate)} (${between}), more than the ${percentInWords(rule.tolerance)} tolerated, and not by chance: p = ${adjustedP.toPrecision(2)} ${after}.`
    case 'pass':
      return `No slowdown of ${percentInWords(rule.detect)} or more: ${boundInWords(upperBound ?? judgement.high)} ${after}.`
    case 'undecided':
      if (upperBound === null)
        return `Not decided: ${pairs} ${pairs === 1 ? 'pair is' : 'pairs are'} too few to tell anything.`
      return `Not decided ${after}: the change is ${between}.`
    case 'inconclusive':
      return `Not decided ${after}, the last look: the change is ${between}, and the noise hides slowdowns below ${percentInWords(detectable)}.`
  }
}

function boundInWords(bound: number): string {
  return `${bound < 0 ? 'at least' : 'at most'} ${changeInWords(bound)}`
}
