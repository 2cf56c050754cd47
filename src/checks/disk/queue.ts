import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'
import { confirmedByPressure } from './confirmed-by-pressure.ts'
import { eachDisk, meanSeconds, requestsOf } from './each-disk.ts'
import { withHeaviest } from './heaviest.ts'

/** A device that answers sooner works through its queue in parallel. */
const fastSeconds = 0.001

export const diskQueue = defineCheck({
  id: 'disk.queue',
  group: 'disk',
  resource: 'disk',
  role: 'saturation',
  title: 'Disk queue',
  meaning:
    'How many requests a disk had at a time, on average: those that it served and those that waited. A long queue means that more is asked than the disk does; one that still answers within 1 ms works through it in parallel, and that is only told.',
  reads: '/proc/diskstats',
  source: 'node_exporter mixin 10 over 30 minutes; Brendan Gregg 1 as a hint',
  needs: ['disks'],
  uses: ['ioPressure', 'processes'],
  rate: { periodSeconds: 1800 },
  thresholds: { unit: 'count', direction: 'above', warn: 10 },
  worst: 'warn',
  evaluate({ facts, windowSeconds }) {
    return eachDisk(facts.disks, 'No disk had a request.', (work) => {
      if (requestsOf(work) === 0 && work.stillInFlight === 0) return []
      const queue = work.queueSeconds / windowSeconds
      const mean = meanSeconds(work)
      const isFast = mean !== null && mean < fastSeconds
      const { name } = work.disk
      const latency = mean === null ? '' : `, each answered after ${formatQuantity(mean, 'seconds')}`
      return [
        {
          instance: name,
          value: queue,
          because: `${name} had ${formatQuantity(Math.round(queue * 10) / 10)} requests at a time${latency}.`,
          evidence: {
            'mean queue': quantity(queue, 'count'),
            requests: quantity(requestsOf(work) / windowSeconds, 'per-second'),
            ...(mean === null ? {} : { latency: quantity(mean, 'seconds') }),
          },
          ...(isFast ? { atMost: 'info' } : {}),
          ...confirmedByPressure(facts.ioPressure),
          ...withHeaviest(facts.processes, { disk: name }),
        },
      ]
    })
  },
  advice: [
    { text: 'See which processes read and write.', command: 'pidstat -d 1 5', risk: 'none' },
    {
      text: 'Let batch work and backups wait for others: give the process that causes it the idle class.',
      command: 'ionice -c 3 -p {pid}',
      undo: 'ionice -c 0 -p {pid}',
      risk: 'none',
    },
  ],
})
