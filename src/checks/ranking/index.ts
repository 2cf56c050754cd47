// From judged checks to the likely bottleneck: symptoms, causes, confidence, words.
export { exonerate } from './exonerate.ts'
export { continued, cutTo, cutToClause, firstSentence, withShortWords } from './first-sentence.ts'
export type { Hypothesis } from './hypothesis.ts'
export { rank } from './rank.ts'
export { slowestDisk } from './stand-in.ts'
export { nameOf } from './symptoms.ts'
export { resourceName } from './wording.ts'
