import { describe, expect, it } from 'vitest'
import { systemFileHandles } from '../../../src/checks/limits/index.ts'
import { aProcess, commands, culprit, finding, listOf } from '../process/samples.ts'

describe('open files of the system', () => {
  it.each([
    [699, 'pass'],
    [700, 'warn'],
    [899, 'warn'],
    [900, 'fail'],
  ])('%d of 1,000 are %s', (allocated, status) => {
    expect(finding(systemFileHandles, { fileHandles: { allocated, maximum: 1000 } }).status).toBe(status)
  })

  it('ranks by the distance to 90 %', () => {
    expect(finding(systemFileHandles, { fileHandles: { allocated: 450, maximum: 1000 } }).index).toBe(0.5)
  })

  it('names the process with the most, which may have been counted of few', () => {
    const known = {
      fileHandles: { allocated: 950, maximum: 1000 },
      processes: listOf(
        aProcess({ openFiles: null }),
        aProcess({ pid: 11, name: 'leak', openFiles: 800 }),
        aProcess({ pid: 12, openFiles: 3 }),
      ),
    }
    expect(finding(systemFileHandles, known)).toMatchObject({
      because:
        '950 of 1,000 file handles are in use (95 %). leak (pid 11) holds the most of those that could be counted, 800.',
      evidence: { 'most open files': 'leak (pid 11): 800' },
    })
    expect(culprit(systemFileHandles, known)).toBe('leak (pid 11)')
  })

  it('names nobody where no process could be counted', () => {
    const known = { fileHandles: { allocated: 950, maximum: 1000 }, processes: listOf(aProcess()) }
    expect(finding(systemFileHandles, known).because).toBe('950 of 1,000 file handles are in use (95 %).')
    expect(culprit(systemFileHandles, known)).toBeNull()
  })

  it('calls 2^63 - 1 unlimited', () => {
    const { status, because } = finding(systemFileHandles, {
      fileHandles: { allocated: 2000, maximum: 2 ** 63 },
    })
    expect(status).toBe('pass')
    expect(because).toBe('2,000 of practically unlimited file handles are in use (0 %).')
  })

  it('does not divide by a limit of 0', () => {
    expect(finding(systemFileHandles, { fileHandles: { allocated: 5, maximum: 0 } }).status).toBe('unknown')
  })

  it('doubles the limit, and goes back to what it was', () => {
    expect(commands(finding(systemFileHandles, { fileHandles: { allocated: 950, maximum: 1000 } }))).toEqual([
      'for d in /proc/[0-9]*/fd; do echo $(ls $d|wc -l) $d; done|sort -rn|head',
      'sysctl -w fs.file-max=2000',
      'echo fs.file-max=2000 > /etc/sysctl.d/90-fs-file-max.conf',
      'rm -f /etc/sysctl.d/90-fs-file-max.conf; sysctl -w fs.file-max=1000',
    ])
  })

  it('is unknown without the file', () => {
    expect(finding(systemFileHandles, {}, { missing: { fileHandles: 'unreadable' } }).status).toBe('unknown')
  })
})
