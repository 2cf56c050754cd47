import { describe, expect, it } from 'vitest'
import { explain } from '../../../src/checks/answer/index.ts'
import { type Check, defineCheck, type Thresholds } from '../../../src/checks/define-check.ts'
import { linesOf, shown } from './hosts.ts'

const check = (about: Partial<Check> = {}): Check => ({
  ...defineCheck({
    id: 'disk.space',
    group: 'disk',
    resource: 'disk',
    role: 'utilization',
    title: 'Disk space',
    meaning: 'How full a filesystem is. A full one stops databases.',
    reads: 'statfs',
    source: 'netdata',
    needs: [],
    thresholds: { unit: 'ratio', direction: 'above', warn: 0.9, fail: 0.98, warnClear: 0.8, failClear: 0.98 },
    evaluate: () => ({ unknown: 'No.' }),
    advice: [
      {
        text: 'Find what is large in {mountPoint}.',
        command: 'du -xh --max-depth=2 {mountPoint}',
        persist: 'echo keep',
        undo: 'echo undo',
        risk: 'data',
      },
      { text: 'Buy a disk.', risk: 'none' },
      { text: 'Reload it.', risk: 'reload' },
      { text: 'Start it again.', risk: 'restart' },
      { text: 'Whatever.' },
    ],
  }),
  ...about,
})
const rows = (about: Partial<Check>, thresholds?: Thresholds) =>
  explain(check(about), thresholds).tables[0]?.rows

describe('the page of a check', () => {
  it('says what it means, when it warns and fails, what it reads and what to do', () => {
    const screen = shown(explain(check()))
    expect(screen).toBe(
      `Disk space (disk.space): How full a filesystem is. A full one stops databases.

Disk check, utilization of disk
What    In words
───────────────────────────────────────────────────
warns   from 90 % on, until it is below 80 %
fails   from 98 % on
reads   statfs
source  netdata
fix     Find what is large in MOUNTPOINT. Risk: data may be lost.
do      du -xh --max-depth=2 MOUNTPOINT
keep    echo keep
undo    echo undo
fix     Buy a disk.
fix     Reload it. Risk: a service reloads.
fix     Start it again. Risk: a service restarts.
fix     Whatever.
`.replace(/─+/, '─'.repeat(65)),
    )
    expect(linesOf(screen).length).toBeLessThanOrEqual(24)
  })

  it('says for how long a rate has to be bad', () => {
    expect(rows({ rate: { periodSeconds: 600 } })?.[2]).toEqual([
      'period',
      "10 min; seen for less it is a warning, unless the kernel's averages agree",
    ])
  })

  it('says from which side a value falls', () => {
    const below: Thresholds = { unit: 'bytes', direction: 'below', warn: 2 ** 30, warnClear: 2 ** 31 }
    expect(rows({}, below)?.slice(0, 2)).toEqual([
      ['warns', 'at 1 GiB and below, until it is above 2 GiB'],
      ['reads', 'statfs'],
    ])
  })

  it('says what is the worst that it can be', () => {
    expect(rows({ worst: 'warn' })?.[2]).toEqual(['at worst', 'warn'])
  })

  it('says of a check without limits how it is judged', () => {
    const { thresholds: _, ...bare } = check()
    expect(explain(bare).tables[0]?.rows[0]).toEqual([
      'judged',
      'by what is found, not by a number; fail at worst',
    ])
    expect(explain({ ...bare, worst: 'info' }).tables[0]?.rows[0]?.[1]).toContain('info at worst')
    expect(explain(bare).data.thresholds).toBeNull()
  })

  it('says of a setting that it does not rank', () => {
    expect(explain(check({ role: 'config', group: 'cpu' })).tables[0]?.title).toBe(
      'CPU check, a setting: it is never called the bottleneck',
    )
  })

  it('has the limits in force in its data', () => {
    const changed: Thresholds = { unit: 'ratio', direction: 'above', warn: 0.5 }
    expect(explain(check(), changed).data).toMatchObject({
      id: 'disk.space',
      thresholds: changed,
      periodSeconds: null,
      worst: 'fail',
      advice: [{ command: 'du -xh --max-depth=2 MOUNTPOINT' }, {}, {}, {}, {}],
    })
    expect(explain(check({ rate: { periodSeconds: 60 } })).data.periodSeconds).toBe(60)
  })
})
