import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'
import { ofProcess, onlyAttached } from './only-attached.ts'

/** The longest delay may be ten times the median before it is as bad. */
const tenth = 0.1

export const nodeLoopDelay = defineCheck({
  id: 'node.loop-delay',
  group: 'node',
  resource: 'processes',
  role: 'saturation',
  title: 'Event-loop delay',
  meaning:
    'How much later than due a Node process gets round to what is next, because something holds its only thread. Judged is the median, or a tenth of the longest delay where that is more: 10 ms in the median, or 100 ms once, are too much.',
  reads: 'perf_hooks.monitorEventLoopDelay, through the inspector',
  source: 'Clinic Doctor: median 10 ms, longest 100 ms',
  needs: ['nodeRuntime'],
  absentMeans: onlyAttached,
  thresholds: { unit: 'seconds', direction: 'above', fail: 0.01 },
  evaluate({ facts }) {
    const runtime = facts.nodeRuntime.last
    const { loopDelay: delay } = runtime
    if (delay === null || delay.samples === 0)
      return { unknown: 'The process did not tell the delay of its event loop.' }
    const { medianSeconds, p99Seconds, maxSeconds, samples } = delay
    const about = ofProcess(runtime)
    return {
      ...about,
      value: Math.max(medianSeconds, maxSeconds * tenth),
      because: `The event loop is late by ${told(medianSeconds)} in the median and was by ${told(maxSeconds)} once.`,
      evidence: {
        ...about.evidence,
        median: quantity(medianSeconds, 'seconds'),
        p99: quantity(p99Seconds, 'seconds'),
        longest: quantity(maxSeconds, 'seconds'),
        samples: quantity(samples, 'count'),
      },
    }
  },
  advice: [
    {
      text: 'See which function holds the thread; then cut it into pieces, make it asynchronous or give it to a worker thread.',
      command: 'lewis-perf diagnose process {pid} --attach --cpu-profile 10s',
      risk: 'none',
    },
  ],
})

function told(seconds: number): string {
  return formatQuantity(seconds, 'seconds')
}
