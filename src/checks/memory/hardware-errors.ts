import { type MemoryController, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'
import { growth } from '../growth.ts'

export const memHwErrors = defineCheck({
  id: 'mem.hw-errors',
  group: 'memory',
  resource: 'memory',
  role: 'errors',
  title: 'Memory hardware errors',
  meaning:
    'Bits that memory modules got wrong. Errors that were corrected announce a module that fails; uncorrected ones lose data. Errors of the window count, and pages that the kernel has taken out of use; what was counted since boot is for information.',
  reads: '/sys/devices/system/edac/mc/mc*/{ce,ue}_count, /proc/meminfo',
  source: 'netdata: any corrected error warns, any uncorrected one is critical',
  needs: [],
  uses: ['memoryControllers', 'meminfo'],
  evaluate({ facts }) {
    const corrupted = facts.meminfo.known ? facts.meminfo.last['HardwareCorrupted'] : undefined
    const controllers = facts.memoryControllers
    if (!controllers.known && controllers.reason !== 'absent')
      return { unknown: `${controllers.path} cannot be read.` }
    if (!controllers.known && (corrupted === undefined || corrupted === 0))
      return { notApplicable: 'The memory does not tell of errors, as is usual in a virtual machine.' }
    const now = controllers.known ? controllers.last : []
    const before = controllers.known ? (controllers.first ?? []) : []
    const [fresh, old] = [grown(before, now), total(now)]
    const status =
      fresh.uncorrectable > 0
        ? 'fail'
        : fresh.correctable > 0 || (corrupted ?? 0) > 0
          ? 'warn'
          : old > 0
            ? 'info'
            : 'pass'
    return {
      value: null,
      status,
      because: [
        fresh.uncorrectable + fresh.correctable > 0
          ? `In the window ${formatQuantity(fresh.uncorrectable)} memory errors were not corrected and ${formatQuantity(fresh.correctable)} were.`
          : old > 0
            ? `${formatQuantity(old)} memory errors were counted since boot, none in the window.`
            : 'No memory error was counted.',
        ...((corrupted ?? 0) > 0
          ? [`The kernel has taken ${formatQuantity(corrupted ?? 0, 'bytes')} of broken memory out of use.`]
          : []),
      ].join(' '),
      evidence: {
        uncorrected: quantity(fresh.uncorrectable, 'count'),
        corrected: quantity(fresh.correctable, 'count'),
        'since boot': quantity(old, 'count'),
        ...(corrupted === undefined ? {} : { 'out of use': quantity(corrupted, 'bytes') }),
      },
    }
  },
  advice: [
    {
      text: 'Find the module and replace it; move what matters to another machine until then.',
      command: 'grep . /sys/devices/system/edac/mc/mc*/dimm*/dimm_[cu]e_count',
      risk: 'none',
    },
  ],
})

function grown(
  before: readonly MemoryController[],
  now: readonly MemoryController[],
): { correctable: number; uncorrectable: number } {
  const earlier = new Map(before.map((controller) => [controller.name, controller]))
  const sum = (kind: 'correctable' | 'uncorrectable') =>
    now.reduce((all, one) => all + (growth(earlier.get(one.name)?.[kind], one[kind]) ?? 0), 0)
  return { correctable: sum('correctable'), uncorrectable: sum('uncorrectable') }
}

function total(controllers: readonly MemoryController[]): number {
  return controllers.reduce((all, { correctable, uncorrectable }) => all + correctable + uncorrectable, 0)
}
