import { describe, expect, it } from 'vitest'
import {
  type ExitCode,
  exitCodeOf,
  type Finding,
  type Status,
  worstExitCode,
  worstStatus,
} from '../../src/core/index.ts'

const findings = (...statuses: Status[]): Finding[] =>
  statuses.map((status) => ({ id: 'x', title: 'X', status, because: 'it is so', evidence: {} }))

describe('the exit code of several results', () => {
  it.each<[ExitCode[], ExitCode]>([
    [[], 0],
    [[0, 0], 0],
    [[0, 4], 4],
    [[4, 3], 3],
    [[3, 1], 1],
    [[1, 2], 2],
    [[2, 130], 130],
    [[0, 4, 3, 1, 2, 130], 130],
    [[4, 0], 4],
  ])('%j is %d', (codes, expected) => {
    expect(worstExitCode(codes)).toBe(expected)
  })
})

describe('the status of several findings', () => {
  it.each<[Status[], Status]>([
    [[], 'pass'],
    [['pass'], 'pass'],
    [['pass', 'info'], 'info'],
    [['info', 'warn'], 'warn'],
    [['warn', 'fail', 'pass'], 'fail'],
    [['unknown', 'warn'], 'warn'],
    [['not-applicable'], 'pass'],
  ])('%j is %s', (statuses, expected) => {
    expect(worstStatus(findings(...statuses))).toBe(expected)
  })
})

describe('the exit code of findings', () => {
  it.each<[Status[], boolean, ExitCode]>([
    [[], false, 0],
    [['pass', 'info'], true, 0],
    [['warn'], false, 0],
    [['warn'], true, 1],
    [['fail', 'warn'], false, 1],
    [['fail'], true, 1],
    [['unknown'], true, 0],
  ])('%j with strict %s is %d', (statuses, strict, expected) => {
    expect(exitCodeOf(findings(...statuses), strict)).toBe(expected)
  })
})
