import type { Advice, Envelope, Outcome } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { Check, Group, Resource, Role, Thresholds } from '../define-check.ts'
import { fillAdvice } from '../fill-advice.ts'
import { resourceName } from '../ranking/index.ts'
import { groupName } from './checked-table.ts'
import { limitInWords } from './thresholds-in-words.ts'

/** The `data` of an `explain` result. */
export interface ExplainData {
  id: string
  title: string
  group: Group
  resource: Resource
  role: Role
  meaning: string
  reads: string
  source: string
  thresholds: Thresholds | null
  /** For how long a rate has to be that bad before it fails; null for what is judged at once. */
  periodSeconds: number | null
  worst: 'info' | 'warn' | 'fail'
  /** What is filled in where it is found stands in capitals. */
  advice: Advice[]
}

/** A whole `explain` result, as `--json` prints it; without data where it ended in an error. */
export type ExplainResult = Envelope<ExplainData | null>

/** What a check means, on one page; `thresholds` are those in force, which a profile may have changed. */
export function explain(
  check: Check,
  thresholds: Thresholds | undefined = check.thresholds,
): Outcome<ExplainData> {
  const { id, title, group, resource, role, meaning, reads, source, rate } = check
  const data: ExplainData = {
    id,
    title,
    group,
    resource,
    role,
    meaning,
    reads,
    source,
    thresholds: thresholds ?? null,
    periodSeconds: rate?.periodSeconds ?? null,
    worst: check.worst ?? 'fail',
    advice: fillAdvice(check.advice, {}),
  }
  return {
    headline: `${title} (${id}): ${meaning}`,
    data,
    findings: [],
    tables: [
      {
        title: `${groupName(group)} check, ${roleInWords(data)}`,
        columns: [
          { key: 'about', title: 'What' },
          { key: 'text', title: 'In words' },
        ],
        rows: [...judgement(data), ...data.advice.flatMap(adviceRows)],
      },
    ],
    warnings: [],
  }
}

function roleInWords({ role, resource }: ExplainData): string {
  if (role === 'config') return 'a setting: it is never called the bottleneck'
  return `${role} of ${resourceName(resource)}`
}

function judgement({ thresholds, worst, periodSeconds, reads, source }: ExplainData): string[][] {
  const warns = thresholds === null ? null : limitInWords(thresholds, 'warn')
  const fails = thresholds === null ? null : limitInWords(thresholds, 'fail')
  const limits = [
    ...(warns === null ? [] : [['warns', warns]]),
    ...(fails === null ? [] : [['fails', fails]]),
  ]
  return [
    ...(limits.length === 0 ? [['judged', `by what is found, not by a number; ${worst} at worst`]] : limits),
    ...(limits.length > 0 && worst !== 'fail' ? [['at worst', worst]] : []),
    ...(periodSeconds === null ? [] : [['period', periodInWords(periodSeconds)]]),
    ['reads', reads],
    ['source', source],
  ]
}

function periodInWords(seconds: number): string {
  return `${formatQuantity(seconds, 'seconds')}; seen for less it is a warning, unless the kernel's averages agree`
}

function adviceRows({ text, command, persist, undo, risk }: Advice): string[][] {
  const rows: [string, string | undefined][] = [
    ['fix', risk === undefined || risk === 'none' ? text : `${text} Risk: ${riskInWords[risk]}.`],
    ['do', command],
    ['keep', persist],
    ['undo', undo],
  ]
  return rows.flatMap(([label, said]) => (said === undefined ? [] : [[label, said]]))
}

const riskInWords = {
  reload: 'a service reloads',
  restart: 'a service restarts',
  data: 'data may be lost',
} as const
