import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'

export const ctrMemView = defineCheck({
  id: 'ctr.mem-view',
  group: 'container',
  resource: 'memory',
  role: 'config',
  title: 'Memory as programs see it',
  meaning:
    'Inside a memory limit free, top and most programs still show the memory of the whole machine. What they size by it is too large, and is killed at the limit.',
  reads: '/proc/meminfo, cg/memory.max, cg/memory.limit_in_bytes',
  source: 'the kernel: /proc/meminfo is the same in every container',
  needs: ['effectiveMemory'],
  worst: 'info',
  evaluate({ facts }) {
    const { totalBytes, limitBytes, availableBytes, limitPath } = facts.effectiveMemory.last
    if (limitBytes === null)
      return { notApplicable: 'No memory limit is tighter than the memory of the machine.' }
    return {
      value: null,
      status: 'info',
      because: `The limit is ${formatQuantity(limitBytes, 'bytes')}, while programs see the ${formatQuantity(totalBytes, 'bytes')} of the machine.`,
      evidence: {
        limit: quantity(limitBytes, 'bytes'),
        machine: quantity(totalBytes, 'bytes'),
        ...(availableBytes === null
          ? {}
          : { 'available within the limit': quantity(availableBytes, 'bytes') }),
        ...(limitPath === null ? {} : { path: limitPath }),
      },
      names: limitPath === null ? {} : { path: limitPath },
    }
  },
  advice: [
    {
      text: 'Size heaps and caches by the limit: process.constrainedMemory() in Node tells it, as does its file.',
      command: 'cat {path}',
      risk: 'none',
    },
  ],
})
