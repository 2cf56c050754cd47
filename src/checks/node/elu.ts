import { quantity } from '../../core/index.ts'
import { defineCheck } from '../define-check.ts'
import { percent } from '../words.ts'
import { ofProcess, onlyAttached } from './only-attached.ts'

export const nodeLoopUtilization = defineCheck({
  id: 'node.elu',
  group: 'node',
  resource: 'processes',
  role: 'utilization',
  title: 'Event-loop use',
  meaning:
    'The share of the window in which the event loop of a Node process did something instead of waiting for something to do. Near 100 % one process can do no more, however many CPUs are idle.',
  reads: 'performance.eventLoopUtilization, through the inspector',
  source: 'Clinic Doctor 95 %',
  needs: ['nodeRuntime'],
  absentMeans: onlyAttached,
  thresholds: { unit: 'ratio', direction: 'above', fail: 0.95 },
  evaluate({ facts }) {
    const runtime = facts.nodeRuntime.last
    const { loopUtilization: share } = runtime
    if (share === null) return { unknown: 'The process did not tell how busy its event loop is.' }
    const about = ofProcess(runtime)
    return {
      ...about,
      value: share,
      because: `The event loop was busy for ${percent(share)} of the window.`,
      evidence: { ...about.evidence, busy: quantity(share, 'ratio') },
    }
  },
  advice: [
    {
      text: 'See what it does; where all of it is needed, run more processes (cluster, or one more replica).',
      command: 'lewis-perf diagnose process {pid} --attach --cpu-profile 10s',
      risk: 'none',
    },
  ],
})
