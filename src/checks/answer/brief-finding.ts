import type { Finding } from '../../core/index.ts'
import { cutTo, firstSentence, withShortWords } from '../ranking/index.ts'

const longestCommand = 74
/** What wrapping at words may leave empty at the end of a line. */
const usable = 70

/**
 * `finding` as the small screen shows it: its reason in at most `lines` lines, one advice with a command that can be
 * copied. What was cut of the reason stands in the evidence.
 */
export function briefFinding(finding: Finding, lines: number): Finding {
  const { advice, ...rest } = withBriefReason(finding, lines * usable)
  const [first] = briefAdvice(finding)
  return first === undefined ? rest : { ...rest, advice: [first] }
}

function briefAdvice({ id, advice = [] }: Finding): NonNullable<Finding['advice']> {
  const first = advice.find(({ command }) => command !== undefined) ?? advice[0]
  if (first === undefined) return []
  if (first.command !== undefined && first.command.length <= longestCommand && !/\n/.test(first.command))
    return [first]
  if (first.command === undefined && first.text.length <= usable) return [first]
  return [{ text: 'Read what to do.', command: `lewis-perf explain ${id}`, risk: 'none' }]
}

function withBriefReason(finding: Finding, length: number): Finding {
  const { because } = finding
  const brief = shortened(because, length)
  if (brief === because) return finding
  return { ...finding, because: brief, evidence: { ...finding.evidence, 'in full': because } }
}

function shortened(text: string, length: number): string {
  const fitting = withShortWords(text)
  if (fitting.length <= length) return fitting
  const first = firstSentence(fitting)
  return first.length < length ? `${first}.` : cutTo(first, length)
}
