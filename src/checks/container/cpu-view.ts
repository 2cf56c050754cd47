import { type ProcessFacts, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { thisContainer } from '../cgroups.ts'
import { processName } from '../culprit.ts'
import { defineCheck, type Reading } from '../define-check.ts'
import { cpuLimits, type ProcessLimit } from './limit-of.ts'
import { type WorkerKind, workerKind } from './worker-kinds.ts'

/** What libuv takes where nothing is said, made for one CPU. */
const poolThreads = 4

export const ctrCpuView = defineCheck({
  id: 'ctr.cpu-view',
  group: 'container',
  resource: 'cpu',
  role: 'config',
  title: 'Workers against the CPU limit',
  meaning:
    'Inside a CPU limit programs still see all CPUs of the machine, and many start as many workers or threads. More than the limit has CPUs only wait for each other, and are throttled together.',
  reads: '/proc/PID/stat, /proc/PID/cgroup, cg/cpu.max, cg/cpu.cfs_quota_us',
  source:
    'libuv before 1.49 and Node 20 ignore quotas; one worker a CPU, gunicorn two and one more; four pool threads a CPU is a house value',
  needs: ['effectiveCpu', 'processes'],
  uses: ['cgroups', 'ownCgroup', 'system'],
  worst: 'warn',
  evaluate({ facts }) {
    const limitOf = cpuLimits(facts)
    const limited = facts.processes.last.processes.flatMap((process) => {
      const limit = limitOf(process)
      return limit === null ? [] : [{ process, limit }]
    })
    if (limited.length === 0) return { notApplicable: 'No process here has fewer CPUs than the machine.' }
    const readings = [...tooManyWorkers(limited), ...tooManyThreads(limited)]
    return readings.length > 0
      ? readings
      : {
          value: null,
          status: 'pass',
          because: 'No server has more workers than its limit has CPUs.',
          evidence: { processes: quantity(limited.length, 'count') },
        }
  },
  advice: [
    {
      text: 'Set the number by hand instead of by what the program sees: {setting} to {most}.',
      command: 'ps -o pid,nlwp,args --ppid {parent}',
      undo: 'the same setting back to {count}',
      risk: 'restart',
    },
  ],
})

interface Limited {
  process: ProcessFacts
  limit: ProcessLimit
}

/** Of several masters of one name in one group, that with the most workers. */
function tooManyWorkers(limited: readonly Limited[]): Reading[] {
  const families = new Map<string, { kind: WorkerKind; limit: ProcessLimit; workers: ProcessFacts[] }>()
  for (const { process, limit } of limited) {
    const kind = workerKind(process)
    if (kind === null) continue
    const key = `${limit.group}\0${process.name}\0${process.parentPid}`
    const family = families.get(key) ?? { kind, limit, workers: [] }
    family.workers.push(process)
    families.set(key, family)
  }
  const found = [...families.values()]
    .toSorted((a, b) => b.workers.length - a.workers.length)
    .flatMap(({ kind, limit, workers }): Reading[] => {
      const [first] = workers
      const most = kind.most(Math.ceil(limit.value))
      if (first === undefined || workers.length < 2 || workers.length <= most) return []
      const cpus = formatQuantity(limit.value, 'cores')
      return [
        {
          instance: instanceOf(first.name, limit),
          value: null,
          status: 'warn',
          because: `${first.name} runs ${workers.length} workers in a limit of ${cpus}; ${most} would do.`,
          evidence: {
            workers: quantity(workers.length, 'count'),
            limit: quantity(limit.value, 'cores'),
            group: limit.group,
          },
          culprit: first.name,
          names: {
            setting: kind.setting,
            most: String(most),
            count: String(workers.length),
            parent: String(first.parentPid),
          },
        },
      ]
    })
  return [...new Map(found.toReversed().map((reading) => [reading.instance, reading])).values()].toReversed()
}

function tooManyThreads(limited: readonly Limited[]): Reading[] {
  const found = limited.flatMap(({ process, limit }): Reading[] => {
    const size = Number(process.environment?.['UV_THREADPOOL_SIZE'] ?? 0)
    const most = poolThreads * Math.ceil(limit.value)
    if (!Number.isInteger(size) || size <= most) return []
    return [
      {
        instance: instanceOf(`${process.name} thread pool`, limit),
        value: null,
        status: 'warn',
        because: `${processName(process)} has a pool of ${size} threads in a limit of ${formatQuantity(limit.value, 'cores')}; ${most} would do.`,
        evidence: {
          threads: quantity(size, 'count'),
          limit: quantity(limit.value, 'cores'),
          group: limit.group,
        },
        culprit: processName(process),
        names: {
          setting: 'UV_THREADPOOL_SIZE',
          most: String(most),
          count: String(size),
          parent: String(process.parentPid),
        },
      },
    ]
  })
  return [...new Map(found.map((reading) => [reading.instance, reading])).values()]
}

function instanceOf(name: string, { group }: ProcessLimit): string {
  return group === thisContainer ? name : `${name} in ${group}`
}
