import { describe, expect, it } from 'vitest'
import { type Envelope, OperatorError, parseSavedResult } from '../../src/core/index.ts'

const hint = 'Give a file that lewis-perf wrote with --json or -o FILE.json.'
const whole: Envelope = {
  schema: 'lewis-perf/1',
  command: 'size',
  input: { users: 20 },
  status: 'warn',
  exitCode: 0,
  interrupted: false,
  error: { sentence: 'It went wrong.', hint: 'Try again.' },
  startedAt: '2026-01-02T03:04:05.000Z',
  durationMs: 12.5,
  tool: { name: 'lewis-perf', version: '0.1.0', node: 'v20.19.0' },
  machine: {
    id: 'a1',
    cpuModel: 'Neoverse-N1',
    cores: 4,
    effectiveCores: 1.5,
    memoryBytes: 8e9,
    kernel: '6.8',
    node: 'v20.19.0',
    v8: '11.3',
  },
  profile: { name: 'lewis', source: 'built in' },
  data: { need: 5 },
  headline: 'You need 22 cores.',
  warnings: ['It is a guess.'],
  findings: [
    {
      id: 'size.host.cpu',
      title: 'CPU',
      status: 'fail',
      because: 'it is small',
      evidence: { need: { value: 4, unit: 'cores' }, note: 'x' },
      advice: [{ text: 'Buy more.' }],
    },
  ],
  tables: [
    {
      title: 'Need',
      columns: [{ key: 'a', title: 'A' }],
      rows: [['x'], [{ value: 1, unit: 'count' }], [null]],
    },
  ],
  charts: [
    {
      title: 'CPU by users',
      x: { title: 'Users', unit: 'count' },
      y: { title: 'CPU', unit: 'cores' },
      series: [
        {
          name: 'need',
          points: [
            [0, 1],
            [1, null],
          ],
        },
      ],
    },
  ],
  documents: [{ name: 'lewis.env', mediaType: 'text/plain', text: 'A=1\n' }],
}
const [finding] = whole.findings
const [table] = whole.tables
const chart = whole.charts?.[0]
const read = (value: unknown) => parseSavedResult(JSON.stringify(value), 'result.json')

function refusalOf(text: string): OperatorError {
  try {
    parseSavedResult(text, 'result.json')
  } catch (error) {
    if (error instanceof OperatorError) return error
    throw error
  }
  throw new Error('It was accepted.')
}

