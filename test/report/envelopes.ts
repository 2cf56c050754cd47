import * as fc from 'fast-check'
import type { Cell, Chart, Envelope, Finding, Quantity, Status, Table, Unit } from '../../src/core/index.ts'
import { type Look, plainColour } from '../../src/report/index.ts'

/** A screen of 80 columns without colour. */
export const look: Look = { width: 80, unicode: true, colour: plainColour, verbose: false, quiet: false }

/** The smallest result of a command, with what a test is about. */
export function envelope(about: Partial<Envelope> = {}): Envelope {
  return {
    schema: 'lewis-perf/1',
    command: 'size',
    input: {},
    status: 'pass',
    exitCode: 0,
    interrupted: false,
    error: null,
    startedAt: '2026-01-02T03:04:05.000Z',
    durationMs: 1500,
    tool: { name: 'lewis-perf', version: '1.2.3', node: '20.19.0' },
    machine: null,
    profile: null,
    data: null,
    findings: [],
    tables: [],
    warnings: [],
    ...about,
  }
}

/** A finding with what a test is about. */
export function finding(about: Partial<Finding> = {}): Finding {
  return { id: 'disk', title: 'Disk', status: 'pass', because: 'it is half empty', evidence: {}, ...about }
}

/** A table of one text and one number column. */
export const needs: Table = {
  title: 'Needs',
  columns: [
    { key: 'resource', title: 'Resource' },
    { key: 'need', title: 'Need', align: 'right' },
  ],
  rows: [
    ['CPU', { value: 22, unit: 'cores' }],
    ['GPU', null],
  ],
}

/** All pieces of a report as one text. */
export function textOf(pieces: Iterable<string>): string {
  return [...pieces].join('')
}

/** A table of numbers that are made one by one, and how many were made so far. */
export function countedTable(count: number): { table: Table; made: () => number } {
  let made = 0
  function* rows(): Iterable<Cell[]> {
    for (let row = 0; row < count; row++) {
      made++
      yield [{ value: row, unit: 'cores' }]
    }
  }
  const columns = [{ key: 'n', title: 'N' }]
  return { table: { title: 'Many', columns, rows: [], rest: { count, rows } }, made: () => made }
}

const statuses: readonly Status[] = ['pass', 'info', 'warn', 'fail', 'unknown', 'not-applicable']
const units: readonly Unit[] = [
  'seconds',
  'bytes',
  'bits-per-second',
  'ratio',
  'cores',
  'count',
  'days',
  'money:EUR/month',
]

/** Results of any shape whose texts come from `text`; every number is finite and not -0. */
export function envelopes(text: fc.Arbitrary<string>): fc.Arbitrary<Envelope> {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
  const quantity: fc.Arbitrary<Quantity> = fc.record({ value: number, unit: fc.constantFrom(...units) })
  const cell: fc.Arbitrary<Cell> = fc.oneof(text, quantity, fc.constant(null))
  const align = fc.constantFrom<'left' | 'right'>('left', 'right')
  const table: fc.Arbitrary<Table> = fc.integer({ min: 1, max: 9 }).chain((columns) =>
    fc.record({
      title: text,
      columns: fc.array(fc.record({ key: text, title: text, align }), {
        minLength: columns,
        maxLength: columns,
      }),
      rows: fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { maxLength: 5 }),
      detail: fc.boolean(),
    }),
  )
  const axis = fc.record({ title: text, unit: fc.constantFrom(...units) })
  const point = fc.tuple(number, fc.option(number))
  const chart: fc.Arbitrary<Chart> = fc.record({
    title: text,
    x: axis,
    y: axis,
    series: fc.array(fc.record({ name: text, points: fc.array(point, { maxLength: 8 }) }), { maxLength: 3 }),
  })
  const anyFinding: fc.Arbitrary<Finding> = fc.record({
    id: text,
    instance: text,
    title: text,
    status: fc.constantFrom(...statuses),
    because: text,
    evidence: fc.record({ measured: quantity, note: text }),
    advice: fc.array(fc.record({ text, risk: fc.constantFrom('none', 'data') }), { maxLength: 2 }),
  })
  return fc
    .record({
      headline: text,
      status: fc.constantFrom(...statuses),
      interrupted: fc.boolean(),
      findings: fc.array(anyFinding, { maxLength: 4 }),
      tables: fc.array(table, { maxLength: 3 }),
      charts: fc.array(chart, { maxLength: 2 }),
      documents: fc.array(fc.record({ name: text, mediaType: text, text }), { maxLength: 2 }),
      warnings: fc.array(text, { maxLength: 3 }),
    })
    .map((about) => envelope(about))
}

/** Texts of short words in several scripts, as a person would write them. */
export const prose = fc
  .array(
    fc.oneof(
      fc.stringMatching(/^[A-Za-z0-9(),:%'=-]{1,14}$/),
      fc.constantFrom('µs', '容量計画', 'zu', '≥', '😀', 'naïve'),
    ),
    { maxLength: 25 },
  )
  .map((words) => words.join(' '))

/** Texts of any characters at all, some of them hostile. */
export const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    '\u001b[31mred\u001b[0m',
    '\u009b2J',
    '\u001b]0;title\u0007',
    ']]>',
    '<script>alert(1)</script>',
    '=1+1',
    '\ud800',
    'a\r\nb',
    '"&\'',
    '::error::x',
  ),
)
