import { type NumaNode, quantity } from '../../core/index.ts'
import { defineCheck } from '../define-check.ts'
import { growth } from '../growth.ts'
import { needsTwoSamples, percent } from '../words.ts'

/** Fewer allocations make no share. */
const fewestPages = 1000

export const cpuNuma = defineCheck({
  id: 'cpu.numa',
  group: 'cpu',
  resource: 'memory',
  role: 'utilization',
  title: 'Memory of other nodes',
  meaning:
    'On machines of several nodes each CPU has memory that is near. The value is the share of new pages that came from another node than wanted, because the wanted one was full; they are slower to reach.',
  reads: '/sys/devices/system/node/node*/numastat',
  source: 'house value: 5 %',
  needs: ['numaNodes'],
  absentMeans: 'The machine has one node only.',
  uses: ['sysctls'],
  rate: { periodSeconds: 60 },
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.05 },
  worst: 'info',
  evaluate({ facts }) {
    const { first, last } = facts.numaNodes
    if (last.length < 2) return { notApplicable: 'The machine has one node only.' }
    const before = new Map((first ?? []).map((node) => [node.node, node]))
    const grown = (name: 'hit' | 'miss') => sum(last.map((node) => pages(before.get(node.node), node, name)))
    const [hit, miss] = [grown('hit'), grown('miss')]
    if (hit === null || miss === null) return { unknown: needsTwoSamples }
    const share = hit + miss > 0 ? miss / (hit + miss) : 0
    const balancing = facts.sysctls.known ? facts.sysctls.last['kernel.numa_balancing'] : undefined
    return {
      value: share,
      because: `${percent(share)} of new pages came from another node than wanted.`,
      evidence: {
        'from another node': quantity(share, 'ratio'),
        pages: quantity(hit + miss, 'count'),
        nodes: quantity(last.length, 'count'),
        ...(balancing === undefined ? {} : { 'kernel.numa_balancing': balancing.trim() }),
      },
      ...(hit + miss < fewestPages ? { atMost: 'pass' } : {}),
    }
  },
  advice: [
    { text: 'See which node is full.', command: 'numastat -m', risk: 'none' },
    {
      text: 'Start the service on one node; a database that needs all memory better with --interleave=all.',
      command: 'numactl --cpunodebind=0 --membind=0 {command}',
      risk: 'restart',
    },
  ],
})

function pages(before: NumaNode | undefined, after: NumaNode, name: 'hit' | 'miss'): number | null {
  return growth(before?.[name], after[name])
}

function sum(counts: readonly (number | null)[]): number | null {
  return counts.some((count) => count === null)
    ? null
    : counts.reduce<number>((all, one) => all + (one ?? 0), 0)
}
