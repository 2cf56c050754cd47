import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { processName } from '../culprit.ts'
import { defineCheck } from '../define-check.ts'
import { foremost } from '../foremost.ts'
import { percent } from '../words.ts'

export const systemFileHandles = defineCheck({
  id: 'lim.fd-system',
  group: 'limits',
  resource: 'limits',
  role: 'utilization',
  title: 'Open files of the system',
  meaning:
    'How many files, sockets and pipes all processes together have open, against the most that the kernel allows. At the limit no process can open a file or accept a connection.',
  reads: '/proc/sys/fs/file-nr',
  source: 'node_exporter mixin 70/90 %; netdata and PCP 90 %',
  needs: ['fileHandles'],
  uses: ['processes'],
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.7, fail: 0.9 },
  evaluate({ facts }) {
    const { allocated, maximum } = facts.fileHandles.last
    if (maximum <= 0) return { unknown: '/proc/sys/fs/file-nr states no limit.' }
    const [most] = facts.processes.known
      ? foremost(facts.processes.last.processes, 1, ({ openFiles }) => openFiles)
      : []
    const share = allocated / maximum
    const holder =
      most === undefined
        ? ''
        : ` ${processName(most.process)} holds the most of those that could be counted, ${formatQuantity(most.value)}.`
    return {
      value: share,
      // Most kernels today allow 2^63 - 1.
      because: `${formatQuantity(allocated)} of ${maximum > 1e15 ? 'practically unlimited' : formatQuantity(maximum)} file handles are in use (${percent(share)}).${holder}`,
      evidence: {
        open: quantity(allocated, 'count'),
        limit: quantity(maximum, 'count'),
        ...(most === undefined
          ? {}
          : { 'most open files': `${processName(most.process)}: ${formatQuantity(most.value)}` }),
      },
      ...(most === undefined ? {} : { culprit: processName(most.process) }),
      names: { limit: String(maximum), wanted: String(maximum * 2) },
    }
  },
  advice: [
    {
      text: 'Find who holds the most open files: a number that only grows is a leak.',
      command: 'for d in /proc/[0-9]*/fd; do echo $(ls $d|wc -l) $d; done|sort -rn|head',
      risk: 'none',
    },
    {
      text: 'Where the need is real, double the limit.',
      command: 'sysctl -w fs.file-max={wanted}',
      persist: 'echo fs.file-max={wanted} > /etc/sysctl.d/90-fs-file-max.conf',
      undo: 'rm -f /etc/sysctl.d/90-fs-file-max.conf; sysctl -w fs.file-max={limit}',
      risk: 'none',
    },
  ],
})
