import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'
import { percent } from '../words.ts'
import { ofProcess, onlyAttached } from './only-attached.ts'

export const nodeHeap = defineCheck({
  id: 'node.heap',
  group: 'node',
  resource: 'processes',
  role: 'utilization',
  title: 'Node heap',
  meaning:
    'How much of the heap that a Node process may have is in use. Near its limit it collects garbage all the time, and at the limit it ends with "heap out of memory".',
  reads: 'v8.getHeapSpaceStatistics and getHeapStatistics, through the inspector',
  source: 'a house value: 80 and 95 %',
  needs: ['nodeRuntime'],
  absentMeans: onlyAttached,
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.8, fail: 0.95 },
  evaluate({ facts }) {
    const runtime = facts.nodeRuntime.last
    const { heap } = runtime
    if (heap === null || heap.limitBytes <= 0)
      return { unknown: 'The process did not tell how large its heap is.' }
    const share = heap.usedBytes / heap.limitBytes
    const about = ofProcess(runtime)
    return {
      ...about,
      value: share,
      because: `${formatQuantity(heap.usedBytes, 'bytes')} of the ${formatQuantity(heap.limitBytes, 'bytes')} of heap that it may have are in use (${percent(share)}).`,
      evidence: {
        ...about.evidence,
        used: quantity(heap.usedBytes, 'bytes'),
        taken: quantity(heap.totalBytes, 'bytes'),
        limit: quantity(heap.limitBytes, 'bytes'),
      },
    }
  },
  advice: [
    {
      text: 'See what keeps growing, between two snapshots.',
      command: 'lewis-perf diagnose process {pid} --attach --heap=snapshot',
      risk: 'none',
    },
    {
      text: 'Where the need is real, start it with a larger --max-old-space-size, at most 75 % of the memory limit of its container; the former value undoes it.',
      risk: 'restart',
    },
  ],
})
