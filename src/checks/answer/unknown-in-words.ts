import type { Finding } from '../../core/index.ts'
import type { Judged } from '../judge.ts'
import { cutTo, firstSentence } from '../ranking/index.ts'

const asRoot = 'needs root'
const reasons: readonly (readonly [RegExp, string])[] = [
  [/as root/i, asRoot],
  [/two samples/i, 'one sample'],
  [/is not there/i, 'absent'],
  [/cannot be read/i, 'unreadable'],
  [/in time/i, 'timed out'],
  [/--probe-disk/, 'needs --probe-disk'],
  [/--attach/, 'needs --attach'],
]
const longest = 43

/** How many of `judged` are unknown and why, in few words: `needs root (3), absent (1)`; empty for none. */
export function unknownInWords(judged: readonly Judged[]): string {
  const sentences = judged.flatMap(({ finding }) => (finding.status === 'unknown' ? [finding.because] : []))
  const counts = new Map<string, number>()
  for (const sentence of sentences) {
    const reason = reasonOf(sentence)
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  const [first = ''] = sentences
  if (counts.size === 1 && counts.has(other) && sentences.every((sentence) => sentence === first)) {
    const count = ` (${sentences.length})`
    return cutTo(firstSentence(first), longest - count.length) + count
  }
  return fitting([...counts].toSorted(([, a], [, b]) => b - a))
}

/** Whether a finding is unknown because only root may read its facts. */
export function needsRoot({ status, because }: Finding): boolean {
  return status === 'unknown' && reasonOf(because) === asRoot
}

/** The most frequent reasons that fit, and how many have another. */
function fitting(counts: readonly (readonly [reason: string, count: number])[]): string {
  const said = (shown: number) => {
    const rest = counts.slice(shown).reduce((total, [, count]) => total + count, 0)
    const parts = counts.slice(0, shown).map(([reason, count]) => `${reason} (${count})`)
    return [...parts, ...(rest === 0 ? [] : [`${other} (${rest})`])].join(', ')
  }
  const forms = Array.from({ length: counts.length + 1 }, (_, less) => said(counts.length - less))
  return forms.find((text) => text.length <= longest) ?? ''
}

const other = 'other'

function reasonOf(because: string): string {
  return reasons.find(([words]) => words.test(because))?.[1] ?? other
}
