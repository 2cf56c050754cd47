import { describe, expect, it } from 'vitest'
import { diffResults } from '../../../src/checks/answer/index.ts'
import { envelope } from '../../report/envelopes.ts'

describe('figures', () => {
  const figures = (values: Record<string, number>, host = 'web1') => ({
    hosts: [host],
    figures: {
      [host]: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, { value, unit: 'ratio' }]),
      ),
    },
  })
  const compare = (before: unknown, after: unknown) =>
    diffResults(
      envelope({ command: 'diagnose', data: before }),
      envelope({ command: 'diagnose', data: after }),
      {},
    )

  it('are compared by name, those that changed most first', () => {
    const { data, tables } = compare(
      figures({ cpuUse: 0.2, diskUse: 0.5, swapUse: 0, ioPressure: 0.1 }),
      figures({ cpuUse: 0.3, diskUse: 0.51, swapUse: 0.1, memoryUse: 0.4 }),
    )
    expect(
      data.figures.map(({ figure, was, now, change }) => [
        figure,
        was?.value ?? null,
        now?.value ?? null,
        change,
      ]),
    ).toEqual([
      ['cpuUse', 0.2, 0.3, expect.closeTo(0.5)],
      ['diskUse', 0.5, 0.51, expect.closeTo(0.02)],
      ['swapUse', 0, 0.1, null],
      ['memoryUse', null, 0.4, null],
      ['ioPressure', 0.1, null, null],
    ])
    expect(tables.map(({ title, rows, detail }) => [title, rows.length, detail ?? false])).toEqual([
      ['Figures that changed most', 1, false],
      ['All figures', 5, true],
    ])
    expect(tables[0]?.rows[0]).toEqual([
      'CPU use',
      { value: 0.2, unit: 'ratio' },
      { value: 0.3, unit: 'ratio' },
      '+50 %',
    ])
  })

  it('that fell have a minus', () => {
    expect(compare(figures({ cpuUse: 0.4 }), figures({ cpuUse: 0.3 })).tables[0]?.rows[0]?.at(-1)).toBe(
      '-25 %',
    )
  })

  it('show six at most', () => {
    const many = (value: number) =>
      figures(Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`f${index}`, value])))
    expect(compare(many(1), many(2)).tables[0]?.rows).toHaveLength(6)
  })

  it('of several hosts are told apart, also of one that is gone', () => {
    const both = (a: number, b: number) => ({
      figures: { a: { cpuUse: { value: a, unit: 'ratio' } }, b: { cpuUse: { value: b, unit: 'ratio' } } },
    })
    const { data, tables } = compare(both(0.1, 0.2), both(0.1, 0.4))
    expect(data.figures.map(({ host, change }) => [host, change])).toEqual([
      ['b', 1],
      ['a', 0],
    ])
    expect(tables[0]?.columns[0]).toEqual({ key: 'host', title: 'Host' })
    expect(
      compare(both(0.1, 0.2), figures({ cpuUse: 0.1 }, 'a')).data.figures.map(({ host }) => host),
    ).toEqual(['a', 'b'])
  })

  it('of one host each are compared where it was renamed, which is said', () => {
    const { data, warnings } = compare(figures({ cpuUse: 0.1 }, 'old'), figures({ cpuUse: 0.2 }, 'new'))
    expect(data.figures).toMatchObject([{ host: 'new', change: 1 }])
    expect(warnings).toEqual(['The results are of different hosts: old and then new.'])
  })

  it.each([
    null,
    3,
    { figures: 3 },
    { figures: { a: null } },
    { figures: { a: { b: { value: '1', unit: 'x' }, c: 1 } } },
  ])('are left out of damaged data %j', (data) => {
    expect(compare(data, data).data.figures).toEqual([])
  })

  it('of another unit are not put into a ratio', () => {
    const other = { figures: { web1: { cpuUse: { value: 20, unit: 'count' } } }, hosts: ['web1'] }
    expect(compare(figures({ cpuUse: 0.2 }), other).data.figures[0]?.change).toBeNull()
  })
})
