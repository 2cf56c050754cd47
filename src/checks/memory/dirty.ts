import { type Fact, quantity, type SystemFacts } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { accused, topProcess } from '../culprit.ts'
import { defineCheck } from '../define-check.ts'
import { growth } from '../growth.ts'
import { sysctlNumber } from '../sysctl-number.ts'
import { percent } from '../words.ts'

export const memDirty = defineCheck({
  id: 'mem.dirty',
  group: 'memory',
  resource: 'disk',
  role: 'saturation',
  title: 'Data not yet written',
  meaning:
    'How much data waits in memory to be written to disks, against what the kernel allows. Near the limit every program that writes is made to wait: the disks do not keep up.',
  reads: '/proc/meminfo, /proc/vmstat, /proc/sys/vm/dirty_*',
  source: 'house value: 80 % of the limit',
  needs: ['meminfo'],
  uses: ['vmstat', 'sysctls', 'system', 'processes'],
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.8 },
  worst: 'warn',
  evaluate({ facts }) {
    const meminfo = facts.meminfo.last
    const limit = limitBytes(facts)
    const { Dirty: dirty, Writeback: writeback } = meminfo
    if (dirty === undefined || writeback === undefined)
      return { unknown: '/proc/meminfo does not tell Dirty and Writeback.' }
    if (limit === null || limit <= 0)
      return { unknown: 'Neither /proc/vmstat nor vm.dirty_ratio tells how much data may wait.' }
    const waiting = dirty + writeback
    const top = topProcess(facts.processes, (before, after) =>
      growth(before.writtenBytes, after.writtenBytes),
    )
    const settings = facts.sysctls.known ? facts.sysctls.last : null
    return {
      value: waiting / limit,
      because: `${formatQuantity(waiting, 'bytes')} wait to be written, ${percent(waiting / limit)} of what the kernel allows.`,
      evidence: {
        dirty: quantity(dirty, 'bytes'),
        writeback: quantity(writeback, 'bytes'),
        limit: quantity(limit, 'bytes'),
      },
      ...accused(top?.process, ratios(settings)),
    }
  },
  advice: [
    {
      text: 'See which process writes, and what the disk checks say of the disk.',
      command: 'pidstat -d 1 5',
      risk: 'none',
    },
    {
      text: 'Let the kernel begin to write earlier, so that there is less to wait for at once.',
      command: 'sysctl -w vm.dirty_background_bytes=67108864',
      persist: 'echo vm.dirty_background_bytes=67108864 > /etc/sysctl.d/90-dirty.conf',
      undo: 'rm -f /etc/sysctl.d/90-dirty.conf; sysctl -w {background}',
      risk: 'none',
    },
  ],
})

/** The kernel's own figure, else the setting; a ratio is of the memory that could hold file pages. */
function limitBytes({
  meminfo,
  vmstat,
  sysctls,
  system,
}: {
  meminfo: { last: Record<string, number> }
  vmstat: Fact<Record<string, number>>
  sysctls: Fact<Record<string, string>>
  system: Fact<SystemFacts>
}): number | null {
  const pages = vmstat.known ? vmstat.last['nr_dirty_threshold'] : undefined
  if (pages !== undefined && pages > 0 && system.known) return pages * system.last.pageBytes
  const settings = sysctls.known ? sysctls.last : null
  const bytes = sysctlNumber(settings, 'vm.dirty_bytes')
  if (bytes !== null && bytes > 0) return bytes
  const ratio = sysctlNumber(settings, 'vm.dirty_ratio')
  const available = meminfo.last['MemAvailable'] ?? meminfo.last['MemFree']
  return ratio === null || available === undefined ? null : (ratio / 100) * available
}

/** What gives the background limit back as it was: bytes and ratio exclude each other. */
function ratios(settings: Record<string, string> | null): Record<string, string> {
  const bytes = sysctlNumber(settings, 'vm.dirty_background_bytes')
  const ratio = sysctlNumber(settings, 'vm.dirty_background_ratio')
  if (bytes !== null && bytes > 0) return { background: `vm.dirty_background_bytes=${bytes}` }
  return ratio === null ? {} : { background: `vm.dirty_background_ratio=${ratio}` }
}
