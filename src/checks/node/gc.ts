import { quantity } from '../../core/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'
import { ofProcess, onlyAttached } from './only-attached.ts'

export const nodeGarbageCollection = defineCheck({
  id: 'node.gc',
  group: 'node',
  resource: 'processes',
  role: 'utilization',
  title: 'Garbage collection',
  meaning:
    'For how much of its worst second a Node process stood still to collect garbage. A tenth of a second is felt by every request; the cause is a heap that is nearly full, or many objects that die young.',
  reads: 'v8.GCProfiler (Node 18.15 and later), through the inspector',
  source: 'Clinic Doctor 100 ms in one second',
  needs: ['nodeRuntime'],
  absentMeans: onlyAttached,
  thresholds: { unit: 'seconds', direction: 'above', warn: 0.1 },
  worst: 'warn',
  evaluate({ facts }) {
    const runtime = facts.nodeRuntime.last
    const { gc } = runtime
    if (gc === null) return { unknown: 'The process did not tell of its garbage collections.' }
    const about = ofProcess(runtime)
    return {
      ...about,
      value: gc.worstSecondSeconds,
      because: `Garbage collection stopped it for ${told(gc.worstSecondSeconds)} of its worst second (${counted(gc.count, 'collection')}, ${told(gc.totalSeconds)} in all).`,
      evidence: {
        ...about.evidence,
        'worst second': quantity(gc.worstSecondSeconds, 'seconds'),
        'all together': quantity(gc.totalSeconds, 'seconds'),
        collections: quantity(gc.count, 'count'),
      },
    }
  },
  advice: [
    {
      text: 'See what is allocated, and allocate less of it.',
      command: 'lewis-perf diagnose process {pid} --attach --heap',
      risk: 'none',
    },
    {
      text: 'Where most of it dies young, a larger young generation needs fewer collections: start it with --max-semi-space-size=64 (MiB), and take that away to undo it.',
      risk: 'restart',
    },
  ],
})

function told(seconds: number): string {
  return formatQuantity(seconds, 'seconds')
}
