import { quantity } from '../../core/index.ts'
import { defineCheck } from '../define-check.ts'
import { sysctlNumber } from '../sysctl-number.ts'
import { postgresServers, redisServers } from './servers.ts'

const forDatabases = 10
const forOthers = 30
/** Values above say that swap is in memory itself, where swapping is cheap. */
const highestOnDisk = 100

export const memSwappiness = defineCheck({
  id: 'mem.swappiness',
  group: 'memory',
  resource: 'memory',
  role: 'config',
  title: 'Swappiness',
  meaning:
    'How willingly the kernel swaps memory of programs out to keep files in the page cache. A server keeps its programs in memory better; a database above all.',
  reads: '/proc/sys/vm/swappiness',
  source: 'tuned: 10 for servers, 30 for virtual guests, 3 for PostgreSQL',
  needs: ['sysctls'],
  uses: ['processes', 'meminfo'],
  worst: 'info',
  evaluate({ facts }) {
    const swappiness = sysctlNumber(facts.sysctls.last, 'vm.swappiness')
    if (facts.meminfo.known && facts.meminfo.last['SwapTotal'] === 0)
      return { notApplicable: 'There is no swap, so that it changes next to nothing.' }
    if (swappiness === null) return { unknown: '/proc/sys/vm/swappiness cannot be read.' }
    const processes = facts.processes.known ? facts.processes.last.processes : []
    const holds = postgresServers(processes).length + redisServers(processes).length > 0
    const most = holds ? forDatabases : forOthers
    const isHigh = swappiness > most && swappiness <= highestOnDisk
    const role = holds ? 'a machine with a database' : 'a server'
    return {
      value: null,
      status: isHigh ? 'info' : 'pass',
      because: isHigh
        ? `vm.swappiness is ${swappiness}; ${role} does better with ${most} or less.`
        : `vm.swappiness is ${swappiness}, which suits ${role}.`,
      evidence: { 'vm.swappiness': quantity(swappiness, 'count') },
      names: { swappiness: String(swappiness) },
    }
  },
  advice: [
    {
      text: 'Let the kernel give up page cache before it swaps.',
      command: 'sysctl -w vm.swappiness=10',
      persist: 'echo vm.swappiness=10 > /etc/sysctl.d/90-swappiness.conf',
      undo: 'rm -f /etc/sysctl.d/90-swappiness.conf; sysctl -w vm.swappiness={swappiness}',
      risk: 'none',
    },
  ],
})
