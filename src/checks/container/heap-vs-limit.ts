import { type ProcessFacts, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { processName } from '../culprit.ts'
import { defineCheck, type Reading, type Thresholds } from '../define-check.ts'
import { percent } from '../words.ts'
import { memoryLimits, type ProcessLimit } from './limit-of.ts'
import { heapOption, isNodeProgram } from './node-heap.ts'

const smallBytes = 2 * 2 ** 30
/** The rest is for buffers, code and stacks. */
const heapShare = 0.75

export const ctrHeapVsLimit = defineCheck({
  id: 'ctr.heap-vs-limit',
  group: 'container',
  resource: 'memory',
  role: 'config',
  title: 'Node heap against the memory limit',
  meaning:
    'How large the heaps of the Node programs in one memory limit may grow, all together, against that limit. A heap that may grow past it ends in a kill by the kernel instead of a collection of garbage; in a limit below 2 GiB the size should be set and not left to chance.',
  reads: '/proc/PID/cmdline, /proc/PID/environ, cg/memory.max, cg/memory.limit_in_bytes',
  source: 'house values: 80 % of the limit, or not set below 2 GiB',
  needs: ['effectiveMemory', 'processes'],
  uses: ['cgroups', 'ownCgroup', 'system'],
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.8 },
  worst: 'warn',
  evaluate({ facts, thresholds }) {
    const limitOf = memoryLimits(facts)
    const programs = new Map<string, { limit: ProcessLimit; processes: ProcessFacts[] }>()
    for (const process of facts.processes.last.processes.filter(isNodeProgram)) {
      const limit = limitOf(process)
      if (limit === null) continue
      const group = programs.get(limit.group) ?? { limit, processes: [] }
      group.processes.push(process)
      programs.set(limit.group, group)
    }
    if (programs.size === 0) return { notApplicable: 'No Node program here has a memory limit.' }
    return [...programs.values()].map(({ limit, processes }) => readingOf(limit, processes, thresholds))
  },
  advice: [
    {
      text: 'Let the heaps together have three quarters of the limit; for a service put it into its environment.',
      command: 'export NODE_OPTIONS=--max-old-space-size={megabytes}',
      persist:
        'NODE_OPTIONS=--max-old-space-size={megabytes} in the environment of its unit, image or manifest',
      undo: 'unset NODE_OPTIONS',
      risk: 'restart',
    },
  ],
})

function readingOf(
  { value: limit, group }: ProcessLimit,
  processes: readonly ProcessFacts[],
  { warn = Number.POSITIVE_INFINITY }: Thresholds,
): Reading {
  const heaps = processes.map((process) => heapOption(process, limit))
  const heap = heaps.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0)
  const unset = processes.filter((_, index) => heaps[index] === null)
  const [first] = unset
  const share = heap / limit
  const isChance = first !== undefined && limit < smallBytes
  const [any] = processes
  const where = `the limit of ${formatQuantity(limit, 'bytes')}`
  const because = [
    ...(unset.length < processes.length
      ? [`Node heaps may grow to ${formatQuantity(heap, 'bytes')}, ${percent(share)} of ${where}.`]
      : []),
    ...(first === undefined
      ? []
      : [
          `${processName(first)}${unset.length > 1 ? ` and ${unset.length - 1} more` : ''} in ${where} set no size of their heap.`,
        ]),
  ]
  return {
    instance: group,
    value: share,
    status: share >= warn || isChance ? 'warn' : 'pass',
    because: because.join(' '),
    evidence: {
      limit: quantity(limit, 'bytes'),
      heaps: quantity(heap, 'bytes'),
      programs: quantity(processes.length, 'count'),
      'without a size': quantity(unset.length, 'count'),
    },
    ...(any === undefined ? {} : { culprit: processName(first ?? any) }),
    names: { megabytes: String(Math.floor((limit * heapShare) / processes.length / 2 ** 20)) },
  }
}
