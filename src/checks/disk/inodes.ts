import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'
import { percent } from '../words.ts'
import { writableFilesystems } from './mounted.ts'

export const diskInodes = defineCheck({
  id: 'disk.inodes',
  group: 'disk',
  resource: 'disk',
  role: 'utilization',
  title: 'Inodes',
  meaning:
    'The share of inodes in use. Each file takes one: without a free one no file can be made, however much space is left. Filesystems that make inodes as they need them have none to run out of.',
  reads: 'statfs of each mount in /proc/self/mountinfo (df -Pi)',
  source: 'netdata 90/98 % (cleared at 80/90 %); node_exporter mixin 5/3 % free',
  needs: ['filesystems'],
  uses: ['mounts'],
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.9, fail: 0.98, warnClear: 0.8, failClear: 0.9 },
  evaluate({ facts }) {
    return writableFilesystems(facts.filesystems.last, facts.mounts).flatMap(
      ({ mountPoint, source, inodes }) => {
        if (inodes === null || !(inodes.total > 0)) return []
        const used = inodes.used / inodes.total
        return {
          instance: mountPoint,
          value: used,
          because: `${percent(used)} of the inodes of ${mountPoint} are in use: ${formatQuantity(inodes.free)} of ${formatQuantity(inodes.total)} are free.`,
          evidence: {
            used: quantity(used, 'ratio'),
            free: quantity(inodes.free, 'count'),
            inodes: quantity(inodes.total, 'count'),
            source,
          },
          culprit: mountPoint,
          names: { mountPoint },
        }
      },
    )
  },
  advice: [
    {
      text: 'Find the folders with the most files: often sessions, mail queues or caches.',
      command: 'du --inodes -x --max-depth=3 {mountPoint} | sort -n | tail -20',
      risk: 'none',
    },
    {
      text: 'The number of inodes of ext4 is fixed when it is made: to have more, make it anew with a smaller -i, or use XFS. A tmpfs takes more while it is mounted.',
    },
  ],
})
