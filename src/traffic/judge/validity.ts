import { hdrPercentiles } from '../../metrics/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { LoadRun } from '../run.ts'
import { shareDoubts } from './share-doubts.ts'
import { countsOf, imbalances, latenciesOf } from './totals.ts'

/** Whether the numbers are those of the target, or of the generator too. */
export interface Validity {
  verdict: 'valid' | 'suspect' | 'invalid'
  /** Sentences, the gravest first; empty where it is valid. */
  reasons: string[]
}

interface Doubt {
  verdict: 'suspect' | 'invalid'
  reason: string
}

/** The generator is late in the ordinary: a part of the median latency, but no less than what timers and the scheduler cost. */
const lateShare = 0.1
const lateSeconds = 0.002
/** So late that latencies are more its own than the target's. */
const uselessSeconds = 0.01
/** It stood still once. */
const stallSeconds = 0.1
/** A thread that works so much of its time makes its answers wait. */
const busyShare = 0.9
/** Less of what was planned than this was sent. */
const leastSent = 0.99

/**
 * Judges a run by what its own generator did. That a target is slow or refuses is no fault of a run: it shows as requests in flight, and
 * those are no reason here.
 */
export function judgeValidity(run: LoadRun): Validity {
  const doubts = [
    ...accountDoubts(run),
    ...shareDoubts(run),
    ...limitDoubts(run),
    ...lagDoubts(run),
    ...busyDoubts(run),
  ]
  const invalid = doubts.filter(({ verdict }) => verdict === 'invalid')
  return {
    verdict: invalid.length > 0 ? 'invalid' : doubts.length > 0 ? 'suspect' : 'valid',
    reasons: [...invalid, ...doubts.filter(({ verdict }) => verdict === 'suspect')].map(
      ({ reason }) => reason,
    ),
  }
}

function accountDoubts({ tally }: LoadRun): Doubt[] {
  return imbalances(tally).map((reason) => ({ verdict: 'invalid', reason }))
}

function limitDoubts({ tally, plan }: LoadRun): Doubt[] {
  const { planned, failed, unsentBy } = countsOf(tally)
  const doubts: Doubt[] = []
  const descriptors = failed['file-descriptors'] ?? 0
  if (descriptors > 0)
    doubts.push({
      verdict: 'invalid',
      reason: `This machine let ${formatQuantity(descriptors)} connections not be opened, for too few file descriptors: raise ulimit -n.`,
    })
  const ports = failed['ports-exhausted'] ?? 0
  if (ports > 0)
    doubts.push({
      verdict: 'invalid',
      reason: `This machine ran out of local ports ${formatQuantity(ports)} times: keep connections alive, or widen net.ipv4.ip_local_port_range.`,
    })
  const missed = unsentBy['not-reached'] ?? 0
  if (missed > planned * (1 - leastSent))
    doubts.push({
      verdict: 'invalid',
      reason: `The generator did not come to ${formatQuantity(missed)} of ${formatQuantity(planned)} requests: ask for a lower rate, or add --workers.`,
    })
  const waiting = unsentBy['no-free-connection'] ?? 0
  if (waiting > 0)
    doubts.push({
      verdict: 'suspect',
      reason: `${formatQuantity(waiting)} requests found all ${formatQuantity(plan.connections)} connections taken until they were given up: the target is slower than that many can carry; raise --connections if it may have more.`,
    })
  return doubts
}

function lagDoubts({ tally }: LoadRun): Doubt[] {
  const wake = tally.wakeLag === null ? null : hdrPercentiles(tally.wakeLag)
  // Without an answer there is no latency that lateness could spoil.
  const isAnswered = tally.cells.some(({ status, answered }) => status !== 0 && answered > 0)
  if (wake === null || !isAnswered) return []
  const { fromDue } = latenciesOf(tally)
  const median = fromDue === null || fromDue.count === 0 ? 0 : fromDue.p50Seconds
  const { p99Seconds: late, maxSeconds: latest } = wake
  const allowed = Math.max(lateSeconds, lateShare * median)
  const inWords = `its 99th percentile of lateness is ${formatQuantity(late, 'seconds')}`
  if (late > Math.max(uselessSeconds, median))
    return [
      {
        verdict: 'invalid',
        reason: `The generator was too late (${inWords}) to say how late the target was: ask for less, add --workers, or run it on a machine of its own.`,
      },
    ]
  if (late > allowed)
    return [
      {
        verdict: 'suspect',
        reason: `The generator was late (${inWords}): latencies from the due time hold that too.`,
      },
    ]
  if (latest > stallSeconds)
    return [
      {
        verdict: 'suspect',
        reason: `The generator stood still for ${formatQuantity(latest, 'seconds')} once: what was due then shows as latency of the target.`,
      },
    ]
  return []
}

function busyDoubts({ timeline, generators }: LoadRun): Doubt[] {
  const measured = timeline.filter(({ atSeconds, lengthSeconds }) => atSeconds > 0 && lengthSeconds >= 0.5)
  const busy = measured.filter((point) => point.busy > busyShare)
  if (busy.length < 2 || busy.length < measured.length / 10) return []
  const share = Math.max(...busy.map((point) => point.busy))
  return [
    {
      verdict: 'suspect',
      reason: `${generators === 1 ? 'The generator' : 'A generator'} worked up to ${formatQuantity(share, 'ratio')} of its time, so that answers waited for it: add --workers, or ask for less.`,
    },
  ]
}
