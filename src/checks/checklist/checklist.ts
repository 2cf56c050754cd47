import type { Facts } from '../../core/index.ts'
import type { Judged } from '../judge.ts'
import { application } from './application.ts'
import { database } from './database.ts'
import type { Answer, Section } from './item.ts'
import { monitoring } from './monitoring.ts'
import { network } from './network.ts'
import { system } from './system.ts'

/** One item of the guide's checklist: what is known of it, why, and the ids of the checks that answer it. */
export interface ChecklistAnswer {
  section: string
  item: string
  /** `manual` is for people to answer: `because` is the question. */
  answer: Answer['answer']
  because: string
  checks: string[]
}

const sections: readonly Section[] = [application, system, database, network, monitoring]

/** All 31 items in the order of the guide. What was skipped or could not be read is `unknown`, never `pass`. */
export function checklist(judged: readonly Judged[], facts: Facts): ChecklistAnswer[] {
  return sections.flatMap(({ section, items }) =>
    items.map(({ item, checks, judge }) => {
      const findings = judged.flatMap(({ finding }) => (checks.includes(finding.id) ? [finding] : []))
      return { section, item, ...judge({ findings, facts }), checks: [...checks] }
    }),
  )
}
