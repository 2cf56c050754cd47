import { describe, expect, it } from 'vitest'
import { parseSampleFile } from '../../src/core/index.ts'

const header = '{"schema":"lewis-perf/samples/1","intervalSeconds":10,"machine":{"id":"a1","cores":4}}'
const first = '{"at":1000,"v":{"cpu{core=0}":0.5,"memory":null}}'
const second = '{"at":11000,"v":{"cpu{core=0}":0.75}}'
const hint =
  'Give JSON lines that begin with {"schema":"lewis-perf/samples/1"} or CSV with the columns at,name,value, where at is an ISO date or milliseconds since 1970.'
const samples = [
  { at: 1000, v: { 'cpu{core=0}': 0.5, memory: null } },
  { at: 11000, v: { 'cpu{core=0}': 0.75 } },
]
const whole = { intervalSeconds: 10, machine: { id: 'a1', cores: 4 }, samples, torn: false }

describe('JSON lines', () => {
  it.each([
    ['as written', `${header}\n${first}\n${second}\n`],
    ['without a last line feed', `${header}\n${first}\n${second}`],
    ['with Windows line ends', `${header}\r\n${first}\r\n${second}\r\n`],
    ['with a byte order mark', `\uFEFF${header}\n${first}\n${second}\n`],
    ['with an indented header', `  ${header}\n${first}\n${second}\n`],
  ])('%s are read', (_, text) => {
    expect(parseSampleFile(text)).toEqual({ ok: true, value: whole })
  })

  it('lose a torn last line, and say so', () => {
    expect(parseSampleFile(`${header}\n${first}\n${second.slice(0, 20)}`)).toEqual({
      ok: true,
      value: { ...whole, samples: samples.slice(0, 1), torn: true },
    })
  })

  it('may have no samples, interval or machine yet', () => {
    const empty = { intervalSeconds: null, machine: null, samples: [], torn: false }
    expect(parseSampleFile('{"schema":"lewis-perf/samples/1"}')).toEqual({ ok: true, value: empty })
  })

  it.each(['"10"', '0', '-1', '1e999', 'null'])('with an interval of %s have none', (interval) => {
    const text = `{"schema":"lewis-perf/samples/1","intervalSeconds":${interval},"machine":[]}`
    expect(parseSampleFile(text)).toMatchObject({ ok: true, value: { intervalSeconds: null, machine: null } })
  })

  it.each([
    ['a broken line', '{"at":1000,'],
    ['a blank line', ''],
    ['a list', '[]'],
    ['a null', 'null'],
    ['a number', '5'],
    ['no time', '{"v":{"a":1}}'],
    ['a time in words', '{"at":"noon","v":{"a":1}}'],
    ['no values', '{"at":1000}'],
    ['a list of values', '{"at":1000,"v":[]}'],
    ['a value in words', '{"at":1000,"v":{"a":"1"}}'],
    ['one value in words among numbers', '{"at":1000,"v":{"a":1,"b":true}}'],
    ['an infinite value', '{"at":1000,"v":{"a":1e999}}'],
    ['an infinite time', '{"at":1e999,"v":{}}'],
  ])('with %s on line 2 of 3 are refused there', (_, line) => {
    expect(parseSampleFile(`${header}\n${line}\n${second}\n`)).toEqual({
      ok: false,
      problem: 'has a line 2 that is not a sample',
      hint,
    })
  })

  it('with a broken line before a torn end are refused', () => {
    expect(parseSampleFile(`${header}\n{"at"\n${second.slice(0, 20)}`)).toMatchObject({
      ok: false,
      problem: 'has a line 2 that is not a sample',
    })
    expect(parseSampleFile(`${header}\n{"at"\n${second}`).ok).toBe(false)
  })

  it('with a broken last line that was written to its end are refused', () => {
    expect(parseSampleFile(`${header}\n${first}\n{"at"\n`)).toMatchObject({
      ok: false,
      problem: 'has a line 3 that is not a sample',
    })
  })

  it.each([
    ['{"schema":"lewis-perf/1"}', '"lewis-perf/1"'],
    ['{}', 'null'],
    ['{"schema"', 'null'],
  ])('that begin with %s are of another schema', (line, found) => {
    expect(parseSampleFile(`${line}\n${first}\n`)).toEqual({
      ok: false,
      problem: `has schema ${found} where lewis-perf/samples/1 is needed`,
      hint,
    })
  })
})

