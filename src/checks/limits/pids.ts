import { type Fact, type LoadAverage, type ProcessList, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { processName } from '../culprit.ts'
import { defineCheck, type Reading } from '../define-check.ts'
import { foremost } from '../foremost.ts'
import { sysctlNumber } from '../sysctl-number.ts'
import { percent } from '../words.ts'
import { fullestGroups } from './fullest-groups.ts'

const limits = { warn: 0.8, fail: 0.95 }
/** The whole system has more room between a warning and its end than one cgroup. */
const warnOfSystem = 0.9
/** No kernel gives a process a higher number. */
const mostNumbers = 2 ** 22

export const processNumbers = defineCheck({
  id: 'lim.pids',
  group: 'limits',
  resource: 'limits',
  role: 'utilization',
  title: 'Processes and threads',
  meaning:
    'How many threads there are, against the most that the kernel allows (of the whole system, where 90 % warns) and that a cgroup allows. At the limit no process can start another or a thread: "fork: retry: Resource temporarily unavailable".',
  reads: '/proc/loadavg, /proc/sys/kernel/{pid_max,threads-max}, cgroup pids.{current,max,events}',
  source: 'netdata 90/95 % (cleared at 85/90 %); 80/95 % of a cgroup is a house value',
  needs: ['loadAverage', 'sysctls'],
  uses: ['cgroups', 'ownCgroup', 'cgroupAncestors', 'processes'],
  thresholds: { unit: 'ratio', direction: 'above', ...limits, failClear: 0.9 },
  evaluate({ facts, thresholds }) {
    const { loadAverage, sysctls, processes } = facts
    const warn = thresholds.warn ?? limits.warn
    const system = wholeSystem(loadAverage.last, sysctls.last, processes)
    const readings = [
      ...system.map(
        (reading): Reading =>
          warn === limits.warn && (reading.value ?? 0) < warnOfSystem
            ? { ...reading, atMost: 'pass' }
            : reading,
      ),
      ...fullestGroups([facts.cgroups, facts.ownCgroup, facts.cgroupAncestors], warn),
    ]
    if (readings.length === 0) return { unknown: 'Neither kernel.pid_max nor kernel.threads-max was read.' }
    return readings
  },
  advice: [
    {
      text: 'Find who has the most threads: a number that only grows is a leak.',
      command: 'ps -eo nlwp,pid,comm --sort=-nlwp | head',
      risk: 'none',
    },
    {
      text: 'Where the need is real, double the limit of the service (or of the container: docker update --pids-limit).',
      command: 'systemctl set-property --runtime {unit} TasksMax={tasks}',
      persist: 'systemctl set-property {unit} TasksMax={tasks}',
      undo: 'systemctl set-property {unit} TasksMax={tasksLimit}',
      risk: 'none',
    },
    {
      text: 'Where the whole system is at its limit, raise it.',
      command: 'sysctl -w {setting}={threads}',
      persist: 'echo {setting}={threads} > /etc/sysctl.d/90-threads.conf',
      undo: 'rm -f /etc/sysctl.d/90-threads.conf; sysctl -w {setting}={threadsLimit}',
      risk: 'none',
    },
  ],
})

function wholeSystem(
  { threads }: LoadAverage,
  settings: Readonly<Record<string, string>>,
  processes: Fact<ProcessList>,
): Reading[] {
  const [tightest] = ['kernel.threads-max', 'kernel.pid_max']
    .flatMap((setting) => {
      const limit = sysctlNumber(settings, setting)
      return limit === null || limit === 0 ? [] : [{ setting, limit }]
    })
    .toSorted((a, b) => a.limit - b.limit)
  if (tightest === undefined) return []
  const { setting, limit } = tightest
  const share = threads / limit
  const [most] = processes.known ? foremost(processes.last.processes, 1, (one) => one.threads) : []
  return [
    {
      value: share,
      because: `There are ${formatQuantity(threads)} threads, and ${setting} allows ${formatQuantity(limit)} (${percent(share)}).`,
      evidence: {
        threads: quantity(threads, 'count'),
        [setting]: quantity(limit, 'count'),
        ...(most === undefined
          ? {}
          : { 'most threads': `${processName(most.process)}: ${formatQuantity(most.value)}` }),
      },
      ...(most === undefined ? {} : { culprit: processName(most.process) }),
      names: { setting, threadsLimit: String(limit), threads: String(Math.min(limit * 2, mostNumbers)) },
    },
  ]
}
