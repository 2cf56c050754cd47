import type { Facts } from '../../core/index.ts'
import type { Resource } from '../define-check.ts'
import type { Judged } from '../judge.ts'

const kernelWords: readonly (readonly [RegExp, Resource])[] = [
  [/out of memory|\boom/i, 'memory'],
  [/i\/o error|ext4-fs|xfs|btrfs|nvme|\bata\d/i, 'disk'],
  [/syn flooding|table full|conntrack|neighbou?r table/i, 'network'],
]

/** The resource that a finding speaks of, which is not always the one that it was measured on. */
export function homeOf({ check, finding }: Judged, facts: Facts): Resource {
  switch (check.id) {
    case 'cpu.iowait':
      // A CPU that waits for a disk is idle.
      return 'disk'
    case 'cpu.load':
      return isFedByBlocked(facts) ? 'processes' : check.resource
    case 'krn.kmsg': {
      const said = [finding.instance, finding.because, ...Object.values(finding.evidence)].join(' ')
      return kernelWords.find(([words]) => words.test(said))?.[1] ?? check.resource
    }
    default:
      return check.resource
  }
}

/** Whether more threads wait uninterruptibly than run, while those that run fit onto the CPUs. */
function isFedByBlocked({ kernelStat, processes, loadAverage, effectiveCpu }: Facts): boolean {
  const counted = kernelStat.known ? kernelStat.last.blockedProcesses : null
  const listed = processes.known ? processes.last.processes.filter(({ state }) => state === 'D').length : 0
  const blocked = Math.max(counted ?? 0, listed)
  const running =
    (kernelStat.known ? kernelStat.last.runningProcesses : null) ??
    (loadAverage.known ? loadAverage.last.runnable : null)
  if (running === null || !effectiveCpu.known) return false
  return blocked > running && running <= effectiveCpu.last.effectiveCores
}