describe('CSV', () => {
  const rows = 'at,name,value\n1000,cpu{core=0},0.5\n1000,memory,\n11000,cpu{core=0},0.75'

  it.each([
    ['as written', `${rows}\n`],
    ['without a last line feed', rows],
    ['with Windows line ends', `${rows.replaceAll('\n', '\r\n')}\r\n`],
    [
      'with blanks and quotes',
      `at, name, value\n 1000 , "cpu{core=0}" , 0.5\n1000,memory, \n11000,cpu{core=0},0.75\n`,
    ],
    ['with a byte order mark', `\uFEFF${rows}\n`],
  ])('%s is the same recording, without interval and machine', (_, text) => {
    expect(parseSampleFile(text)).toEqual({
      ok: true,
      value: { ...whole, intervalSeconds: null, machine: null },
    })
  })

  it('may have commas between the tags of a name', () => {
    expect(parseSampleFile('at,name,value\n1,disk{a=1,b=2,c=3},4\n2,"disk{a=1,b=2}",5\n')).toMatchObject({
      ok: true,
      value: {
        samples: [
          { at: 1, v: { 'disk{a=1,b=2,c=3}': 4 } },
          { at: 2, v: { 'disk{a=1,b=2}': 5 } },
        ],
      },
    })
  })

  it('keeps quotes that are not around the whole name', () => {
    expect(parseSampleFile('at,name,value\n1,a"b",4\n2,"a"b,5\n')).toMatchObject({
      ok: true,
      value: { samples: [{ v: { 'a"b"': 4 } }, { v: { '"a"b': 5 } }] },
    })
  })

  it('takes ISO dates with a zone, and days of UTC', () => {
    const text = 'at,name,value\n2026-11-27T09:00:00.25Z,a,1\n2026-11-27T10:00:00+01:00,a,2\n2026-11-28,a,3\n'
    const parsed = parseSampleFile(text)
    expect(parsed.ok && parsed.value.samples.map(({ at }) => new Date(at).toISOString())).toEqual([
      '2026-11-27T09:00:00.250Z',
      '2026-11-27T09:00:00.000Z',
      '2026-11-28T00:00:00.000Z',
    ])
    expect(parseSampleFile('at,name,value\n1,a,1\n2026-11-27T09:00:00,a,2\n3,a,3\n').ok).toBe(false)
  })

  it('gathers the values of one instant, wherever they stand', () => {
    expect(parseSampleFile('at,name,value\n1,a,1\n2,a,2\n1,b,3\n')).toMatchObject({
      ok: true,
      value: {
        samples: [
          { at: 1, v: { a: 1, b: 3 } },
          { at: 2, v: { a: 2 } },
        ],
      },
    })
  })

  it('loses a torn last line, and says so', () => {
    expect(parseSampleFile('at,name,value\n1,a,1\n2,a')).toMatchObject({
      ok: true,
      value: { samples: [{ at: 1, v: { a: 1 } }], torn: true },
    })
  })

  it.each(['2,a', 'noon,a,1', '2,a,many', '2,a,NaN', '2,a,1e309', '2,,1', '', '2', ',a,1'])(
    'with %j on line 3 of 4 is refused there',
    (line) => {
      expect(parseSampleFile(`at,name,value\n1,a,1\n${line}\n3,a,3\n`)).toEqual({
        ok: false,
        problem: 'has a line 3 that is not at,name,value',
        hint,
      })
    },
  )

  it('with a broken line before a torn end is refused', () => {
    expect(parseSampleFile('at,name,value\n1,a\n2,a')).toMatchObject({
      ok: false,
      problem: 'has a line 2 that is not at,name,value',
    })
    expect(parseSampleFile('at,name,value\n1,a\n2,a,2').ok).toBe(false)
  })

  it('with a broken last line that was written to its end is refused', () => {
    expect(parseSampleFile('at,name,value\n1,a,1\n2,a\n').ok).toBe(false)
  })

  it.each(['time,name,value\n1,a,1\n', 'hello', '1,a,1\n'])('that begins as %j is no sample file', (text) => {
    expect(parseSampleFile(text)).toEqual({
      ok: false,
      problem: 'has a first line that is not at,name,value',
      hint,
    })
  })
})

it.each(['', '\n', '  \n', '\uFEFF', '\n\n'])('an empty sample file such as %j is refused', (text) => {
  expect(parseSampleFile(text)).toEqual({ ok: false, problem: 'is empty', hint })
})
