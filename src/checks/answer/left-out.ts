import type { AnswerInput } from './answer-input.ts'
import { isBad } from './findings.ts'
import { needsRoot } from './unknown-in-words.ts'

/** What an answer does not judge, in short sentences: warnings and failures that are skipped or accepted, and what only root may read. */
export function leftOut({
  hosts,
  skipped,
  accepted,
}: Pick<AnswerInput, 'hosts' | 'skipped' | 'accepted'>): string[] {
  const findings = hosts.flatMap(({ judged }) => judged.map(({ finding }) => finding))
  const counts = [
    [skipped.filter(({ was }) => isBad({ status: was })).length, 'skipped.'],
    [accepted.length, 'accepted.'],
    [findings.filter(needsRoot).length, 'need root.'],
  ] as const
  return counts.flatMap(([count, words]) =>
    count === 0 ? [] : [`${count} ${count === 1 ? words.replace('need ', 'needs ') : words}`],
  )
}
