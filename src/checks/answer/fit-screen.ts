import type { Advice, Finding, Table } from '../../core/index.ts'
import { nameOf } from '../ranking/index.ts'
import { briefFinding } from './brief-finding.ts'
import { isBad } from './findings.ts'
import { screen, screenLines } from './screen-lines.ts'

/** What is to be shown, in its order. */
export interface Wanted {
  headline: string
  /** The most urgent first. */
  findings: readonly Finding[]
  /** Findings that stay on the screen whatever comes, such as a host that did not answer. */
  notes: readonly Finding[]
  /** One table in forms that take fewer and fewer lines; its title says how many findings are hidden. */
  tables: readonly ((hidden: number) => Table)[]
  warnings: readonly string[]
}

/** What is shown; what is left out is there as a detail. */
export interface Fitted {
  findings: Finding[]
  tables: Table[]
  /** What else helps against the findings that show one command only, by `id` or `id:instance`. */
  furtherAdvice: Record<string, Advice[]>
}

const mostShown = 3
const linesOfReason = [4, 2, 1]

/** The fullest form of `wanted` that fits the small screen: up to three findings that are not fine, with one command each. */
export function fitScreen(wanted: Wanted): Fitted {
  const bad = wanted.findings.filter(isBad).length
  const most = Math.min(mostShown, bad)
  const tables =
    wanted.tables.length === 0
      ? [() => []]
      : wanted.tables.map((table) => (hidden: number) => [table(hidden)])
  const { headline, warnings } = wanted
  let smallest: Fitted = { findings: [], tables: [], furtherAdvice: {} }
  for (let count = most; count >= 0; count--) {
    for (const lines of linesOfReason) {
      for (const table of tables) {
        smallest = formOf(wanted, { count, lines, tables: table(bad - count) })
        if (screenLines({ ...smallest, headline, warnings: [...warnings] }) <= screen.lines) return smallest
      }
    }
  }
  return smallest
}

function formOf(
  { findings, notes }: Wanted,
  { count, lines, tables }: { count: number; lines: number; tables: Table[] },
): Fitted {
  const shown = findings.slice(0, count).map((finding) => ({ finding, brief: briefFinding(finding, lines) }))
  const details = findings.slice(count).map((finding): Finding => ({ ...finding, detail: true }))
  const further = shown.flatMap(({ finding, brief }): [string, Advice[]][] => {
    const rest = (finding.advice ?? []).filter((advice) => !brief.advice?.includes(advice))
    return rest.length === 0 ? [] : [[nameOf({ finding }), rest]]
  })
  return {
    findings: [...shown.map(({ brief }) => brief), ...notes, ...details],
    tables,
    furtherAdvice: Object.fromEntries(further),
  }
}
