import { type Fact, type ProcessList, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck, type Reading } from '../define-check.ts'
import { percent } from '../words.ts'
import { confirmedByPressure } from './confirmed-by-pressure.ts'
import { type DiskWork, eachDisk, requestsOf } from './each-disk.ts'
import { withHeaviest } from './heaviest.ts'

/** Fewer requests of a kind are no verdict: one may have waited for the disk to wake up. */
const fewestRequests = 10
/** A disk that is busy for less of the time holds nobody up, however slow it is. */
const leastBusy = 0.1

export const diskAwait = defineCheck({
  id: 'disk.await',
  group: 'disk',
  resource: 'disk',
  role: 'saturation',
  title: 'Disk latency',
  meaning:
    'The mean time from a request to its answer, waiting in the queue included, for reads and writes apart; the slower of the two is judged. The limits are those of a rotating disk: one without moving parts is held to half of them. Fewer than 10 requests of a kind are not judged, and a disk that was busy for less than 10 % of the time is only told.',
  reads: '/proc/diskstats',
  source:
    'awesome-prometheus-alerts 100 ms over 2 minutes; glances 10/20/50 ms; half of it without moving parts is a house value',
  needs: ['disks'],
  uses: ['ioPressure', 'processes'],
  rate: { periodSeconds: 120 },
  thresholds: { unit: 'seconds', direction: 'above', warn: 0.02, fail: 0.1 },
  evaluate({ facts, windowSeconds }) {
    return eachDisk(facts.disks, 'No disk answered enough requests to call it slow.', (work) => {
      const readings = [
        ...stuck(work, facts.processes, windowSeconds),
        ...latency(work, work.busySeconds / windowSeconds),
      ]
      return readings.map((reading) => ({
        ...reading,
        ...confirmedByPressure(facts.ioPressure),
        ...withHeaviest(facts.processes, { disk: work.disk.name }),
        instance: work.disk.name,
      }))
    })
  },
  advice: [
    {
      text: 'See which processes read and write.',
      command: 'pidstat -d 1 5',
      risk: 'none',
    },
    {
      text: 'Look at the disk itself: a failing one repeats requests until they succeed.',
      command: 'smartctl -a /dev/{disk}',
      risk: 'none',
    },
    {
      text: 'A volume of a cloud provider may be at its limit of requests a second: compare with what the volume was bought for, and move write-ahead logs to a volume of their own.',
      command: 'iostat -xd 1 5',
      risk: 'none',
    },
  ],
})

function latency(work: DiskWork, busy: number): Reading[] {
  const kinds = [
    { name: 'read', count: work.reads, seconds: work.readSeconds },
    { name: 'write', count: work.writes, seconds: work.writeSeconds },
  ]
    .filter(({ count }) => count >= fewestRequests)
    .map(({ name, count, seconds }) => ({ name, count, mean: seconds / count }))
    .toSorted((a, b) => b.mean - a.mean)
  const [slower] = kinds
  if (slower === undefined) return []
  const isSolid = work.disk.rotational === false
  const means = kinds.map(
    ({ name, count, mean }) => `${told(mean)} for each of ${formatQuantity(count)} ${name}s`,
  )
  return [
    {
      value: isSolid ? slower.mean * 2 : slower.mean,
      because: `${work.disk.name} took ${means.join(' and ')}.${busy < leastBusy ? ` It was busy for only ${percent(busy)} of the time.` : ''}`,
      evidence: {
        ...Object.fromEntries(kinds.map(({ name, mean }) => [`${name} latency`, quantity(mean, 'seconds')])),
        reads: quantity(work.reads, 'count'),
        writes: quantity(work.writes, 'count'),
        busy: quantity(busy, 'ratio'),
        media: mediaOf(work.disk.rotational),
      },
      ...(busy < leastBusy ? { atMost: 'info' } : {}),
    },
  ]
}

/** Requests without an answer. Some kernels forget to count one down: only with a process that waits is it believed. */
function stuck(work: DiskWork, processes: Fact<ProcessList>, windowSeconds: number): Reading[] {
  if (requestsOf(work) > 0 || work.stillInFlight === 0) return []
  const waiting = processes.known ? processes.last.processes.filter(({ state }) => state === 'D').length : 0
  const inFlight = work.stillInFlight === 1 ? 'One request was' : `${work.stillInFlight} requests were`
  return [
    {
      value: null,
      status: waiting > 0 ? 'fail' : 'info',
      because: `${inFlight} in flight at ${work.disk.name}, and none was answered in ${told(windowSeconds)}.`,
      evidence: {
        'in flight': quantity(work.stillInFlight, 'count'),
        answered: quantity(0, 'count'),
        'processes that wait uninterruptibly': quantity(waiting, 'count'),
      },
    },
  ]
}

function told(seconds: number): string {
  return formatQuantity(seconds, 'seconds')
}

function mediaOf(rotational: boolean | null): string {
  if (rotational === null) return 'unknown: held to the limits of a rotating disk'
  return rotational ? 'rotating' : 'without moving parts'
}
