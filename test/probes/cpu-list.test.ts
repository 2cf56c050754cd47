import { describe, expect, it } from 'vitest'
import { parseCpuList } from '../../src/probes/cpu-list.ts'

describe('a kernel CPU list', () => {
  it.each([
    ['0', [0]],
    ['0-3\n', [0, 1, 2, 3]],
    ['0-1,3,8-9', [0, 1, 3, 8, 9]],
    ['1-5,8-10', [1, 2, 3, 4, 5, 8, 9, 10]],
    ['0-9:2/4', [0, 1, 4, 5, 8, 9]],
    ['0-7:1/3', [0, 3, 6]],
    ['0-2,1-3', [0, 1, 2, 3]],
    ['', []],
    ['\n', []],
  ])('%j names the CPUs %j', (text, cpus) => {
    expect([...(parseCpuList(text) ?? ['none'])]).toEqual(cpus)
  })

  it('counts half of 1024 CPUs in a stride', () => {
    expect(parseCpuList('0-1023:2/4')?.size).toBe(512)
  })

  it.each([
    '3-1',
    '-1',
    '0-',
    'a',
    '0-3:0/4',
    '0-3:5/4',
    '0-3:1/0',
    '0,,1',
    '0-4294967295',
    '0x3',
    '1.5',
    '0-65535,0-65535',
  ])('%j is refused', (text) => {
    expect(parseCpuList(text)).toBeNull()
  })
})
