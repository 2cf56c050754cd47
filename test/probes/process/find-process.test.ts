import { describe, expect, it } from 'vitest'
import { findProcess } from '../../../src/probes/process/find-process.ts'
import { type LiteralFile, literalFiles } from '../../worlds.ts'
import { procFiles } from './literal-proc.ts'

const process = (pid: number, name: string, command: string[]) => ({
  [`/proc/${pid}/comm`]: `${name}\n`,
  [`/proc/${pid}/cmdline`]: command.join('\0'),
})
const find = (target: string, ...processes: Record<string, LiteralFile>[]) =>
  findProcess(
    { files: literalFiles(Object.assign({ '/proc/self/stat': '99 (node) R 1' }, ...processes)) },
    target,
  )
const failing = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (error) {
    return error
  }
}

describe('a process is found', () => {
  it('by its number', () => {
    expect(find('7', procFiles({}))).toBe(7)
    expect(find('007', procFiles({}))).toBe(7)
  })

  it('by what the kernel, its program or its script is called', () => {
    const one = process(7, 'python3', ['/usr/bin/python3', '/usr/bin/gunicorn', 'app'])
    const other = process(8, 'vim', ['vim', 'gunicorn'])
    expect(find('gunicorn', one, other)).toBe(7)
    expect(find('vim', one, other)).toBe(8)
  })

  it('but not we ourselves, whose command line holds the name', () => {
    expect(find('node', process(99, 'node', ['node', 'lewis-perf']), process(100, 'node', ['node']))).toBe(
      100,
    )
  })

  it('where its command line may not be read', () => {
    expect(find('x', { '/proc/7/comm': 'x\n', '/proc/7/cmdline': { missing: 'denied' } })).toBe(7)
  })

  it('where the status may not be read', () => {
    expect(find('7', { '/proc/7/stat': '7 (a) S 1' })).toBe(7)
  })
})

describe('no process', () => {
  it('of a number', () => {
    expect(failing(() => find('8', procFiles({})))).toMatchObject({
      sentence: 'There is no process 8.',
      hint: 'List the processes with ps -e.',
      exitCode: 2,
    })
  })

  it('but a thread is a hint at its process', () => {
    const thread = { '/proc/12/stat': '12 (a) S', '/proc/12/status': 'Name:\ta\nTgid:\t7\nPid:\t12\n' }
    expect(failing(() => find('12', thread))).toMatchObject({
      sentence: '12 is a thread of process 7.',
      hint: 'Give the process: 7.',
    })
  })

  it('of a name offers the nearest', () => {
    expect(failing(() => find('gunicron', process(7, 'gunicorn', ['gunicorn'])))).toMatchObject({
      sentence: 'No process is called "gunicron".',
      hint: 'Did you mean gunicorn?',
      exitCode: 2,
    })
    expect(failing(() => find('zzz', process(7, 'gunicorn', ['gunicorn'])))).toMatchObject({
      hint: 'Give a process id or an exact name; ps -e lists them.',
    })
  })

  it('where /proc cannot be listed', () => {
    expect(failing(() => find('x'))).toMatchObject({ sentence: 'No process is called "x".' })
  })
})

describe('several processes of a name', () => {
  it('are listed with their masked commands', () => {
    const one = process(12, 'app', ['/usr/bin/app', '--password', 'hunter2'])
    const two = process(9, 'app', [])
    expect(failing(() => find('app', one, two))).toMatchObject({
      sentence: '2 processes are called app: 9 (app), 12 (/usr/bin/app --password ***).',
      hint: 'Give one by its process id: lewis-perf diagnose process 9.',
      exitCode: 2,
    })
  })

  it('are at most ten, their commands cut short and without line breaks', () => {
    const many = Array.from({ length: 12 }, (_, index) =>
      process(index + 1, 'app', [`/a\n${'b'.repeat(80)}`, 'x']),
    )
    const { sentence } = Object(failing(() => find('app', ...many)))
    expect(sentence).toMatch(/^12 processes are called app: 1 \(\/a b{54}\.\.\.\), .*10 \(.*\) and 2 more\.$/)
    expect(sentence).not.toContain('11 (')
  })
})
