import { describe, expect, it } from 'vitest'
import type { HeapGrower } from '../../../src/profiling/heap/heap-growth.ts'
import { type HeapSnapshots, presentHeapSnapshot } from '../../../src/profiling/heap/index.ts'
import { screenOf } from '../../report/screen-of.ts'

const kib = 1024
const none = { count: 0, bytes: 0 }
const first = { objects: 1000, bytes: 8000 * kib, standstillSeconds: 0.25 }
const classes = [
  { name: 'global', count: 1, shallowBytes: 8, retainedBytes: 7000 * kib },
  { name: 'Session', count: 100, shallowBytes: 4000, retainedBytes: 4000 * kib },
]
const grower = (changes: Partial<HeapGrower> = {}): HeapGrower => ({
  name: 'Session',
  added: { count: 12, bytes: 480 },
  freed: { count: 2, bytes: 80 },
  change: { count: 10, bytes: 400 },
  heldBytes: 600 * kib,
  grownBytes: 500 * kib,
  keptBy: { path: 'global.cache -> Map[] -> Session', place: 'global.cache -> Map[]', share: 0.984 },
  ...changes,
})
const twice = (growers: HeapGrower[], bytes = 512 * kib): HeapSnapshots => ({
  first,
  second: { ...first, standstillSeconds: 0.5 },
  seconds: 10,
  classes,
  growth: { added: none, freed: none, change: { count: 10, bytes }, growers },
})
const headlineOf = (taken: HeapSnapshots) => presentHeapSnapshot(taken, { subject: 'node (pid 7)' }).headline

