import type { Outcome } from '../../core/index.ts'
import type { Check, Group } from '../define-check.ts'
import { limitInWords } from './thresholds-in-words.ts'

/** The `data` of an `explain` result without an id. */
export interface ExplainAllData {
  checks: { id: string; title: string; group: Group; reads: string }[]
}

/** Every check in a line. */
export function explainAll(checks: readonly Check[]): Outcome<ExplainAllData> {
  return {
    headline: `${checks.length} checks. lewis-perf explain ID tells what one means, reads and asks for.`,
    data: { checks: checks.map(({ id, title, group, reads }) => ({ id, title, group, reads })) },
    findings: [],
    tables: [
      {
        title: 'Checks',
        columns: [
          { key: 'id', title: 'Id' },
          { key: 'title', title: 'About' },
          { key: 'limit', title: 'Warns' },
        ],
        rows: checks.map(({ id, title, thresholds }) => [
          id,
          title,
          thresholds === undefined ? null : limitInWords(thresholds, 'warn'),
        ]),
      },
    ],
    warnings: [],
  }
}
