import { describe, expect, test } from 'vitest'
import { busiest } from '../../../src/monitor/sources/machine/index.ts'

/** A /proc/PID/stat of a process that used so many hundredths of a second. */
function stat(
  pid: number,
  name: string,
  ticks: number,
  { start = pid, pages = 100, flags = 4194560 } = {},
): string {
  return `${pid} (${name}) S 1 1 1 0 -1 ${flags} 1 0 0 0 ${ticks} 0 0 0 20 0 1 0 ${start} 1000000 ${pages} 18446744073709551615 1 1 0 0\n`
}

const commands: Readonly<Record<number, string>> = {
  1: '/sbin/init\0',
  2: '',
  3: 'psql\0postgres://ops:hunter22@db/scans\0',
  4: `node\0${'x'.repeat(300)}\0`,
}

function moment(atSeconds: number, ...texts: readonly string[]) {
  return {
    atSeconds,
    stats: new Map(texts.map((text) => [Number.parseInt(text, 10), text])),
    command: (pid: number) => commands[pid] ?? '',
    pageBytes: 4096,
  }
}

describe('the busiest processes', () => {
  test('are told from the second look on, the busiest first', () => {
    const top = busiest()
    expect(top(moment(10, stat(1, 'init', 100), stat(3, 'psql', 500)))).toBeNull()
    expect(top(moment(14, stat(1, 'init', 110), stat(3, 'psql', 800)))).toMatchObject([
      { pid: 3, name: 'psql', cpuCores: 0.75, residentBytes: 409_600 },
      { pid: 1, name: 'init', cpuCores: 0.025 },
    ])
  })

  test('are ten of all, and of idle ones the largest', () => {
    const top = busiest()
    const all = Array.from({ length: 30 }, (_, index) => stat(index + 1, 'p', 5, { pages: index }))
    top(moment(0, ...all))
    expect(top(moment(5, ...all))?.map(({ pid }) => pid)).toEqual([30, 29, 28, 27, 26, 25, 24, 23, 22, 21])
  })

  test('count all of what one used that began since', () => {
    const top = busiest()
    top(moment(10, stat(1, 'init', 0)))
    expect(top(moment(12, stat(1, 'init', 0), stat(4, 'node', 100, { start: 9000 })))?.[0]).toMatchObject({
      pid: 4,
      cpuCores: 0.5,
    })
  })

  test('tell a process from one that had its number before', () => {
    const top = busiest()
    top(moment(10, stat(4, 'node', 5000)))
    expect(top(moment(12, stat(4, 'node', 50, { start: 9000 })))?.[0]?.cpuCores).toBe(0.25)
  })

  test('do not count the past of one that was only not seen before', () => {
    const top = busiest()
    top(moment(10, stat(4, 'node', 0, { start: 9000 })))
    const [one, other] = top(moment(12, stat(4, 'node', 0, { start: 9000 }), stat(1, 'init', 1e6))) ?? []
    expect([one?.cpuCores, other?.cpuCores]).toEqual([0, 0])
  })

  test('have their command without secrets, kept short; a kernel thread has none', () => {
    const top = busiest()
    const all = [
      stat(2, 'kworker', 9, { flags: 0x208040 }),
      stat(3, 'psql', 8),
      stat(4, 'node', 7),
      stat(5, 'gone', 6),
    ]
    top(moment(0, ...all.map((text) => text.replace(/ [6789] 0 0 0 20/, ' 0 0 0 0 20'))))
    const lines = top(moment(1, ...all)) ?? []
    expect(lines.map(({ command }) => (command.length > 100 ? command.length : command))).toEqual([
      '',
      'psql postgres://ops:***@db/scans',
      200,
      'gone',
    ])
  })

  test('are not told where the machine booted in between', () => {
    const top = busiest()
    top(moment(1000, stat(1, 'init', 5000)))
    expect(top(moment(20, stat(1, 'init', 10)))).toBeNull()
    expect(top(moment(22, stat(1, 'init', 20)))?.[0]?.cpuCores).toBe(0.05)
  })
})
