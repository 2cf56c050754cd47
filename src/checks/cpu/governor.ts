import { type CpuFrequencyPolicy, quantity } from '../../core/index.ts'
import { defineCheck } from '../define-check.ts'

export const cpuGovernor = defineCheck({
  id: 'cpu.governor',
  group: 'cpu',
  resource: 'cpu',
  role: 'config',
  title: 'CPU frequency governor',
  meaning:
    'How the kernel chooses the clock of the CPUs. Governors that save power react a little late, which a server with short requests notices.',
  reads: '/sys/devices/system/cpu/cpu*/cpufreq/scaling_governor, energy_performance_preference',
  source: 'tuned, profile throughput-performance: performance',
  needs: ['cpuFrequency'],
  absentMeans: 'No frequency can be set here, as is usual in a virtual machine.',
  worst: 'info',
  evaluate({ facts }) {
    const policies = facts.cpuFrequency.last
    const saving = policies.filter((policy) => !isFast(policy))
    const [first] = saving
    const names = [...new Set(saving.map(({ governor }) => governor))].join(', ')
    return {
      value: null,
      status: first === undefined ? 'pass' : 'info',
      because:
        first === undefined
          ? `All ${policies.length} CPUs run for performance.`
          : `${saving.length} of ${policies.length} CPUs use the governor ${names}.`,
      evidence: {
        cpus: quantity(policies.length, 'count'),
        governors: [...new Set(policies.map(inWords))].join(', '),
      },
      names: first === undefined ? {} : { governor: first.governor },
    }
  },
  advice: [
    {
      text: 'Let the CPUs of a server run for performance; they take more power.',
      command: 'cpupower frequency-set -g performance',
      persist: 'tuned-adm profile throughput-performance',
      undo: 'cpupower frequency-set -g {governor}',
      risk: 'none',
    },
  ],
})

/** Where the hardware chooses the clock, `powersave` with this preference is as fast. */
function isFast({ governor, preference }: CpuFrequencyPolicy): boolean {
  return governor === 'performance' || preference === 'performance'
}

function inWords({ governor, preference }: CpuFrequencyPolicy): string {
  return preference === null ? governor : `${governor} (${preference})`
}
