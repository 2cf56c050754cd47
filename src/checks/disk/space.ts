import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'
import { percent } from '../words.ts'
import { writableFilesystems } from './mounted.ts'

/** With more than this left a filesystem is not about to fill, however large the share that is used. */
const enoughBytes = 5 * 2 ** 30

export const diskSpace = defineCheck({
  id: 'disk.space',
  group: 'disk',
  resource: 'disk',
  role: 'utilization',
  title: 'Disk space',
  meaning:
    'The share of each filesystem that is used, of what an ordinary user can use: used / (used + available). It warns or fails only where less than 5 GiB are left as well, which a small filesystem always meets; above it a large share is only told. Read-only images are full by nature and are left out.',
  reads: 'statfs of each mount in /proc/self/mountinfo (df -P)',
  source: 'netdata 90/98 % and less than 5 GiB left (cleared at 80/90 %); node_exporter mixin 5/3 % left',
  needs: ['filesystems'],
  uses: ['mounts'],
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.9, fail: 0.98, warnClear: 0.8, failClear: 0.9 },
  evaluate({ facts }) {
    return writableFilesystems(facts.filesystems.last, facts.mounts).flatMap((one) => {
      const usable = one.usedBytes + one.availableBytes
      if (!(usable > 0)) return []
      const used = one.usedBytes / usable
      const left = formatQuantity(one.availableBytes, 'bytes')
      return {
        instance: one.mountPoint,
        value: used,
        because: `${one.mountPoint} is ${percent(used)} full: ${left} of ${formatQuantity(usable, 'bytes')} are left.`,
        evidence: {
          used: quantity(used, 'ratio'),
          available: quantity(one.availableBytes, 'bytes'),
          size: quantity(one.totalBytes, 'bytes'),
          source: one.source,
        },
        ...(one.availableBytes >= enoughBytes ? { atMost: 'info' } : {}),
        culprit: one.mountPoint,
        names: { mountPoint: one.mountPoint },
      }
    })
  },
  advice: [
    {
      text: 'See which folders take the space; nothing is changed.',
      command: 'du -xh --max-depth=2 {mountPoint} | sort -h | tail -20',
      risk: 'none',
    },
    {
      text: 'A deleted file takes its space until the last process that has it open closes it: see which do.',
      command: 'lsof -nP +L1 {mountPoint}',
      risk: 'none',
    },
    {
      text: 'Shorten the systemd journal where it is what is large; what is cut off is gone for good.',
      command: 'journalctl --disk-usage && journalctl --vacuum-size=500M',
      persist:
        "mkdir -p /etc/systemd/journald.conf.d && printf '[Journal]\\nSystemMaxUse=500M\\n' > /etc/systemd/journald.conf.d/90-size.conf",
      undo: 'rm /etc/systemd/journald.conf.d/90-size.conf',
      risk: 'data',
    },
    {
      text: 'See what container images, volumes and caches take before pruning any.',
      command: 'docker system df',
      risk: 'none',
    },
  ],
})
