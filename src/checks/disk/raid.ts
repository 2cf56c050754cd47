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

function arrayReading({ name, level, active, present, wanted, failed }: RaidArray): Reading {
  const missing = present === null || wanted === null ? 0 : Math.max(0, wanted - present)
  const evidence = {
    level: level ?? 'unknown',
    ...(present === null ? {} : { members: quantity(present, 'count') }),
    ...(wanted === null ? {} : { 'members wanted': quantity(wanted, 'count') }),
    ...(failed.length === 0 ? {} : { failed: failed.join(', ') }),
  }
  const [status, because] = judgement()
  return { instance: name, value: null, status, because, evidence, culprit: name, names: { array: name } }

  function judgement(): [Reading['status'] & string, string] {
    if (missing > 0)
      return ['fail', `${name} is degraded: ${present} of ${wanted} members are there${failedWords(failed)}.`]
    if (!active) return ['warn', `${name} is not active: its members were found, but not put together.`]
    if (failed.length > 0)
      return ['warn', `${name} has all its members again${failedWords(failed)}: remove and replace it.`]
    return ['pass', `${name} has all its members.`]
  }
}

function failedWords(failed: readonly string[]): string {
  return failed.length === 0 ? '' : `, ${failed.join(' and ')} failed`
}