describe('a saved result', () => {
  it('is read as it was written, alone or in a list', () => {
    expect(read(whole)).toEqual([whole])
    expect(read([whole, { ...whole, command: 'report' }])).toMatchObject([
      { command: 'size' },
      { command: 'report' },
    ])
    expect(parseSavedResult(`\uFEFF${JSON.stringify(whole)}`, 'result.json')).toEqual([whole])
  })

  it('is for looking at: it names no file to write and makes no rows', () => {
    const documents = [{ ...whole.documents?.[0], file: '/etc/passwd', keepExisting: true }]
    const tables = [{ ...table, rest: { count: 5 } }]
    expect(read({ ...whole, documents, tables })).toEqual([whole])
  })

  it('may lack what is optional, and hold null where nothing was measured', () => {
    const { headline: _, charts: __, documents: ___, ...rest } = whole
    const least = {
      ...rest,
      error: null,
      machine: null,
      profile: null,
      findings: [],
      tables: [],
      warnings: [],
    }
    expect(read(least)).toEqual([least])
  })

  it.each([0, 1, 2, 3, 4, 130])('may have exit code %d', (exitCode) => {
    expect(read({ ...whole, exitCode })).toMatchObject([{ exitCode }])
  })

  it.each(['pass', 'info', 'warn', 'fail', 'unknown', 'not-applicable'])('may have status %s', (status) => {
    expect(read({ ...whole, status, findings: [{ ...finding, status, advice: undefined }] })).toMatchObject([
      { status },
    ])
  })

  it.each([
    ['', 'an empty file'],
    ['  \n', 'an empty file'],
    [' {"schema": "lewis-perf/1", "command": ', '"{\\"schema\\": \\"lewis-perf/1\\", \\"co"'],
  ])('%j is not JSON, and the message shows how it begins', (text, found) => {
    const error = refusalOf(text)
    expect(error.sentence).toBe(`result.json is not JSON, got ${found}.`)
    expect(error.hint).toBe(hint)
    expect(error.exitCode).toBe(2)
    expect(error.cause).toBeInstanceOf(SyntaxError)
  })

  it.each([
    ['[]', 'result.json holds no result, got an empty list.'],
    ['null', 'result.json holds no result, got object.'],
    ['5', 'result.json holds no result, got number.'],
    ['[[]]', 'result.json holds no result, got object.'],
    ['{}', 'result.json is not a saved result of schema lewis-perf/1, got null.'],
    [
      '{"schema":"lewis-perf/facts/1"}',
      'result.json is not a saved result of schema lewis-perf/1, got "lewis-perf/facts/1".',
    ],
  ])('%s is refused', (text, sentence) => {
    const error = refusalOf(text)
    expect(error.sentence).toBe(sentence)
    expect(error.hint).toBe(hint)
    expect(error.cause).toBeUndefined()
  })

  it('in a list is refused when any of them is', () => {
    expect(refusalOf(JSON.stringify([whole, {}])).sentence).toContain('is not a saved result')
  })

  it.each<[string, Record<string, unknown>]>([
    ['command', { command: 5 }],
    ['input', { input: null }],
    ['input', { input: [] }],
    ['status', { status: 'great' }],
    ['status', { status: ['pass'] }],
    ['exitCode', { exitCode: 5 }],
    ['exitCode', { exitCode: '0' }],
    ['exitCode', { exitCode: null }],
    ['startedAt', { startedAt: 0 }],
    ['durationMs', { durationMs: '5' }],
    ['interrupted', { interrupted: 'no' }],
    ['error', { error: undefined }],
    ['error', { error: { sentence: 'x' } }],
    ['error', { error: { hint: 'x' } }],
    ['error', { error: 'x' }],
    ['tool', { tool: undefined }],
    ['tool', { tool: { name: 'lewis-perf', version: '1' } }],
    ['tool', { tool: { name: 'lewis-perf', node: '1' } }],
    ['tool', { tool: { version: '1', node: '1' } }],
    ['machine', { machine: undefined }],
    ['machine', { machine: {} }],
    ...['id', 'cpuModel', 'kernel', 'node', 'v8', 'cores', 'effectiveCores', 'memoryBytes'].map(
      (key): [string, Record<string, unknown>] => ['machine', { machine: { ...whole.machine, [key]: null } }],
    ),
    ['profile', { profile: undefined }],
    ['profile', { profile: { name: 'x' } }],
    ['profile', { profile: { source: 'x' } }],
    ['headline', { headline: 5 }],
    ['warnings', { warnings: undefined }],
    ['warnings', { warnings: 'x' }],
    ['warnings', { warnings: ['x', 5] }],
    ['findings', { findings: undefined }],
    ['findings', { findings: {} }],
    ['findings', { findings: [finding, null] }],
    ['findings', { findings: [{ ...finding, id: 5 }] }],
    ['findings', { findings: [{ ...finding, title: 5 }] }],
    ['findings', { findings: [{ ...finding, because: 5 }] }],
    ['findings', { findings: [{ ...finding, status: 'great' }] }],
    ['findings', { findings: [{ ...finding, status: ['pass'] }] }],
    ['findings', { findings: [{ ...finding, evidence: undefined }] }],
    ['findings', { findings: [{ ...finding, evidence: [] }] }],
    ['findings', { findings: [{ ...finding, evidence: { a: 'x', b: 5 } }] }],
    ['findings', { findings: [{ ...finding, evidence: { a: { value: '5', unit: 'cores' } } }] }],
    ['findings', { findings: [{ ...finding, evidence: { a: { value: 5 } } }] }],
    ['findings', { findings: [{ ...finding, advice: {} }] }],
    ['findings', { findings: [{ ...finding, advice: [{ text: 'x' }, { command: 'x' }] }] }],
    ['findings', { findings: [{ ...finding, instance: 5 }] }],
    ...['command', 'persist', 'undo', 'risk'].map((key): [string, Record<string, unknown>] => [
      'findings',
      { findings: [{ ...finding, advice: [{ text: 'x', [key]: 5 }] }] },
    ]),
    ['tables', { tables: undefined }],
    ['tables', { tables: {} }],
    ['tables', { tables: [table, null] }],
    ['tables', { tables: [{ ...table, title: 5 }] }],
    ['tables', { tables: [{ ...table, columns: {} }] }],
    ['tables', { tables: [{ ...table, columns: [{ key: 'a', title: 'A' }, { key: 'a' }] }] }],
    ['tables', { tables: [{ ...table, columns: [{ title: 'A' }] }] }],
    ['tables', { tables: [{ ...table, rows: {} }] }],
    ['tables', { tables: [{ ...table, rows: [['x'], 'x'] }] }],
    ['tables', { tables: [{ ...table, rows: [['x', 5]] }] }],
    ['tables', { tables: [{ ...table, rows: [[{ value: 5 }]] }] }],
    ['charts', { charts: {} }],
    ['charts', { charts: [chart, null] }],
    ['charts', { charts: [{ ...chart, title: 5 }] }],
    ['charts', { charts: [{ ...chart, x: { title: 'X' } }] }],
    ['charts', { charts: [{ ...chart, x: { unit: 'X' } }] }],
    ['charts', { charts: [{ ...chart, y: { title: 'Y' } }] }],
    ['charts', { charts: [{ ...chart, y: { unit: 'Y' } }] }],
    ['charts', { charts: [{ ...chart, series: {} }] }],
    ['charts', { charts: [{ ...chart, series: [{ name: 'a', points: [] }, { points: [] }] }] }],
    ['charts', { charts: [{ ...chart, series: [{ name: 'a', points: {} }] }] }],
    ['charts', { charts: [{ ...chart, series: [{ name: 'a', points: [[0, 1], 5] }] }] }],
    ['charts', { charts: [{ ...chart, series: [{ name: 'a', points: [['0', 1]] }] }] }],
    ['charts', { charts: [{ ...chart, series: [{ name: 'a', points: [[0, '1']] }] }] }],
    ['charts', { charts: [{ ...chart, series: [{ name: 'a', points: [[0]] }] }] }],
    ['documents', { documents: {} }],
    [
      'documents',
      {
        documents: [
          { name: 'a', mediaType: 'b', text: 'c' },
          { name: 'a', mediaType: 'b' },
        ],
      },
    ],
    ['documents', { documents: [{ name: 'a', text: 'b' }] }],
    ['documents', { documents: [{ mediaType: 'a', text: 'b' }] }],
  ])('with a wrong %s is damaged: %j', (key, damage) => {
    const error = refusalOf(JSON.stringify({ ...whole, ...damage }))
    expect(error.sentence).toBe(`result.json is a damaged result, got a wrong or missing ${key}.`)
    expect(error.hint).toBe(hint)
  })
})
