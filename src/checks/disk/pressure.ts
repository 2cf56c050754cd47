import { type Pressure, quantity } from '../../core/index.ts'
import { defineCheck, type Reading, type Thresholds } from '../define-check.ts'
import { percent } from '../words.ts'
import { withHeaviest } from './heaviest.ts'

export const diskPressure = defineCheck({
  id: 'disk.pressure',
  group: 'disk',
  resource: 'disk',
  role: 'saturation',
  title: 'Disk pressure',
  meaning:
    'The share of the last 10 seconds in which some task waited for a disk, as the kernel measures it, for the whole machine and for our own cgroup. Time in which all tasks waited at once, now and over the last minute, counts double. It fails only where the average of the last minute agrees.',
  reads: '/proc/pressure/io, cg/io.pressure',
  source: 'some 5 % from published experience; some 20 % and full 10 % are house values',
  needs: [],
  uses: ['ioPressure', 'ownCgroup', 'processes'],
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.05, fail: 0.2 },
  evaluate({ facts, thresholds }) {
    const cgroup = facts.ownCgroup.known ? facts.ownCgroup.last : null
    const own = cgroup === null || cgroup.path === '/' ? null : cgroup.pressure.io
    const readings = [
      ...(facts.ioPressure.known
        ? [reading('host', 'On this machine', facts.ioPressure.last, thresholds)]
        : []),
      ...(own === null ? [] : [reading('own cgroup', `In the cgroup ${cgroup?.path}`, own, thresholds)]),
    ]
    if (readings.length === 0) {
      return {
        unknown: `${facts.ioPressure.path} is not told: the kernel is older than 4.20, or was started without psi=1.`,
      }
    }
    return readings.map((one) => ({ ...one, ...withHeaviest(facts.processes, {}) }))
  },
  advice: [
    { text: 'See which processes read and write.', command: 'pidstat -d 1 5', risk: 'none' },
    { text: 'See which disk it is.', command: 'iostat -xd 1 5', risk: 'none' },
    {
      text: 'Let batch work and backups wait for others: give the process that causes it the idle class.',
      command: 'ionice -c 3 -p {pid}',
      undo: 'ionice -c 0 -p {pid}',
      risk: 'none',
    },
  ],
})

function reading(instance: string, where: string, { some, full }: Pressure, { fail }: Thresholds): Reading {
  // All tasks waiting is twice as bad, but only while it lasts: an old spell alone is no reason to warn.
  const lasting = full === null ? 0 : Math.min(full.avg10, full.avg60)
  const aMinute = Math.max(some.avg60, 2 * (full?.avg60 ?? 0))
  const confirms = fail !== undefined && aMinute >= fail
  const all = full === null ? '' : `, and all of them ${percent(full.avg60)} of the last minute`
  return {
    instance,
    value: Math.max(some.avg10, 2 * lasting),
    because: `${where}, tasks waited for a disk ${percent(some.avg10)} of the last 10 seconds${all}. It is ${trend(some.avg10, some.avg300)}: ${percent(some.avg300)} over the last 5 minutes.`,
    evidence: {
      'some, 10 s': quantity(some.avg10, 'ratio'),
      'some, 60 s': quantity(some.avg60, 'ratio'),
      'some, 300 s': quantity(some.avg300, 'ratio'),
      ...(full === null
        ? {}
        : { 'full, 10 s': quantity(full.avg10, 'ratio'), 'full, 60 s': quantity(full.avg60, 'ratio') }),
    },
    ...(confirms ? {} : { atMost: 'warn' }),
  }
}

/** The last 10 seconds against the last 5 minutes. */
function trend(now: number, before: number): 'rising' | 'steady' | 'falling' {
  if (now > before * 1.25 + 0.01) return 'rising'
  return now < before * 0.75 - 0.01 ? 'falling' : 'steady'
}
