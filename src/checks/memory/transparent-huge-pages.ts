import { processName } from '../culprit.ts'
import { defineCheck } from '../define-check.ts'
import { postgresServers, redisServers } from './servers.ts'

export const memThp = defineCheck({
  id: 'mem.thp',
  group: 'memory',
  resource: 'memory',
  role: 'config',
  title: 'Transparent huge pages',
  meaning:
    'The kernel joins pages of 4 KiB to such of 2 MiB for every program. Databases that fork to save (Redis, Valkey) then copy far more memory and answer late meanwhile, and PostgreSQL gains nothing by it.',
  reads: '/sys/kernel/mm/transparent_hugepage/enabled',
  source: 'Redis checks it at start-up; tuned, profile postgresql: never',
  needs: ['processes'],
  uses: ['transparentHugePages'],
  worst: 'warn',
  evaluate({ facts }) {
    const setting = facts.transparentHugePages
    if (!setting.known && setting.reason === 'absent')
      return { notApplicable: 'This kernel has no transparent huge pages.' }
    if (!setting.known) return { unknown: `${setting.path} cannot be read.` }
    const mode = setting.last
    const { processes } = facts.processes.last
    const [server] = [...redisServers(processes), ...postgresServers(processes)]
    if (server === undefined)
      return { notApplicable: 'It matters to Redis, Valkey and PostgreSQL, and none of them runs here.' }
    return {
      value: null,
      status: mode === 'always' ? 'warn' : 'pass',
      because:
        mode === 'always'
          ? `Transparent huge pages are on for all programs, while ${processName(server)} runs.`
          : `Transparent huge pages are set to ${mode}, which suits ${processName(server)}.`,
      evidence: { enabled: mode, server: processName(server) },
    }
  },
  advice: [
    {
      text: 'Leave huge pages to programs that ask for them; then restart Redis, which looks at start-up.',
      command: 'echo madvise > /sys/kernel/mm/transparent_hugepage/enabled',
      persist:
        "echo 'w /sys/kernel/mm/transparent_hugepage/enabled - - - - madvise' > /etc/tmpfiles.d/huge-pages.conf",
      undo: 'rm -f /etc/tmpfiles.d/huge-pages.conf; echo always > /sys/kernel/mm/transparent_hugepage/enabled',
      risk: 'none',
    },
  ],
})
