import {
  type AnswerInput,
  acceptFindings,
  allChecks,
  answer,
  checklist,
  checks,
  guideDiagnosis,
  type Judged,
  type JudgedHost,
  judge,
  skipFindings,
  type ThresholdChanges,
  thresholdChanges,
} from '../../checks/index.ts'
import type { Facts, Outcome, Profile, Table } from '../../core/index.ts'
import { factsOf } from '../../probes/index.ts'
import type { Context } from '../command.ts'
import { asFarAsRead } from './as-far-as-read.ts'
import { checklistTable } from './checklist-table.ts'
import type { Gathering } from './gather.ts'
import { inventoryOf, inventoryTable } from './inventory-table.ts'
import { type Known, knownFindings } from './known-findings.ts'
import { savedFacts } from './saved-facts.ts'
import type { DiagnoseInput } from './targets.ts'

/** What a machine is judged by, besides the checks themselves. */
export interface Rules {
  changes: ThresholdChanges
  known: Known
}

/** The rules of the options and the profile. Throws OperatorError (exit 2) where they name what is not there. */
export function rulesOf(input: DiagnoseInput, profile: Profile, context: Context): Rules {
  const known = knownFindings(input, profile, context)
  return { changes: thresholdChanges(profile, allChecks), known }
}

/** The answer about every machine that was gathered. */
export function judgeHosts(
  gathered: Gathering,
  { changes, known }: Rules,
  input: DiagnoseInput,
  spaceHistory: Facts['spaceHistory'] | null = null,
): Outcome<unknown> {
  const found: Found = { skipped: [], accepted: [], warnings: new Set() }
  const hosts = gathered.hosts.map(({ name, collected }): JudgedHost => {
    const seen = factsOf(collected.snapshot)
    const facts = spaceHistory === null ? seen : { ...seen, spaceHistory }
    const { complete, problems, cost } = collected
    return {
      name,
      facts,
      judged: left(asFarAsRead(judge(checks, facts, changes), facts, complete), known, name, found),
      complete,
      problems,
      cost,
    }
  })
  const list = checklists(input, hosts)
  const inventory = inventories(input, hosts)
  const outcome = answer({
    hosts,
    failures: gathered.failures,
    skipped: found.skipped,
    accepted: found.accepted,
    warnings: [...found.warnings],
    options: { all: input.all === true, verbose: input.all === true, quick: input.quick === true },
    guide: Object.fromEntries(hosts.map(({ name, facts }) => [name, guideDiagnosis(facts)])),
    ...list,
    ...inventory,
    tables: [...list.tables, ...inventory.tables],
  })
  const documents = savedFacts(input.saveFacts, gathered.hosts)
  return documents.length === 0 ? outcome : { ...outcome, documents }
}

interface Found extends Pick<AnswerInput, 'skipped' | 'accepted'> {
  skipped: AnswerInput['skipped'][number][]
  accepted: AnswerInput['accepted'][number][]
  warnings: Set<string>
}

/** What is left to judge once skipped and accepted findings are taken out; those are noted in `found`. */
function left(judged: readonly Judged[], known: Known, host: string, found: Found): readonly Judged[] {
  const ids = allChecks.map(({ id }) => id)
  const skipping = skipFindings(judged, known.skips, { ids, today: known.today, host })
  const accepting = acceptFindings(skipping.judged, known.accepted, host)
  found.skipped.push(...skipping.skipped)
  found.accepted.push(...accepting.accepted)
  for (const warning of skipping.warnings) found.warnings.add(warning)
  return accepting.judged
}

function checklists(
  input: DiagnoseInput,
  hosts: readonly JudgedHost[],
): Pick<AnswerInput, 'checklist'> & { tables: Table[] } {
  if (input.checklist !== true) return { tables: [] }
  const answered = hosts.map(({ name, judged, facts }) => ({ host: name, items: checklist(judged, facts) }))
  return {
    checklist: Object.fromEntries(answered.map(({ host, items }) => [host, items])),
    tables: answered.map(({ host, items }) => checklistTable(items, hosts.length > 1 ? host : null)),
  }
}

function inventories(
  input: DiagnoseInput,
  hosts: readonly JudgedHost[],
): Pick<AnswerInput, 'inventory'> & { tables: Table[] } {
  if (input.inventory !== true) return { tables: [] }
  return {
    inventory: Object.fromEntries(hosts.map(({ name, facts }) => [name, inventoryOf(facts)])),
    tables: hosts.map(({ facts }) => inventoryTable(facts)),
  }
}
