import { readFileSync } from 'node:fs'
import { until } from './harness.ts'
import { average, busyLoop, type Illness } from './illness.ts'

/** CPU. */
export const cpuIllnesses: readonly Illness[] = [
  {
    name: 'a throttled cgroup',
    resource: 'cpu',
    findings: ['cpu.throttled'],
    culprit: /lewis-perf-truth/,
    async provoke(provocation) {
      const cgroup = provocation.cgroup('cpu', { 'cpu.cfs_period_us': '100000', 'cpu.cfs_quota_us': '20000' })
      provocation.start('sh', busyLoop, { cgroup })
      await until(
        () => Number(/nr_throttled (\d+)/.exec(readFileSync(`${cgroup}/cpu.stat`, 'utf8'))?.[1]) > 20,
      )
    },
  },
  {
    name: 'CPUs with a run queue',
    resource: 'cpu',
    findings: ['cpu.run-queue', 'cpu.pressure'],
    culprit: /sh \(pid/,
    async provoke(provocation) {
      for (let n = 0; n < 10; n++) provocation.start('sh', busyLoop)
      await until(() => average('cpu', 'avg60') > 12)
    },
  },
]
