import type { AlertRule } from '../../alerting/index.ts'
import { OperatorError, suggestion } from '../../core/index.ts'
import type { FirstSilence } from '../../monitor/index.ts'
import type { MonitorInput } from './contradictions.ts'

/** What --silence holds back. Throws OperatorError (exit 2) on a rule that there is not. */
export function silencesOf({ silence = [] }: MonitorInput, rules: readonly AlertRule[]): FirstSilence[] {
  const ids = rules.map(({ id }) => id)
  if (silence.length > ids.length)
    throw new OperatorError({
      sentence: `--silence was given ${silence.length} times, and there are ${ids.length} rules.`,
      hint: 'Silence each rule once.',
    })
  for (const { rule } of silence) {
    if (!ids.includes(rule)) {
      throw new OperatorError({
        sentence: `--silence names a rule that there is not, got ${rule}.`,
        hint: suggestion(rule, ids, `Choose one of ${ids.join(', ')}.`),
      })
    }
  }
  return silence
}
