import { quantity } from '../../core/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import { defineCheck, type Reading } from '../define-check.ts'
import { growth } from '../growth.ts'
import { sysctlNumber } from '../sysctl-number.ts'
import { isJustNow, recentMessages } from './recent-messages.ts'

const setting = 'kernel.hung_task_detect_count'

export const hungTasks = defineCheck({
  id: 'krn.hung-tasks',
  group: 'kernel',
  resource: 'kernel',
  role: 'errors',
  title: 'Hung tasks',
  meaning:
    'Tasks that the kernel saw wait uninterruptibly for two minutes or longer. They wait for a disk, a network filesystem or a lock that does not answer, and cannot be killed.',
  reads: '/proc/sys/kernel/hung_task_detect_count, dmesg',
  source: 'node_exporter kernel_hung: any; of the last 30 minutes',
  needs: [],
  uses: ['sysctls', 'kernelLog', 'uptimeSeconds'],
  thresholds: { unit: 'count', direction: 'above', fail: 1 },
  evaluate({ facts, windowSeconds }) {
    const { sysctls, kernelLog, uptimeSeconds } = facts
    const total = sysctls.known ? sysctlNumber(sysctls.last, setting) : null
    const said = recentMessages(kernelLog, uptimeSeconds)
    if (total === null && said === null)
      return {
        unknown:
          !kernelLog.known && kernelLog.reason === 'denied'
            ? 'This kernel does not count hung tasks, and its log may not be read by this user: run as root to see it.'
            : 'This kernel does not count hung tasks, and its log cannot be read.',
      }
    const grown = sysctls.known ? growth(sysctlNumber(sysctls.first ?? null, setting), total) : null
    return readingOf({ total, grown, windowSeconds, hung: (said ?? []).flatMap(hungTask) })
  },
  advice: [
    {
      text: 'See where the kernel saw it wait.',
      command: 'dmesg | grep -A 20 "blocked for more than"',
      risk: 'none',
    },
    { text: 'See whether it still waits, and in what.', command: 'cat /proc/{pid}/stack', risk: 'none' },
    {
      text: 'Look at what it waits for: errors of the disk, a mount whose server is gone, a filesystem that a backup froze.',
    },
  ],
})

interface Hung {
  name: string
  pid: string
  ageSeconds: number
}

function hungTask({ text, ageSeconds }: { text: string; ageSeconds: number }): Hung[] {
  const [, name, pid] = /task (.{1,64}):(\d{1,10}) blocked for more than/.exec(text) ?? []
  return name === undefined || pid === undefined ? [] : [{ name, pid, ageSeconds }]
}

function readingOf(seen: {
  total: number | null
  grown: number | null
  windowSeconds: number
  hung: readonly Hung[]
}): Reading {
  const { total, grown, windowSeconds, hung } = seen
  const [newest] = hung
  const evidence = {
    'in the log': quantity(hung.length, 'count'),
    ...(total === null ? {} : { 'since boot': quantity(total, 'count') }),
    ...(newest === undefined ? {} : { newest: `${newest.name} (pid ${newest.pid})` }),
  }
  const blame =
    newest === undefined ? {} : { culprit: `${newest.name} (pid ${newest.pid})`, names: { pid: newest.pid } }
  if (grown !== null && grown > 0)
    return {
      value: Math.max(grown, hung.length),
      because: `The kernel found ${counted(grown, 'task')} hung in the last ${formatQuantity(windowSeconds, 'seconds')}.`,
      evidence,
      ...blame,
    }
  if (newest !== undefined)
    return {
      value: hung.length,
      because: `${newest.name} (pid ${newest.pid}) waited uninterruptibly for longer than two minutes; the kernel said so ${formatQuantity(newest.ageSeconds, 'seconds')} ago.`,
      evidence,
      ...(isJustNow(newest.ageSeconds, windowSeconds) ? {} : { atMost: 'warn' }),
      ...blame,
    }
  if ((total ?? 0) > 0)
    return {
      value: null,
      status: 'info',
      because: `The kernel found ${counted(total ?? 0, 'task')} hung since its boot, and none lately.`,
      evidence,
    }
  return { value: 0, because: 'The kernel found no task hung.', evidence }
}
