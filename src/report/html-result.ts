import type { Document, Envelope, Finding, Status, Table } from '../core/index.ts'
import { bySeverity, findingName } from './by-severity.ts'
import { escapeMarkup } from './escape-markup.ts'
import { formatQuantity } from './format-quantity.ts'
import { chartFigure } from './html-chart.ts'
import { tableFigure } from './html-table.ts'
import { provenance } from './provenance.ts'

interface Place {
  /** Unique on the page; ids inside the result begin with it. */
  id: string
  /** The level of the headline, 1 to 6. */
  level: number
}

/** One result as an `<article>`: verdict and headline first, origin last. */
export function resultArticle(envelope: Envelope, { id, level }: Place): string {
  const { command, status, tables, charts = [], documents = [] } = envelope
  const headline = envelope.headline ?? envelope.error?.sentence ?? `${command}: ${status}`
  const under = level + 1
  const main = tables.filter(({ detail }) => detail !== true)
  const background = tables.filter(({ detail }) => detail === true)
  const parts = [
    `<p class="eyebrow">lewis-perf ${escapeMarkup(command)} ${badge(status)}</p>`,
    `<h${level} class="headline">${escapeMarkup(headline)}</h${level}>`,
    errorNote(envelope),
    warningNotes(envelope),
    section('Findings', under, findingItems(envelope.findings, under + 1), 'findings'),
    tablesSection('Results', under, main),
    section(
      'Charts',
      under,
      charts.map((chart, index) => chartFigure(chart, `${id}-c${index + 1}`)),
      'charts',
    ),
    section(
      'Files',
      under,
      documents.map((document) => documentBlock(document, under + 1)),
      'files',
    ),
    tablesSection('Details', under, background),
    footer(envelope),
  ]
  return `<article id="${id}">\n${parts.filter((part) => part !== '').join('\n')}\n</article>\n`
}

function errorNote({ error, headline }: Envelope): string {
  if (error === null) return ''
  const sentence =
    headline === undefined ? '' : `<p><strong>Error:</strong> ${escapeMarkup(error.sentence)}</p>\n`
  return `<div class="note fail">\n${sentence}<p><strong>What to do:</strong> ${escapeMarkup(error.hint)}</p>\n</div>`
}

function warningNotes({ warnings, interrupted }: Envelope): string {
  const all = interrupted ? ['Interrupted: this result is not complete.', ...warnings] : warnings
  if (all.length === 0) return ''
  const items = all.map((text) => `<p>${escapeMarkup(text)}</p>`).join('\n')
  return `<div class="note warn" role="note">\n<p class="note-title">Keep in mind</p>\n${items}\n</div>`
}

function section(title: string, level: number, items: readonly string[], name: string): string {
  const drawn = items.filter((item) => item !== '')
  if (drawn.length === 0) return ''
  return `<section class="${name}">\n<h${level}>${title}</h${level}>\n${drawn.join('\n')}\n</section>`
}

function tablesSection(title: string, level: number, tables: readonly Table[]): string {
  return section(title, level, tables.map(tableFigure), title.toLowerCase())
}

function findingItems(findings: readonly Finding[], level: number): string[] {
  const sorted = bySeverity(findings)
  const isQuiet = ({ status, advice = [] }: Finding) =>
    advice.length === 0 && (status === 'pass' || status === 'not-applicable')
  const quiet = sorted.filter(isQuiet).map((finding) => {
    const name = `<strong>${escapeMarkup(findingName(finding))}</strong>`
    return `<li>${badge(finding.status)}${name}<span>${escapeMarkup(finding.because)}</span></li>`
  })
  return [
    ...sorted.filter((finding) => !isQuiet(finding)).map((finding) => findingItem(finding, level)),
    quiet.length === 0 ? '' : `<ul class="fine">\n${quiet.join('\n')}\n</ul>`,
  ]
}

function findingItem(finding: Finding, level: number): string {
  const { status, because, evidence, advice = [] } = finding
  const facts = Object.entries(evidence).map(([name, value]) => {
    const text = typeof value === 'string' ? value : formatQuantity(value)
    return `<div><dt>${escapeMarkup(name)}</dt><dd>${escapeMarkup(text)}</dd></div>`
  })
  const parts = [
    `<h${level}>${badge(status)} ${escapeMarkup(findingName(finding))}</h${level}>`,
    because === '' ? '' : `<p>${escapeMarkup(because)}</p>`,
    facts.length === 0 ? '' : `<dl class="facts">${facts.join('')}</dl>`,
    ...advice.map(({ text, command, persist, undo, risk }) =>
      [
        `<p class="advice">${escapeMarkup(text)}${risk === undefined ? '' : ` <span class="risk">risk: ${escapeMarkup(risk)}</span>`}</p>`,
        typed('Do', command),
        typed('Keep after a reboot', persist),
        typed('Undo', undo),
      ].join(''),
    ),
  ]
  return `<div class="finding ${status}">\n${parts.filter((part) => part !== '').join('\n')}\n</div>`
}

function badge(status: Status): string {
  return `<span class="badge ${status}">${status}</span>`
}

function typed(label: string, command: string | undefined): string {
  if (command === undefined) return ''
  return `\n<div class="typed"><span>${label}</span>${scrollable(label, `<code>${escapeMarkup(command)}</code>`)}</div>`
}

function documentBlock({ name, text }: Document, level: number): string {
  const label = escapeMarkup(name)
  return `<h${level}>${label}</h${level}>\n${scrollable(name, `<code>${escapeMarkup(text)}</code>`)}`
}

function scrollable(label: string, content: string): string {
  return `<pre tabindex="0" role="region" aria-label="${escapeMarkup(label)}">${content}</pre>`
}

function footer(envelope: Envelope): string {
  const facts = provenance(envelope).map(
    ([label, text]) => `<div><dt>${escapeMarkup(label)}</dt><dd>${escapeMarkup(text)}</dd></div>`,
  )
  return `<footer>\n<dl>\n${facts.join('\n')}\n</dl>\n</footer>`
}
