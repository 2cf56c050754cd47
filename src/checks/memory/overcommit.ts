import { type Fact, type ProcessFacts, quantity } from '../../core/index.ts'
import { processName } from '../culprit.ts'
import { defineCheck, type Verdict } from '../define-check.ts'
import { sysctlNumber } from '../sysctl-number.ts'
import { percent } from '../words.ts'
import { redisServers } from './servers.ts'

const strict = 2
const nearlyAll = 0.9

export const memOvercommit = defineCheck({
  id: 'mem.overcommit',
  group: 'memory',
  resource: 'memory',
  role: 'config',
  title: 'Memory overcommit',
  meaning:
    'Whether the kernel promises more memory than there is. Redis and Valkey fork to save and need the promise (1), or saving fails when they are large; where promises are strictly limited (2), programs fail once they are used up.',
  reads: '/proc/sys/vm/overcommit_memory, /proc/meminfo',
  source: 'Redis checks it at start-up; 90 % of the commit limit is a house value',
  needs: ['sysctls', 'processes'],
  uses: ['meminfo'],
  worst: 'warn',
  evaluate({ facts }) {
    const mode = sysctlNumber(facts.sysctls.last, 'vm.overcommit_memory')
    if (mode === null) return { unknown: '/proc/sys/vm/overcommit_memory cannot be read.' }
    const [redis] = redisServers(facts.processes.last.processes)
    return verdictOf(mode, redis, facts.meminfo)
  },
  advice: [
    {
      text: 'On a machine with Redis or Valkey, let the kernel promise memory freely.',
      command: 'sysctl -w vm.overcommit_memory=1',
      persist: 'echo vm.overcommit_memory=1 > /etc/sysctl.d/90-overcommit.conf',
      undo: 'rm -f /etc/sysctl.d/90-overcommit.conf; sysctl -w vm.overcommit_memory={mode}',
      risk: 'none',
    },
    {
      text: 'Where promises are limited on purpose, raise the share of memory that may be promised, or add swap.',
      command: 'grep -E "^Commit" /proc/meminfo; sysctl vm.overcommit_ratio',
      risk: 'none',
    },
  ],
})

function verdictOf(
  mode: number,
  redis: ProcessFacts | undefined,
  meminfo: Fact<Record<string, number>>,
): Verdict {
  const { CommitLimit: limit, Committed_AS: promised } = meminfo.known ? meminfo.last : {}
  const share = limit === undefined || promised === undefined || limit <= 0 ? null : promised / limit
  const isUsedUp = mode === strict && share !== null && share > nearlyAll
  if (redis === undefined && mode === strict && share === null)
    return { unknown: '/proc/meminfo does not tell CommitLimit and Committed_AS.' }
  const isWrong = redis !== undefined && mode !== 1
  return {
    value: null,
    status: isWrong || isUsedUp ? 'warn' : 'pass',
    because: [
      `vm.overcommit_memory is ${mode}${isWrong ? `, and ${processName(redis)} needs 1 to save while it is large` : ''}.`,
      ...(isUsedUp ? [`${percent(share ?? 0)} of what may be promised is.`] : []),
    ].join(' '),
    evidence: {
      mode: String(mode),
      ...(limit === undefined ? {} : { 'commit limit': quantity(limit, 'bytes') }),
      ...(promised === undefined ? {} : { promised: quantity(promised, 'bytes') }),
    },
    names: { mode: String(mode) },
  }
}
