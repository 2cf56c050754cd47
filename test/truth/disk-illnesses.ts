import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from './harness.ts'
import { average, type Illness } from './illness.ts'

/** Disks and filesystems. */
export const diskIllnesses: readonly Illness[] = [
  {
    name: 'a full small tmpfs',
    resource: 'disk',
    findings: ['disk.space'],
    culprit: /lewis-perf-truth/,
    async provoke(provocation) {
      const folder = provocation.folder()
      provocation.run(`mount -t tmpfs -o size=16m lewis-perf-truth ${folder}`, `umount ${folder}`)
      provocation.run(`head -c 16773120 /dev/zero > ${folder}/full`)
    },
  },
  {
    name: 'no inodes left',
    resource: 'disk',
    findings: ['disk.inodes'],
    async provoke(provocation) {
      const folder = provocation.folder()
      provocation.run(
        `mount -t tmpfs -o size=16m,nr_inodes=64 lewis-perf-truth ${folder}`,
        `umount ${folder}`,
      )
      for (let n = 0; n < 63; n++) writeFileSync(join(folder, `f${n}`), '')
    },
  },
]

/** A disk that is kept busy. */
export const busyDisk: readonly Illness[] = [
  {
    name: 'a disk at its limit',
    needs: ['fio'],
    resource: 'disk',
    findings: ['disk.queue', 'disk.pressure', 'disk.await'],
    culprit: /fio/,
    async provoke(provocation) {
      const folder = provocation.folder()
      provocation.start('fio', [
        '--name=truth',
        `--filename=${folder}/f`,
        '--size=512m',
        '--rw=randwrite',
        '--bs=16k',
        '--direct=1',
        // Each thread waits for its own write: the kernel counts no wait for those that are handed over together.
        '--ioengine=psync',
        '--numjobs=64',
        '--time_based',
        '--runtime=120',
        '--thread=1',
      ])
      await until(() => average('io', 'avg10') > 20)
    },
  },
]
