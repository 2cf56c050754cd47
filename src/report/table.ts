import type { Envelope, Finding, Status, Table } from '../core/index.ts'
import { bySeverity, findingName } from './by-severity.ts'
import { cleanText } from './clean-text.ts'
import { firstRows } from './first-rows.ts'
import type { Look, Reporter } from './look.ts'
import { evidenceInWords } from './provenance.ts'
import { gridLines } from './table-grid.ts'
import { terminalCommand, terminalLine } from './terminal-text.ts'
import { chartLines } from './text-chart.ts'
import { wrapCommand } from './wrap-command.ts'
import { wrapAfter, wrapText } from './wrap-text.ts'

const rowsShown = 200
const rowsShownOfMany = 20
const narrowest = 20

/** The terminal screen: headline, what is not fine, tables, charts, doubts, what is fine; an error as its two lines. */
export const table: Reporter = function* (envelopes, asked) {
  const look = { ...asked, width: Math.max(narrowest, Math.floor(asked.width) || narrowest) }
  let first = true
  for (const envelope of envelopes) {
    if (!first && !look.quiet) yield '\n'
    first = false
    if (envelope.error !== null) {
      const { sentence, hint } = envelope.error
      const lines = [
        ...wrapAfter('error:', terminalLine(sentence, look), look.width, '  '),
        ...wrapAfter('hint:', terminalLine(hint, look), look.width, '  '),
      ]
      yield `${lines.join('\n')}\n`
    } else if (isDocumentsOnly(envelope)) {
      for (const { text } of envelope.documents ?? []) yield verbatim(text)
    } else {
      yield screen(envelope, look)
    }
  }
}

function isDocumentsOnly({ documents = [], headline, tables }: Envelope): boolean {
  return documents.length > 0 && headline === undefined && tables.length === 0
}

function verbatim(text: string): string {
  const clean = cleanText(text)
  return clean.endsWith('\n') ? clean : `${clean}\n`
}

function screen(envelope: Envelope, look: Look): string {
  const blocks = [headline(envelope, look)]
  if (!look.quiet) {
    const { tables, charts = [], documents = [] } = envelope
    const findings = envelope.findings.filter(({ detail }) => detail !== true || look.verbose)
    const worthReading = bySeverity(findings).filter(
      ({ status }) => status !== 'pass' && status !== 'not-applicable',
    )
    blocks.push(worthReading.flatMap((finding) => findingLines(finding, look)))
    for (const item of tables) if (item.detail !== true || look.verbose) blocks.push(tableLines(item, look))
    for (const chart of charts)
      if (chart.detail !== true || look.verbose) blocks.push(chartLines(chart, look))
    blocks.push(doubts(envelope, look))
    blocks.push([
      ...names(
        'fine:',
        findings.filter(({ status }) => status === 'pass'),
        look,
      ),
      ...names(
        'not applicable:',
        findings.filter(({ status }) => status === 'not-applicable'),
        look,
      ),
    ])
    blocks.push(
      documents.flatMap(({ name, file = name }) =>
        wrapAfter('file:', terminalLine(file, look), look.width, '  '),
      ),
    )
  }
  const texts = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return `${texts.join('\n\n').trimEnd()}\n`
}

function headline(envelope: Envelope, look: Look): string[] {
  const text = envelope.headline ?? `${envelope.command}: ${envelope.status}`
  return wrapText(terminalLine(text, look), look.width).map(look.colour.bold)
}

function findingLines(finding: Finding, look: Look): string[] {
  const word = `${finding.status}:`
  const [title = '', ...more] = wrapAfter(word, terminalLine(findingName(finding), look), look.width, '  ')
  const lines = [painted(finding.status, look)(word) + title.slice(word.length), ...more]
  const said = (prefix: string, text: string | undefined) => {
    if (text !== undefined) lines.push(...wrapAfter(prefix, terminalLine(text, look), look.width, '    '))
  }
  const typed = (prefix: string, text: string | undefined) => {
    for (const line of terminalCommand(text ?? '', look)) lines.push(...wrapCommand(prefix, line, look.width))
  }
  lines.push(...wrapAfter(' ', terminalLine(finding.because, look), look.width, '  '))
  if (look.verbose && Object.keys(finding.evidence).length > 0)
    said('  evidence:', evidenceInWords(finding.evidence))
  for (const { text, command, persist, undo, risk } of finding.advice ?? []) {
    if (command === undefined || look.verbose)
      said('  advice:', risk === undefined ? text : `${text} (risk: ${risk})`)
    typed('  do: ', command)
    if (look.verbose) typed('  keep: ', persist)
    if (look.verbose) typed('  undo: ', undo)
  }
  return lines.filter((line) => line.trim() !== '')
}

function painted(status: Status, { colour }: Look): (text: string) => string {
  switch (status) {
    case 'fail':
      return colour.red
    case 'warn':
      return colour.yellow
    case 'pass':
      return colour.green
    case 'info':
      return colour.cyan
    default:
      return colour.dim
  }
}

function tableLines(item: Table, look: Look): string[] {
  const { rows, more } = firstRows(item, item.rest === undefined ? rowsShown : rowsShownOfMany)
  return [
    ...wrapText(terminalLine(item.title, look), look.width).map(look.colour.bold),
    ...(rows.length === 0 ? ['no rows'] : gridLines(item.columns, rows, look)),
    ...(more === null ? [] : wrapText(more, look.width)),
  ]
}

function doubts({ warnings, interrupted }: Envelope, look: Look): string[] {
  const all = interrupted ? ['interrupted: this result is not complete', ...warnings] : warnings
  const word = 'warning:'
  return all.flatMap((text) => {
    const [first = '', ...others] = wrapAfter(word, terminalLine(text, look), look.width, '  ')
    return [look.colour.yellow(word) + first.slice(word.length), ...others]
  })
}

function names(label: string, findings: readonly Finding[], look: Look): string[] {
  if (findings.length === 0) return []
  const list = findings.map((finding) => terminalLine(findingName(finding), look)).join(', ')
  return wrapAfter(label, list, look.width, '  ')
}
