import { type Finding, type HostReferenceMachine, type Machine, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'

/** An "8 GiB" box shows 7.7: so much below counts as equal. */
const tolerance = 0.05

/** Cores and memory that may be used, against those of the box in the reference; nothing of what that does not state. */
export function judgeBox(machine: Machine, reference: HostReferenceMachine): Finding[] {
  const sizes = [
    {
      id: 'host.cores',
      title: 'Cores that may be used',
      unit: 'cores' as const,
      here: machine.effectiveCores,
      there: reference.cores,
      advice: 'Look for a CPU quota, an affinity or fewer cores than were ordered.',
    },
    {
      id: 'host.memory',
      title: 'Memory that may be used',
      unit: 'bytes' as const,
      here: machine.memoryBytes,
      there: reference.memoryBytes,
      advice: 'Look for a memory limit of the container, or less memory than was ordered.',
    },
  ]
  return sizes.flatMap(({ id, title, unit, here, there, advice }): Finding[] => {
    if (there === undefined) return []
    const isLess = here < there * (1 - tolerance)
    const [measured, expected] = [quantity(here, unit), quantity(there, unit)]
    return [
      {
        id,
        title,
        status: isLess ? 'fail' : 'pass',
        because: `${formatQuantity(measured)} here, ${formatQuantity(expected)} in the reference`,
        evidence: { measured, reference: expected },
        ...(isLess ? { advice: [{ text: advice, command: 'lewis-perf diagnose' }] } : {}),
      },
    ]
  })
}
