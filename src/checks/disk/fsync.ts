import { quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { defineCheck } from '../define-check.ts'

/** Of fewer the slowest hundredth is a matter of chance. */
const fewestSamples = 20

export const diskFsync = defineCheck({
  id: 'disk.fsync',
  group: 'disk',
  resource: 'disk',
  role: 'saturation',
  title: 'Time of a safe write',
  meaning:
    'How long a small write takes until it is safe from a power failure (2,300 bytes and fdatasync, 99 of 100 times). Every commit of a database waits for that.',
  reads: 'a file written and synced below the folder given with --probe-disk',
  source: 'troubleshoot.sh 10 ms; tuned for etcd 3/5/8 ms',
  needs: ['fsyncProbe'],
  absentMeans: 'Measuring it writes to a disk: give --probe-disk DIR to have it measured in DIR.',
  thresholds: { unit: 'seconds', direction: 'above', warn: 0.01 },
  worst: 'warn',
  evaluate({ facts }) {
    const { directory, samples, p50Seconds, p99Seconds, maxSeconds } = facts.fsyncProbe.last
    if (samples < fewestSamples) {
      return { unknown: `Only ${samples} writes were measured in ${directory}: ${fewestSamples} are needed.` }
    }
    return {
      instance: directory,
      value: p99Seconds,
      because: `99 of 100 safe writes in ${directory} took at most ${formatQuantity(p99Seconds, 'seconds')}, half of them ${formatQuantity(p50Seconds, 'seconds')}.`,
      evidence: {
        p99: quantity(p99Seconds, 'seconds'),
        p50: quantity(p50Seconds, 'seconds'),
        slowest: quantity(maxSeconds, 'seconds'),
        writes: quantity(samples, 'count'),
      },
      names: { directory },
    }
  },
  advice: [
    {
      text: 'See which disk holds it.',
      command: 'findmnt -T {directory}',
      risk: 'none',
    },
    {
      text: 'Use a local NVMe disk, or a controller whose write cache has a battery. Do not switch fsync off: after a power failure the database would be damaged.',
    },
  ],
})
