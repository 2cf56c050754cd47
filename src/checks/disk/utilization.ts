import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'
import { percent } from '../words.ts'
import { type DiskWork, eachDisk, isRotating, meanSeconds, requestsOf } from './each-disk.ts'
import { withHeaviest } from './heaviest.ts'

const slowSeconds = 0.02
const longQueue = 1

export const diskUtil = defineCheck({
  id: 'disk.util',
  group: 'disk',
  resource: 'disk',
  role: 'utilization',
  title: 'Disk use',
  meaning:
    'The share of the time in which a disk had at least one request. Only a single rotating disk is at its limit then, and only where requests also wait (20 ms or longer, or more than one at a time): SSDs, virtual disks, arrays and volumes serve many at once, so there it is only told.',
  reads: '/proc/diskstats',
  source:
    'netdata 98 % over 10 minutes; awesome-prometheus-alerts 80 %; Brendan Gregg 60 %; iostat(1) on SSD and RAID',
  needs: ['disks'],
  uses: ['processes'],
  rate: { periodSeconds: 600 },
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.8, warnClear: 0.69 },
  worst: 'warn',
  evaluate({ facts, windowSeconds, thresholds }) {
    return eachDisk(facts.disks, 'No disk had a request.', (work) => {
      if (requestsOf(work) === 0 && work.stillInFlight === 0) return []
      const busy = Math.min(1, work.busySeconds / windowSeconds)
      const queue = work.queueSeconds / windowSeconds
      const mean = meanSeconds(work)
      const waits = queue > longQueue || (mean ?? 0) >= slowSeconds
      const isLimit = isRotating(work.disk) && !isCombined(work) && waits
      const isHigh = busy >= (thresholds.warn ?? 1)
      const { name } = work.disk
      return [
        {
          instance: name,
          value: busy,
          because: `${name} had requests for ${percent(busy)} of the time.${isHigh && !isLimit ? ` ${reason(work)}` : ''}`,
          evidence: {
            busy: quantity(busy, 'ratio'),
            'mean queue': quantity(queue, 'count'),
            ...(mean === null ? {} : { latency: quantity(mean, 'seconds') }),
          },
          ...(isLimit ? {} : { atMost: 'info' }),
          ...withHeaviest(facts.processes, { disk: name }),
        },
      ]
    })
  },
  advice: [
    {
      text: 'See how long requests wait and how many at a time.',
      command: 'iostat -xd 1 5 {disk}',
      risk: 'none',
    },
    { text: 'See which processes read and write.', command: 'pidstat -d 1 5', risk: 'none' },
  ],
})

function reason(work: DiskWork): string {
  if (isCombined(work)) return 'That is no limit for an array or a volume, which serves many at once.'
  if (!isRotating(work.disk))
    return 'That is no limit for a disk without moving parts or a virtual one, which serve many at once.'
  const mean = meanSeconds(work)
  return `Nothing waits long for it${mean === null ? '' : `: a request took ${formatQuantity(mean, 'seconds')}`}.`
}

/** md and dm devices spread requests over the disks below them. */
function isCombined({ disk }: DiskWork): boolean {
  return /^(md|dm-)\d/.test(disk.name)
}
