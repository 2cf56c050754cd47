import { type AlertRuleTexts, OperatorError, type Profile } from '../core/index.ts'
import { builtInRules } from './built-in-rules.ts'
import { type RuleFault, readRule } from './read-rule.ts'
import type { AlertRule } from './rule.ts'

/**
 * The rules that are built in and those of a profile, which change and add to them; without those that are off. Ticks come every
 * `intervalSeconds`. Throws OperatorError (exit 2) on a rule that is not whole, and on a limit of another unit.
 */
export function alertRules(
  profile: Pick<Profile, 'alerts' | 'name'>,
  { intervalSeconds = 1 }: { intervalSeconds?: number } = {},
): AlertRule[] {
  return Object.entries(ruleTexts(profile.alerts ?? {}, intervalSeconds)).flatMap(([id, texts]) => {
    if (texts.off === true) return []
    const read = readRule(id, texts, { intervalSeconds })
    if (read.ok) return [read.rule]
    const [fault] = read.faults
    throw new OperatorError({
      sentence: `${['alerts', id, ...(fault?.path ?? [])].join('.')} of profile ${profile.name} ${fault?.problem}.`,
      hint: fault?.hint ?? '',
    })
  })
}

/** What is wrong with the rules of a profile, with the way to each from its root. */
export function alertFaults(alerts: Readonly<Record<string, AlertRuleTexts>>): RuleFault[] {
  const all = ruleTexts(alerts, 1)
  return Object.keys(alerts).flatMap((id) => {
    const texts = all[id] ?? {}
    const read = readRule(id, texts)
    if (read.ok || texts.off === true) return []
    return read.faults.map((fault) => ({ ...fault, path: ['alerts', id, ...fault.path] }))
  })
}

function ruleTexts(
  alerts: Readonly<Record<string, AlertRuleTexts>>,
  intervalSeconds: number,
): Record<string, AlertRuleTexts> {
  const texts = new Map(Object.entries(builtInRules({ intervalSeconds })))
  for (const [id, over] of Object.entries(alerts)) texts.set(id, merged(texts.get(id) ?? {}, over))
  return Object.fromEntries(texts)
}

/** `over` on `base`, as profiles merge: a limit on the one side takes the place of that on the other. */
function merged(base: AlertRuleTexts, over: AlertRuleTexts): AlertRuleTexts {
  const { above, below, clear, ...rest } = base
  const hasLimit = over.above !== undefined || over.below !== undefined
  const limits = {
    ...(above === undefined ? {} : { above }),
    ...(below === undefined ? {} : { below }),
    ...(clear === undefined ? {} : { clear }),
  }
  return {
    ...rest,
    ...(hasLimit ? {} : limits),
    ...over,
    ...deep('delay', base, over),
    ...deep('severityRatios', base, over),
    ...deep('labels', base, over),
  }
}

function deep<K extends 'delay' | 'severityRatios' | 'labels'>(
  key: K,
  base: AlertRuleTexts,
  over: AlertRuleTexts,
): Pick<AlertRuleTexts, K> | object {
  const value: object = { ...base[key], ...over[key] }
  return Object.keys(value).length === 0 ? {} : { [key]: value }
}
