import type { Finding, Outcome, Table } from '../../core/index.ts'
import { rank } from '../ranking/index.ts'
import type { AnswerInput } from './answer-input.ts'
import { checkedTable, checkedTableInPairs } from './checked-table.ts'
import { tableTitle } from './cost-line.ts'
import { anyMeasured, countsByGroup } from './counts.ts'
import type { DiagnoseData } from './diagnose-data.ts'
import { figuresOf } from './figures.ts'
import { isBad, orderedFindings, type RankedHost } from './findings.ts'
import { type Fitted, fitScreen, type Wanted } from './fit-screen.ts'
import { furtherFigures, hostsTable } from './hosts-table.ts'
import { hypothesesTable } from './hypotheses-table.ts'
import { leftOut } from './left-out.ts'
import { oddFindings, oddOnes } from './odd-ones.ts'
import { collectionDoubts, unreachableFinding } from './shortfalls.ts'
import { byUrgency, fineEverywhere, fleetVerdict, verdict } from './verdict.ts'

/**
 * What is wrong with one host or several, with evidence: the likeliest bottleneck as headline, findings, tables and
 * `data`. On the screen of 80 x 24 stand the three most urgent findings; `all` and `verbose` show every one. It asks for
 * exit code 3 where a host did not answer, was read only in part, or nothing of it could be measured; it stands, whatever
 * fails, where no host was read whole.
 */
export function answer(input: AnswerInput): Outcome<DiagnoseData> {
  const hosts = input.hosts.map(
    (host): RankedHost => ({ ...host, hypotheses: rank(host.judged, host.facts) }),
  )
  const data = dataOf(input, hosts)
  const whole = input.options.all || input.options.verbose
  const wanted = wantedOf(input, hosts, { data, whole })
  const { findings, tables, furtherAdvice } = whole ? unlimited(wanted) : fitScreen(wanted)
  const measured = hosts.length > 0 && hosts.every(({ judged, complete }) => complete && anyMeasured(judged))
  return {
    headline: wanted.headline,
    data: { ...data, furtherAdvice },
    findings,
    tables: [...tables, ...furtherTables(input, hosts, data), ...(input.tables ?? [])],
    warnings: [...wanted.warnings],
    ...(measured && input.failures.length === 0 ? {} : { exitCode: 3 }),
    ...(hosts.every(({ complete }) => !complete) ? { exitCodeStands: true } : {}),
  }
}

function dataOf(
  { failures, skipped, accepted, ...input }: AnswerInput,
  hosts: readonly RankedHost[],
): DiagnoseData {
  const byHost = <T>(of: (host: RankedHost) => T): Record<string, T> =>
    Object.fromEntries(hosts.map((host) => [host.name, of(host)]))
  const figures = byHost(({ facts }) => figuresOf(facts))
  return {
    hypotheses: hosts
      .toSorted(byUrgency)
      .flatMap(({ name, hypotheses }) => hypotheses.map((hypothesis) => ({ ...hypothesis, host: name }))),
    fine: fineEverywhere(hosts),
    windowSeconds: Math.max(0, ...hosts.map(({ facts }) => facts.windowSeconds ?? 0)),
    hosts: hosts.map(({ name }) => name),
    unreachable: [...failures],
    problems: byHost(({ problems }) => [...problems]),
    groups: byHost(({ judged }) => countsByGroup(judged)),
    figures,
    oddOnes: oddOnes(figures),
    skipped: [...skipped],
    accepted: [...accepted],
    cost: byHost(({ cost }) => cost),
    furtherAdvice: {},
    ...(input.guide === undefined ? {} : { guide: input.guide }),
    ...(input.checklist === undefined ? {} : { checklist: input.checklist }),
    ...(input.inventory === undefined ? {} : { inventory: input.inventory }),
  }
}

function wantedOf(
  input: AnswerInput,
  hosts: readonly RankedHost[],
  { data, whole }: { data: DiagnoseData; whole: boolean },
): Wanted {
  const costs = hosts.map(({ cost }) => cost)
  const more = leftOut(input)
  const titled = (hidden: number) => tableTitle(costs, hidden, more)
  const [only] = hosts
  const warnings = [...collectionDoubts(hosts, whole), ...(input.warnings ?? [])]
  const findings = orderedFindings(hosts.toSorted(byUrgency))
  const unreachable = input.failures.map(unreachableFinding)
  if (only !== undefined && hosts.length + unreachable.length === 1) {
    const tables = [checkedTable, checkedTableInPairs].map(
      (table) => (hidden: number) => table(only.judged, titled(hidden)),
    )
    return { headline: verdict(only), findings, notes: [], tables, warnings }
  }
  const [failed] = input.failures
  const headline =
    hosts.length === 0 && failed !== undefined && unreachable.length === 1
      ? `${failed.host} did not answer, so nothing is known of it.`
      : fleetVerdict(hosts, unreachable.length)
  const fleet = { hosts, failures: input.failures, figures: data.figures, oddOnes: data.oddOnes }
  const notes = [...limited(unreachable, whole), ...limited(oddFindings(data.oddOnes), whole)]
  const tables = hosts.length === 0 ? [] : [(hidden: number) => hostsTable(fleet, titled(hidden))]
  return { headline, findings, notes, tables, warnings }
}

const notesShown = 2

function limited(findings: readonly Finding[], whole: boolean): Finding[] {
  return findings.map((finding, index) =>
    whole || index < notesShown ? finding : { ...finding, detail: true },
  )
}

function unlimited({ findings, notes, tables }: Wanted): Fitted {
  const bad = findings.filter(isBad)
  const others = findings.filter((finding) => !isBad(finding))
  return {
    findings: [...bad, ...notes, ...others],
    tables: tables.slice(0, 1).map((table) => table(0)),
    furtherAdvice: {},
  }
}

function furtherTables({ options }: AnswerInput, hosts: readonly RankedHost[], data: DiagnoseData): Table[] {
  const tables = [
    ...(data.hypotheses.length > 0 ? [hypothesesTable(data.hypotheses, hosts.length > 1)] : []),
    ...(hosts.length > 1
      ? [
          furtherFigures({ hosts, failures: [], figures: data.figures, oddOnes: data.oddOnes }),
          checkedTable(
            hosts.flatMap(({ judged }) => judged),
            'All hosts together',
          ),
        ]
      : []),
  ]
  return tables.map((table) => (options.all ? table : { ...table, detail: true }))
}
