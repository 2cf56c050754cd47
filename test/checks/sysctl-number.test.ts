import { describe, expect, it } from 'vitest'
import { sysctlNumber } from '../../src/checks/sysctl-number.ts'

describe('a setting as a number', () => {
  it.each([
    ['32768\n', 32768],
    [' 0 ', 0],
    ['', null],
    ['-1', null],
    ['1.5', null],
    ['4 5 6', null],
    ['9'.repeat(21), null],
  ])('%j is %s', (text, number) => {
    expect(sysctlNumber({ 'kernel.pid_max': text }, 'kernel.pid_max')).toBe(number)
  })

  it('is null where it was not read, whatever its name', () => {
    expect(sysctlNumber({}, 'kernel.pid_max')).toBeNull()
    expect(sysctlNumber({}, 'constructor')).toBeNull()
    expect(sysctlNumber(null, 'kernel.pid_max')).toBeNull()
  })
})
