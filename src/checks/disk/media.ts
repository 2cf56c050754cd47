import { type DiskFacts, type Fact, type ProcessList, quantity } from '../../core/index.ts'
import { defineCheck } from '../define-check.ts'
import { isRotating, wholeDisks } from './each-disk.ts'

const databases = /^(postgres|postmaster|mysqld|mariadbd|mongod|redis-server)$/

export const diskMedia = defineCheck({
  id: 'disk.media',
  group: 'disk',
  resource: 'disk',
  role: 'config',
  title: 'Kind and scheduler of disks',
  meaning:
    'What each disk is and how the kernel orders its requests. A database on a rotating disk waits for every random read, and a scheduler that sorts and shares out requests only costs time on a disk without moving parts. Virtual disks often call themselves rotating: theirs is not believed.',
  reads: '/sys/block/*/queue/rotational, scheduler and read_ahead_kb',
  source: 'lynis KRNL-5730; tuned throughput-performance; pgtune random_page_cost 1.1 and 4',
  needs: ['disks'],
  uses: ['processes'],
  worst: 'info',
  evaluate({ facts }) {
    const database = databaseIn(facts.processes)
    return wholeDisks(facts.disks.last)
      .filter(({ rotational, scheduler }) => rotational !== null || scheduler !== null)
      .map((disk) => {
        const hints = hintsFor(disk, database)
        return {
          instance: disk.name,
          value: null,
          status: hints.length > 0 ? 'info' : 'pass',
          because: hints.length > 0 ? hints.join(' ') : `${disk.name} is set up well.`,
          evidence: {
            rotating: disk.rotational === null ? 'unknown' : disk.rotational ? 'yes' : 'no',
            scheduler: disk.scheduler ?? 'unknown',
            ...(disk.readAheadBytes === null ? {} : { 'read ahead': quantity(disk.readAheadBytes, 'bytes') }),
          },
          names: { disk: disk.name, scheduler: disk.scheduler ?? 'mq-deadline' },
        }
      })
  },
  advice: [
    {
      text: 'On a disk without moving parts, hand requests over as they come.',
      command: 'echo none > /sys/block/{disk}/queue/scheduler',
      persist:
        'echo \'ACTION=="add|change", KERNEL=="nvme*|sd*", ATTR{queue/rotational}=="0", ATTR{queue/scheduler}="none"\' > /etc/udev/rules.d/60-scheduler.rules',
      undo: 'echo {scheduler} > /sys/block/{disk}/queue/scheduler',
      risk: 'none',
    },
    {
      text: 'Move a database to a disk without moving parts, or tell PostgreSQL what a random read costs: random_page_cost 4 on a rotating disk, 1.1 on others.',
    },
  ],
})

function hintsFor(disk: DiskFacts, database: string | null): string[] {
  return [
    ...(isRotating(disk) && database !== null
      ? [`${disk.name} is a rotating disk, and ${database} runs here.`]
      : []),
    ...(disk.rotational === false && (disk.scheduler === 'bfq' || disk.scheduler === 'cfq')
      ? [`${disk.name} has no moving parts, and ${disk.scheduler} orders its requests as if it had.`]
      : []),
  ]
}

function databaseIn(processes: Fact<ProcessList>): string | null {
  if (!processes.known) return null
  return processes.last.processes.find(({ name }) => databases.test(name))?.name ?? null
}
