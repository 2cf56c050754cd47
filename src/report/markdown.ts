import type { Chart, Column, Document, Envelope, Finding, Table } from '../core/index.ts'
import { bySeverity, findingName } from './by-severity.ts'
import { cellText } from './cell-text.ts'
import { cleanText } from './clean-text.ts'
import { markdownText } from './escape-markdown.ts'
import { firstRows } from './first-rows.ts'
import { type Look, plainColour, type Reporter } from './look.ts'
import { provenance } from './provenance.ts'
import { chartLines } from './text-chart.ts'

const rowsShown = 1000
const chartLook: Look = { width: 80, unicode: true, colour: plainColour, verbose: false, quiet: false }

/** A pull-request comment in GitHub Markdown: verdict, findings, tables, charts, files, warnings, folded background. */
export const markdown: Reporter = function* (envelopes) {
  for (const [index, envelope] of envelopes.entries()) {
    if (index > 0) yield '\n---\n\n'
    yield `${blocksOf(envelope).join('\n\n')}\n`
  }
}

function blocksOf(envelope: Envelope): string[] {
  const { command, status, error, headline, findings, tables, charts = [], documents = [] } = envelope
  const blocks = [`## lewis-perf ${markdownText(command)}: ${status}`]
  if (headline !== undefined) blocks.push(`**${markdownText(headline)}**`)
  if (error !== null)
    blocks.push(`**Error:** ${markdownText(error.sentence)}\n\n**Hint:** ${markdownText(error.hint)}`)
  if (findings.length > 0) blocks.push(findingsTable(findings))
  blocks.push(...tables.filter(({ detail }) => detail !== true).map(titledTable))
  blocks.push(...charts.filter(({ detail }) => detail !== true).flatMap(chartBlock))
  blocks.push(
    ...documents.map((document) => `**${markdownText(document.name)}**\n\n${documentBlock(document)}`),
  )
  blocks.push(...warningBlock(envelope))
  const background = [
    ...tables.filter(({ detail }) => detail === true).map(titledTable),
    ...charts.filter(({ detail }) => detail === true).flatMap(chartBlock),
  ]
  if (background.length > 0)
    blocks.push(`<details>\n<summary>Background</summary>`, ...background, '</details>')
  const origin = provenance(envelope).map(([label, text]) => `${label.toLowerCase()} ${markdownText(text)}`)
  return [...blocks, `<sub>${origin.join(' · ')}</sub>`]
}

function findingsTable(findings: readonly Finding[]): string {
  const rows = bySeverity(findings).map((finding) => {
    const advice = (finding.advice ?? []).map(({ text, command }) => {
      return command === undefined ? markdownText(text) : `${markdownText(text)} ${code(command)}`
    })
    return [
      finding.status,
      markdownText(findingName(finding)),
      markdownText(finding.because),
      advice.join('<br>'),
    ]
  })
  const titles = ['Status', 'Finding', 'Why', 'What to do']
  return pipeTable(
    titles.map((title) => ({ key: title, title })),
    rows,
  )
}

function chartBlock(chart: Chart): string[] {
  const lines = chartLines(chart, chartLook)
  return lines.length > 0 ? [fenced(lines.join('\n'), 'text')] : []
}

function titledTable(table: Table): string {
  const { rows, more } = firstRows(table, rowsShown)
  const cells = rows.map((row) => table.columns.map((_, index) => markdownText(cellText(row[index]))))
  const columns = table.columns.map((column) => ({ ...column, title: markdownText(column.title) }))
  const end = more === null ? '' : `\n\n${markdownText(more)}`
  return `### ${markdownText(table.title)}\n\n${pipeTable(columns, cells)}${end}`
}

function pipeTable(columns: readonly Column[], rows: readonly string[][]): string {
  if (columns.length === 0) return ''
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = columns.map(({ align }) => (align === 'right' ? '---:' : '---'))
  return [line(columns.map(({ title }) => title)), line(rule), ...rows.map(line)].join('\n')
}

function code(command: string): string {
  // In a table GitHub takes even a quoted | for a column, so the command is HTML, not backticks.
  const lines = cleanText(command).trim().split('\n')
  return `<code>${lines.map(markdownText).join('<br>')}</code>`
}

function documentBlock({ mediaType, text }: Document): string {
  const language =
    /(yaml|json|xml|html|sql|toml|ini)/.exec(mediaType)?.[1] ??
    (/sh(ell)?(script)?$/.test(mediaType) ? 'sh' : '')
  return fenced(text, language)
}

function fenced(text: string, language: string): string {
  const clean = cleanText(text).replace(/\n$/, '')
  const longest = (clean.match(/`+/g) ?? []).reduce((length, ticks) => Math.max(length, ticks.length), 2)
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${clean}\n${fence}`
}

function warningBlock({ warnings, interrupted }: Envelope): string[] {
  const all = interrupted ? ['Interrupted: this result is not complete.', ...warnings] : warnings
  return all.length === 0 ? [] : [all.map((text) => `- **Warning:** ${markdownText(text)}`).join('\n')]
}
