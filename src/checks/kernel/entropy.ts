import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'
import { sysctlNumber } from '../sysctl-number.ts'

export const entropy = defineCheck({
  id: 'krn.entropy',
  group: 'kernel',
  resource: 'kernel',
  role: 'utilization',
  title: 'Entropy',
  meaning:
    'How many bits of chance the kernel has in store. On kernels before 5.18 a reader of /dev/random waits where there are too few, which slows the start of programs that make keys; later kernels never run out.',
  reads: '/proc/sys/kernel/random/entropy_avail',
  source: 'netdata 100 bits (cleared at 200); PCP 150 bits',
  needs: ['sysctls', 'system'],
  thresholds: { unit: 'count', direction: 'below', warn: 100, warnClear: 200 },
  worst: 'info',
  evaluate({ facts }) {
    const { kernel } = facts.system.last
    if (isFrom518(kernel)) return { notApplicable: `Linux ${kernel} does not run out of entropy.` }
    const bits = sysctlNumber(facts.sysctls.last, 'kernel.random.entropy_avail')
    if (bits === null) return { unknown: '/proc/sys/kernel/random/entropy_avail is not there.' }
    return {
      value: bits,
      because: `The kernel has ${formatQuantity(bits)} bits of entropy in store.`,
      evidence: { 'entropy in bits': quantity(bits, 'count') },
    }
  },
  advice: [
    {
      text: 'Let a service collect entropy (rng-tools where the hardware has a generator, else haveged).',
      command: 'apt-get install rng-tools5 || dnf install rng-tools',
      undo: 'apt-get remove rng-tools5 || dnf remove rng-tools',
      risk: 'none',
    },
  ],
})

function isFrom518(kernel: string): boolean {
  const [, major = '0', minor = '0'] = /^(\d+)\.(\d+)/.exec(kernel) ?? []
  return Number(major) > 5 || (major === '5' && Number(minor) >= 18)
}
