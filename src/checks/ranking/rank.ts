import type { Facts } from '../../core/index.ts'
import type { Judged } from '../judge.ts'
import { confidenceIn } from './confidence.ts'
import { continued, firstSentence } from './first-sentence.ts'
import type { Hypothesis } from './hypothesis.ts'
import { type Suspect, suspectsOf } from './suspects.ts'
import { symptomsOf } from './symptoms.ts'
import { claimOf, sentenceOf } from './wording.ts'

/**
 * The suspected bottlenecks, the likeliest first: one for each resource with a warning or a failure. Settings and
 * information never rank; a cause comes before what follows from it.
 */
export function rank(judged: readonly Judged[], facts: Facts): Hypothesis[] {
  return suspectsOf(symptomsOf(judged, facts), facts).map((suspect, index) =>
    hypothesisOf(suspect, index === 0, facts),
  )
}

function hypothesisOf(suspect: Suspect, leads: boolean, facts: Facts): Hypothesis {
  const { resource, symptoms, score, status, cause } = suspect
  const confidence = confidenceIn(suspect, facts)
  const claim = claimOf(suspect, leads)
  const culprit = symptoms.map(({ judged }) => judged.culprit).find((name) => name !== null) ?? null
  const saturation = saturationOf(suspect)
  const commands = symptoms.flatMap(({ judged }) =>
    (judged.finding.advice ?? []).flatMap(({ command }) => command ?? []),
  )
  return {
    resource,
    index: score,
    confidence: confidence.value,
    culprit,
    findings: symptoms.map(({ name }) => name),
    sentence: sentenceOf({ claim, saturation, culprit, confidenceInWords: confidence.words }),
    claim,
    saturation,
    confidenceInWords: confidence.words,
    next: commands[0] ?? null,
    status,
    causedBy: cause?.resource ?? null,
  }
}

/** A cause within the resource leads; otherwise its worst saturation, and where there is none its worst finding. */
function saturationOf({ symptoms, standIn }: Suspect): string {
  const [first] = symptoms
  const leads = symptoms.some(({ cause }) => cause !== null && cause.symptom === first)
  const saturation = symptoms.find(({ judged }) => judged.check.role === 'saturation')
  if (saturation === undefined && standIn !== null && standIn.index >= 1) return standIn.words
  const told = leads ? first : (saturation ?? first)
  return continued(firstSentence(told?.judged.finding.because ?? ''))
}
