import { describe, expect, it } from 'vitest'
import { displayWidth } from '../../../src/report/display-width.ts'
import { judged } from '../ranking/samples.ts'
import { answerFor, everyCheck, host, linesOf, shown } from './hosts.ts'

const longReason =
  'This is a very long explanation of what was seen, with figures such as 85 % and 12.5 ms, and with more words than anybody wants to read at night. '.repeat(
    3,
  )
const longCommand =
  'find /var/lib -xdev -type f -size +100M -printf "%s %p\\n" | sort -n | tail -n 20 | cut -c1-200 | less'
const eightBad = ['cpu.a', 'mem.a', 'disk.a', 'net.a', 'lim.a', 'proc.a', 'krn.a', 'clk.a'].map((id, index) =>
  judged({
    id,
    status: index % 3 === 0 ? 'fail' : 'warn',
    index: 1.5,
    because: longReason,
    command: longCommand,
    culprit: 'postgres: autovacuum worker of a database with a long name (pid 12345)',
    ...(index % 2 === 0 ? {} : { instance: '/var/lib/docker/overlay2' }),
  }),
)
const manyUnknown = everyCheck((index) => ({
  status: index % 4 === 0 ? 'pass' : 'unknown',
  because:
    [
      '/proc/pressure/cpu is not there.',
      'A rate needs two samples, and there is one: leave out --quick.',
      '/dev/kmsg may not be read by this user: run as root to see it.',
      'The sysctls say something that nobody has ever heard of before in all these years.',
      '/proc/stat cannot be read.',
    ][index % 5] ?? '',
}))
const partial = {
  complete: false,
  problems: [`The connection ended after 1.2 s: ${longReason}`, 'And another problem.'],
}

const machines = {
  'a healthy one': host('web1', everyCheck()),
  'one with eight bad findings and long texts': host('web1', [...everyCheck(), ...eightBad]),
  'the same, read only in part': host('web1', [...everyCheck(), ...eightBad], partial),
  'the same, with a long name': host(
    'web1.production.eu-central-1.example.com',
    [...everyCheck(), ...eightBad],
    partial,
  ),
  'one with many unknowns': host('web1', manyUnknown),
  'one with many unknowns and eight bad findings': host('web1', [...manyUnknown, ...eightBad], partial),
  'one of which nothing is known': host(
    'web1',
    everyCheck(() => ({ status: 'unknown', because: longReason })),
  ),
  'one with long commands without blanks': host('web1', [
    judged({ id: 'cpu.a', status: 'fail', because: 'x'.repeat(300), command: 'y'.repeat(300) }),
  ]),
}

describe('the screen of', () => {
  it.each(Object.entries(machines))('%s fits 80 columns and 24 lines', (_, machine) => {
    const lines = linesOf(shown(answerFor([machine])))
    expect(lines.filter((line) => displayWidth(line) > 80)).toEqual([])
    expect(lines.length).toBeLessThanOrEqual(24)
  })

  it.each(Object.entries(machines))('%s fits in ASCII', (_, machine) => {
    const lines = linesOf(shown(answerFor([machine]), { unicode: false }))
    expect(lines.filter((line) => line.length > 80)).toEqual([])
    expect(lines.length).toBeLessThanOrEqual(24)
  })

  it('a healthy machine says so, group by group, with its cost', () => {
    expect(shown(answerFor([host('web1', everyCheck())]))).toBe(
      `web1 is fine: 77 checks found nothing wrong.

Cost: 3.1 s, 412 files, ran systemctl, timedatectl, chronyc.
Checked    Result
──────────────────
CPU        13 fine
Memory     13 fine
Disk       12 fine
Network    16 fine
Limits     3 fine
Clock      3 fine
Kernel     3 fine
Process    4 fine
Container  4 fine
Node       6 fine
`,
    )
  })

  it('a sick machine has the verdict, the top three with a command each, and the groups', () => {
    const bad = [
      judged({
        id: 'cpu.run-queue',
        status: 'fail',
        index: 1.9,
        because: '14 threads ran or waited on 4 CPUs.',
        culprit: 'stress-ng (pid 123)',
        command: 'ps -eo pid,pcpu,comm --sort=-pcpu | head',
      }),
      judged({ id: 'cpu.pressure', index: 1.2, because: 'Threads waited for 32 % of the last minute.' }),
      judged({
        id: 'disk.space',
        role: 'utilization',
        instance: '/var',
        index: 1,
        because: '/var is 91 % full.',
      }),
      judged({
        id: 'mem.thp',
        role: 'config',
        because: 'Huge pages are always on.',
        command: 'echo madvise',
      }),
    ]
    const screen = shown(answerFor([host('web1', [...everyCheck(), ...bad])]))
    expect(screen).toBe(
      `web1: CPU is the likely bottleneck: 14 threads ran or waited on 4 CPUs; culprit
stress-ng (pid 123); confidence medium (2 facts agree).

fail: Title of cpu.run-queue
  14 threads ran or waited on 4 CPUs.
  do: ps -eo pid,pcpu,comm --sort=-pcpu | head
warn: Title of disk.space [/var]
  /var is 91 % full.
warn: Title of cpu.pressure
  Threads waited for 32 % of the last minute.

Cost: 3.1 s, 412 files, ran systemctl, timedatectl, chronyc. 1 more with --all.
Checked    Result
──────────────────────────────────
CPU        13 fine, 1 fail, 1 warn
Memory     13 fine, 1 warn
Disk       12 fine, 1 warn
Network    16 fine
Limits     3 fine
Clock      3 fine
Kernel     3 fine
Process    4 fine
Container  4 fine
Node       6 fine
`,
    )
  })

  it('eight long findings still shows three of them, two groups beside each other, and where to read on', () => {
    const screen = shown(answerFor([machines['one with eight bad findings and long texts']]))
    expect(screen.match(/^(fail|warn): /gm)).toHaveLength(3)
    expect(screen.match(/^ {2}do: lewis-perf explain (cpu|net|krn)\.a$/gm)).toHaveLength(3)
    expect(screen).toContain('5 more with --all.')
    expect(screen).toMatch(/^Checked +Result +Checked +Result$/m)
  })
})

describe('what the small screen cuts', () => {
  const outcome = answerFor([machines['one with eight bad findings and long texts']])

  it('is whole in the evidence and in the further advice', () => {
    expect(outcome.findings[0]?.evidence['in full']).toBe(longReason)
    expect(outcome.data.furtherAdvice['cpu.a']).toEqual([{ text: 'Look closer.', command: longCommand }])
  })

  it('is shown with --all and with --verbose', () => {
    for (const options of [
      { all: true, verbose: false, quick: false },
      { all: false, verbose: true, quick: false },
    ]) {
      const whole = answerFor([machines['one with eight bad findings and long texts']], { options })
      expect(whole.findings.filter(({ detail }) => detail)).toEqual([])
      expect(whole.findings[0]).toMatchObject({ because: longReason, advice: [{ command: longCommand }] })
      expect(whole.data.furtherAdvice).toEqual({})
    }
  })

  it('keeps every finding as a detail', () => {
    expect(outcome.findings).toHaveLength(85)
    expect(outcome.findings.filter(({ detail }) => detail !== true)).toHaveLength(3)
  })
})
