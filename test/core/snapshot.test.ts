import { describe, expect, it } from 'vitest'
import { parseSnapshot } from '../../src/core/index.ts'

const hint = 'Give a file that lewis-perf wrote with --save-facts.'
const sample = {
  atMs: 1_700_000_000_000,
  files: {
    '/proc/meminfo': 'MemTotal: 1 kB\n',
    '/proc/self/exe': { link: '/usr/bin/node' },
    '/sys/class/net': { entries: 3 },
    '/a': { missing: 'absent' },
    '/b': { missing: 'denied' },
    '/c': { missing: 'unreadable' },
    '/d': { missing: 'timeout' },
  },
  commands: { uname: 'Linux\n', lscpu: { missing: 'absent' } },
}
const whole = { schema: 'lewis-perf/facts/1', host: 'db-1', samples: [sample] }
const parsed = (value: unknown) => parseSnapshot(JSON.stringify(value))

describe('a snapshot', () => {
  it('is read as it was written', () => {
    expect(parsed(whole)).toEqual({ ok: true, value: whole })
    expect(parsed({ ...whole, samples: [] }).ok).toBe(true)
  })

  it.each(['', '{', '\u001f\u008b'])('%j is not JSON', (text) => {
    expect(parseSnapshot(text)).toEqual({ ok: false, problem: 'is not JSON', hint })
  })

  it.each([null, 5, 'x', [whole]])('%j is not a snapshot', (value) => {
    expect(parsed(value)).toEqual({ ok: false, problem: 'is not a snapshot', hint })
  })

  it.each([
    [undefined, 'null'],
    ['lewis-perf/1', '"lewis-perf/1"'],
  ])('of schema %j says which one it needs', (schema, found) => {
    expect(parsed({ ...whole, schema })).toEqual({
      ok: false,
      problem: `has schema ${found} where lewis-perf/facts/1 is needed`,
      hint,
    })
  })

  it.each([{ host: undefined }, { host: 5 }, { samples: undefined }, { samples: {} }])(
    'with %j lacks its host or samples',
    (damage) => {
      expect(parsed({ ...whole, ...damage })).toEqual({
        ok: false,
        problem: 'lacks its host or samples',
        hint,
      })
    },
  )

  it.each([
    ['null', null],
    ['a list', []],
    ['one without its time', { ...sample, atMs: undefined }],
    ['one whose time is a text', { ...sample, atMs: '0' }],
    ['one without files', { ...sample, files: undefined }],
    ['one whose files are a list', { ...sample, files: [] }],
    ['one without commands', { ...sample, commands: undefined }],
    ['a file of another kind', { ...sample, files: { '/a': 5 } }],
    ['a file that is null', { ...sample, files: { '/a': null } }],
    ['a file that is a list', { ...sample, files: { '/a': [] } }],
    ['a file missing for no known reason', { ...sample, files: { '/a': { missing: 'lazy' } } }],
    ['a link to a number', { ...sample, files: { '/a': { link: 5 } } }],
    ['a count that is a text', { ...sample, files: { '/a': { entries: '5' } } }],
    ['one damaged file among whole ones', { ...sample, files: { '/a': 'x', '/b': {} } }],
    ['a command that printed a number', { ...sample, commands: { uname: 5 } }],
    ['a command missing for no known reason', { ...sample, commands: { uname: { missing: 'tired' } } }],
    ['one damaged command among whole ones', { ...sample, commands: { a: 'x', b: null } }],
  ])('with %s for its second sample is damaged there', (_, damaged) => {
    expect(parsed({ ...whole, samples: [sample, damaged, sample] })).toEqual({
      ok: false,
      problem: 'has a damaged sample 2',
      hint,
    })
    expect(parsed({ ...whole, samples: [damaged] })).toMatchObject({ problem: 'has a damaged sample 1' })
  })
})