describe('the answer about snapshots of a heap', () => {
  it.each([
    [
      'who grows and where',
      twice([grower()]),
      'The heap of node (pid 7) grew by 512 KiB in 10 s: 10 more Session hold 500 KiB, kept by global.cache -> Map[].',
    ],
    [
      'one more object',
      twice([grower({ change: { count: 1, bytes: 400 }, keptBy: null })]),
      'The heap of node (pid 7) grew by 512 KiB in 10 s: 1 more Session holds 500 KiB.',
    ],
    [
      'what became larger',
      twice([grower({ name: 'Array', added: none, change: { count: 0, bytes: 900 * kib } })]),
      'The heap of node (pid 7) grew by 512 KiB in 10 s: Array takes 900 KiB more, kept by global.cache -> Map[].',
    ],
    [
      'a class of the program rather than its strings',
      twice([grower({ name: '(string)', grownBytes: 900 * kib }), grower()]),
      'The heap of node (pid 7) grew by 512 KiB in 10 s: 10 more Session hold 500 KiB, kept by global.cache -> Map[].',
    ],
    [
      'strings where no class of the program holds half as much',
      twice([grower({ name: '(string)', grownBytes: 1100 * kib }), grower()]),
      'The heap of node (pid 7) grew by 512 KiB in 10 s: 10 more (string) hold 1.074 MiB, kept by global.cache -> Map[].',
    ],
    [
      'a suspect also where the heap as a whole shrank',
      twice([grower()], -10),
      'The heap of node (pid 7) did not grow as a whole in 10 s: 10 more Session hold 500 KiB, kept by global.cache -> Map[].',
    ],
    [
      'that what V8 makes for itself is no leak',
      twice([grower({ name: '(compiled code)' })]),
      'The heap of node (pid 7) grew by only 512 KiB in 10 s: it holds 7.813 MiB; 100 Session retain 3.906 MiB.',
    ],
    [
      'that little is no leak',
      twice([grower({ grownBytes: 60 * kib })]),
      'The heap of node (pid 7) grew by only 512 KiB in 10 s: it holds 7.813 MiB; 100 Session retain 3.906 MiB.',
    ],
    [
      'that nothing grew',
      twice([], 0),
      'The heap of node (pid 7) did not grow in 10 s: it holds 7.813 MiB; 100 Session retain 3.906 MiB.',
    ],
    [
      'what there is, where there is one snapshot only',
      { first, second: null, seconds: null, classes, growth: null },
      'The heap of node (pid 7) holds 7.813 MiB in 1,000 objects; 100 Session retain 3.906 MiB.',
    ],
    [
      'no class that holds little',
      {
        first,
        second: null,
        seconds: null,
        classes: [{ name: 'Session', count: 1, shallowBytes: 8, retainedBytes: 100 * kib }],
        growth: null,
      },
      'The heap of node (pid 7) holds 7.813 MiB in 1,000 objects.',
    ],
  ] as [string, HeapSnapshots, string][])('says first: %s', (_, taken, expected) => {
    expect(headlineOf(taken)).toBe(expected)
  })

  it('has what grew, what keeps it and what the heap holds, and all of it as data', () => {
    const { data, tables, warnings } = presentHeapSnapshot(
      twice([
        grower(),
        grower({ name: '(string)' }),
        grower({ name: 'Entry', keptBy: { path: 'p', place: 'elsewhere', share: 1 } }),
        grower({ name: 'Date', keptBy: null }),
      ]),
      { subject: 'node (pid 7)', warnings: ['first'] },
    )
    expect(tables.map(({ title, main }) => [title, main])).toEqual([
      ['What grew in 10 s', true],
      ['What keeps it alive', undefined],
      ['What the heap holds, by class', undefined],
    ])
    expect(tables[0]?.rows[0]).toEqual([
      'Session',
      { value: 12, unit: 'count' },
      { value: 2, unit: 'count' },
      { value: 10, unit: 'count' },
      { value: 400, unit: 'bytes' },
      { value: 600 * kib, unit: 'bytes' },
    ])
    expect(tables[1]?.rows).toEqual([
      ['Session', { value: 0.98, unit: 'ratio' }, 'global.cache -> Map[] -> Session'],
      ['Entry', { value: 1, unit: 'ratio' }, 'p'],
    ])
    expect(tables[2]?.rows[1]).toEqual([
      'Session',
      { value: 100, unit: 'count' },
      { value: 4000, unit: 'bytes' },
      { value: 4000 * kib, unit: 'bytes' },
      { value: 0.5, unit: 'ratio' },
    ])
    expect(warnings).toEqual([
      'first',
      'Growth alone is no leak: caches and pools fill up at first. Watch for longer, or once more later, to be sure.',
    ])
    expect(data).toMatchObject({
      subject: 'node (pid 7)',
      seconds: 10,
      snapshots: [
        { standstill: { value: 0.25, unit: 'seconds' } },
        { standstill: { value: 0.5, unit: 'seconds' } },
      ],
      growth: { suspect: 'Session', change: { bytes: { value: 512 * kib, unit: 'bytes' } } },
    })
    expect(data.consumers[1]).toEqual({
      name: 'Session',
      objects: { value: 100, unit: 'count' },
      shallow: { value: 4000, unit: 'bytes' },
      retained: { value: 4000 * kib, unit: 'bytes' },
      retainedShare: { value: 0.5, unit: 'ratio' },
    })
    expect(data.growth?.growers[0]?.keptBy).toEqual({
      path: 'global.cache -> Map[] -> Session',
      share: { value: 0.984, unit: 'ratio' },
    })
  })

  it('has one table where nothing grew, and ten classes at most', () => {
    const many = Array.from({ length: 30 }, (_, index) => ({
      name: `C${index}`,
      count: 1,
      shallowBytes: 1,
      retainedBytes: 1,
    }))
    const { tables, data } = presentHeapSnapshot({ ...twice([], 0), classes: many }, { subject: 'node' })
    expect(tables.map(({ title, main, rows }) => [title, main, rows.length])).toEqual([
      ['What the heap holds, by class', true, 10],
    ])
    expect(data.consumers).toHaveLength(10)
  })

  it('fits 80 columns, however long the names and the ways are', async () => {
    const name = 'AClassWhoseNameIsQuiteLongAsTheyAreInSomeLibraries'.repeat(2)
    const label = name.slice(0, 36)
    const path = `global.${label} -> ${label}.${label} -> ... -> ${label}[] -> ${label}`
    const figures = { count: 12_345_678, bytes: 987_654_321_987 }
    const all = grower({
      name,
      added: figures,
      freed: figures,
      change: figures,
      heldBytes: figures.bytes,
      grownBytes: figures.bytes,
      keptBy: { path, place: path, share: 0.5 },
    })
    const lines = await screenOf(
      presentHeapSnapshot(
        {
          ...twice([all], figures.bytes),
          classes: [
            { name, count: figures.count, shallowBytes: figures.bytes, retainedBytes: figures.bytes },
          ],
        },
        { subject: 'node (pid 4194304)' },
      ),
    )
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
  })
})
