import { describe, expect, it } from 'vitest'
import { foremost } from '../../src/checks/foremost.ts'
import { aProcess } from './process/samples.ts'

describe('the foremost processes', () => {
  const of = (...bytes: number[]) => bytes.map((residentBytes, pid) => aProcess({ pid, residentBytes }))
  const values = (count: number, ...bytes: number[]) =>
    foremost(of(...bytes), count, ({ residentBytes }) => residentBytes).map(({ process, value }) => [
      process.pid,
      value,
    ])

  it('come with the greatest first', () => {
    expect(values(2, 5, 9, 7)).toEqual([
      [1, 9],
      [2, 7],
    ])
  })

  it('are fewer where there are not so many', () => {
    expect(values(5, 3)).toEqual([[0, 3]])
    expect(values(5)).toEqual([])
  })

  it('leave out what measures nothing, less than nothing or is not known', () => {
    expect(values(5, 0, -1, 2)).toEqual([[2, 2]])
    expect(foremost(of(1), 5, () => null)).toEqual([])
    expect(foremost(of(1), 5, () => Number.NaN)).toEqual([])
  })
})
