import { quantity, type RaidArray } from '../../core/index.ts'
import { defineCheck, type Reading } from '../define-check.ts'

export const diskRaid = defineCheck({
  id: 'disk.raid',
  group: 'disk',
  resource: 'disk',
  role: 'errors',
  title: 'RAID arrays',
  meaning:
    'Whether every software RAID array has all its members. A degraded array works on, slower, and the next disk that fails may take the data with it.',
  reads: '/proc/mdstat, /sys/block/md*/md/degraded',
  source: 'node_exporter mixin, critical after 15 minutes; netdata',
  needs: ['raidArrays'],
  absentMeans: 'There is no software RAID here.',
  evaluate({ facts }) {
    return facts.raidArrays.last.map(arrayReading)
  },
  advice: [
    { text: 'See which member is missing.', command: 'mdadm --detail /dev/{array}', risk: 'none' },
    {
      text: 'Replace a failed member, then add the new disk; the array rebuilds by itself, which loads the other disks.',
      command: 'mdadm --manage /dev/{array} --remove failed',
      risk: 'data',
    },
    { text: 'Watch the rebuild.', command: 'cat /proc/mdstat', risk: 'none' },
  ],
})

function arrayReading(array: RaidArray): Reading {
  const { name, level, present, wanted, failed } = array
  return {
    instance: name,
    value: null,
    ...judgementOf(array),
    evidence: {
      level: level ?? 'unknown',
      ...(present === null ? {} : { members: quantity(present, 'count') }),
      ...(wanted === null ? {} : { 'members wanted': quantity(wanted, 'count') }),
      ...(failed.length === 0 ? {} : { failed: failed.join(', ') }),
    },
    culprit: name,
    names: { array: name },
  }
}

function judgementOf({
  name,
  active,
  present,
  wanted,
  failed,
}: RaidArray): Pick<Reading, 'status' | 'because'> {
  const lost = failed.length === 0 ? '' : `, ${failed.join(' and ')} failed`
  if (present !== null && wanted !== null && present < wanted)
    return {
      status: 'fail',
      because: `${name} is degraded: ${present} of ${wanted} members are there${lost}.`,
    }
  if (!active)
    return { status: 'warn', because: `${name} is not active: its members were not put together${lost}.` }
  if (failed.length > 0)
    return {
      status: 'warn',
      because: `${name} works with all its members${lost}: remove and replace what failed.`,
    }
  return { status: 'pass', because: `${name} has all its members.` }
}
