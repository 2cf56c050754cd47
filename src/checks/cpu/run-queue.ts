import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { isInside } from '../cgroups.ts'
import { defineCheck } from '../define-check.ts'
import { runDelay } from './run-delay.ts'
import { runnableThreads } from './runnable-threads.ts'
import { shortForMinutes } from './short-for-minutes.ts'
import { adviceFor, waitAdvice } from './wait-advice.ts'

const advice = waitAdvice('See who runs; then take fewer workers or threads, or add CPUs.')

export const cpuRunQueue = defineCheck({
  id: 'cpu.run-queue',
  group: 'cpu',
  resource: 'cpu',
  role: 'saturation',
  title: 'Run queue',
  meaning:
    'How long threads that want to run wait for a CPU: the share of the window that the process which waited longest spent waiting. It counts where more threads want to run than there are CPUs, and fails where they are more than twice as many.',
  reads: '/proc/PID/schedstat, /proc/stat',
  source: 'Gregg: more runnable threads than CPUs is saturation; a delay of 10 % is a house value',
  needs: ['kernelStat', 'effectiveCpu'],
  uses: ['processes', 'schedulerTimes', 'cpuPressure', 'loadAverage', 'ownCgroup', 'system'],
  rate: { periodSeconds: 60 },
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.1, fail: 0.5 },
  evaluate({ facts, windowSeconds, thresholds }) {
    const runnable = runnableThreads(facts)
    if (runnable === null)
      return { unknown: 'Neither /proc/stat nor the processes tell how many threads want to run here.' }
    const delay = runDelay(facts, windowSeconds)
    const own = facts.ownCgroup.known && isInside(facts.system) ? facts.ownCgroup.last.pressure.cpu : null
    const { mean, cores } = runnable
    const many = `${mean === 1 ? '1 thread' : `${formatQuantity(mean)} threads`} wanted to run on ${formatQuantity(cores, 'cores')}`
    const evidence = { runnable: quantity(mean, 'count'), cores: quantity(cores, 'cores') }
    if (delay === null) {
      const waits = Math.min(runnable.first, runnable.last) > cores
      return {
        value: null,
        status: waits ? 'warn' : 'pass',
        because: `${many}; how long they waited is not told by this kernel.`,
        evidence,
      }
    }
    const queued = Math.max(runnable.first, runnable.last) > cores
    const waits = delay.share >= (thresholds.warn ?? 0)
    const free = waits && !queued ? ' CPUs were free meanwhile: look for a quota, a cpuset or pinning.' : ''
    return {
      value: delay.share,
      because: `${delay.words}, and ${many}.${free}`,
      evidence: { ...evidence, 'run delay': quantity(delay.share, 'ratio'), ...delay.evidence },
      ...(queued ? (mean > 2 * cores ? {} : { atMost: 'warn' }) : { atMost: 'info' }),
      ...shortForMinutes(facts, { period: '60 s', cores: facts.effectiveCpu.last.cores, own }),
      ...(delay.culprit === undefined ? {} : { culprit: delay.culprit }),
      names: delay.names,
      ...adviceFor(advice, delay.names),
    }
  },
  advice,
})
