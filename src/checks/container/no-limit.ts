import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'

export const ctrNoLimit = defineCheck({
  id: 'ctr.no-limit',
  group: 'container',
  resource: 'limits',
  role: 'config',
  title: 'Limits of this container',
  meaning:
    'A container without any limit of CPU and memory may take all that its neighbours on the machine need, and they all that it needs.',
  reads: 'cg/cpu.max, cg/memory.max, cg/cpu.cfs_quota_us, cg/memory.limit_in_bytes',
  source: 'house value',
  needs: ['system', 'effectiveCpu', 'effectiveMemory'],
  worst: 'info',
  evaluate({ facts }) {
    const { container } = facts.system.last
    if (!container.inside) return { notApplicable: 'This is no container.' }
    const [cpu, memory] = [facts.effectiveCpu.last, facts.effectiveMemory.last]
    const { quotaCores } = cpu
    const { limitBytes } = memory
    const [doubt] = [...cpu.doubts, ...memory.doubts]
    if (doubt !== undefined && quotaCores === null && limitBytes === null) return { unknown: doubt }
    const isFree = quotaCores === null && limitBytes === null
    const said = [
      quotaCores === null ? 'no CPU limit' : `a CPU limit of ${formatQuantity(quotaCores, 'cores')}`,
      limitBytes === null ? 'no memory limit' : `a memory limit of ${formatQuantity(limitBytes, 'bytes')}`,
    ]
    return {
      value: null,
      status: isFree ? 'info' : 'pass',
      because: `This container has ${said.join(' and ')}.`,
      evidence: {
        ...(quotaCores === null ? {} : { cpu: quantity(quotaCores, 'cores') }),
        ...(limitBytes === null ? {} : { memory: quantity(limitBytes, 'bytes') }),
        container: container.because,
      },
    }
  },
  advice: [
    {
      text: 'On a machine that others use too, give it limits, from outside of it.',
      command: 'docker update --cpus {cores} --memory {bytes} {container}',
      persist:
        'resources.requests and resources.limits in its manifest, or cpus and mem_limit in its compose file',
      undo: 'make the container anew without these options',
      risk: 'none',
    },
  ],
})
