import { type ProcessFacts, type ProcessList, quantity } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { processName } from '../culprit.ts'
import { defineCheck, type Reading } from '../define-check.ts'
import { percent } from '../words.ts'
import { scarceServers } from './scarce-servers.ts'
import { unitOf } from './unit-of.ts'

const shown = 3

export const processFileDescriptors = defineCheck({
  id: 'lim.fd-process',
  group: 'limits',
  resource: 'limits',
  role: 'utilization',
  title: 'Open files of a process',
  meaning:
    'How many files, sockets and pipes a process has open, against its own soft limit. At the limit it cannot accept a connection or open a file ("too many open files"). A server with a limit of 1,024 or less is told of as information: it has room for about as many connections.',
  reads: '/proc/PID/fd, /proc/PID/limits',
  source: 'netdata 95 % (cleared at 85 %); 80 % is a house value',
  needs: ['processes'],
  uses: ['tcpSockets'],
  thresholds: { unit: 'ratio', direction: 'above', warn: 0.8, fail: 0.95, failClear: 0.85 },
  evaluate({ facts, thresholds }) {
    const users = facts.processes.last.processes.filter(
      ({ isKernelThread, state }) => !isKernelThread && state !== 'Z',
    )
    const shares = users.flatMap(shareOf).toSorted((a, b) => b.share - a.share)
    const unseen = unseenOf(users, facts.processes.last)
    if (shares.length === 0)
      return { unknown: unseen ?? 'How many files a process has open was not told of any process.' }
    const full = shares.filter(({ share }) => share >= (thresholds.warn ?? 1))
    return [
      ...(full.length > 0 ? full.slice(0, shown) : shares.slice(0, 1)).map(reading),
      ...(facts.tcpSockets.known && facts.tcpSockets.last.listeners.length > 0 ? scarceServers(users) : []),
      ...(unseen === null
        ? []
        : [{ value: null, status: 'unknown' as const, because: unseen, evidence: {} }]),
    ]
  },
  advice: [
    {
      text: 'See what it holds open: one file or one kind of socket over and over is a leak.',
      command: "ls -l /proc/{pid}/fd | awk '{print $NF}' | sort | uniq -c | sort -rn | head",
      risk: 'none',
    },
    {
      text: 'Where the need is real, raise its limit at once; the file in the unit counts from its next start.',
      // The second for a process whose hard limit is as low as its soft one.
      command: 'prlimit --pid {pid} --nofile={wanted}: || prlimit --pid {pid} --nofile={wanted}',
      persist:
        "mkdir -p /etc/systemd/system/{unit}.d && printf '[Service]\\nLimitNOFILE=%s\\n' {wanted} > /etc/systemd/system/{unit}.d/nofile.conf && systemctl daemon-reload",
      undo: 'prlimit --pid {pid} --nofile={limit}:; rm -f /etc/systemd/system/{unit}.d/nofile.conf; systemctl daemon-reload',
      risk: 'none',
    },
  ],
})

interface Share {
  process: ProcessFacts
  open: number
  limit: number
  share: number
}

function shareOf(process: ProcessFacts): Share[] {
  const { openFiles: open, openFilesLimit: limit } = process
  if (open === null || limit === null || limit <= 0) return []
  return [{ process, open, limit, share: open / limit }]
}

function reading({ process, open, limit, share }: Share): Reading {
  const name = processName(process)
  const most = Number.isFinite(limit) ? formatQuantity(limit) : 'unlimited'
  return {
    instance: name,
    value: share,
    because: `${name} has ${formatQuantity(open)} of ${most} files open (${percent(share)}).`,
    evidence: {
      open: quantity(open, 'count'),
      limit: Number.isFinite(limit) ? quantity(limit, 'count') : 'none',
      ...(process.command ? { command: process.command } : {}),
    },
    culprit: name,
    names: {
      pid: String(process.pid),
      limit: String(limit),
      wanted: String(Math.max(65_536, limit * 2)),
      ...unitOf(process.cgroup),
    },
  }
}

/** Limits may be read by all, open files by the owner only; one that lacks both has ended meanwhile or was left out. */
function unseenOf(users: readonly ProcessFacts[], { detailed, processes }: ProcessList): string | null {
  const denied = users.filter((one) => one.openFiles === null && one.openFilesLimit !== null).length
  const leftOut = Math.max(0, processes.length - detailed)
  const sentences = [
    ...(denied === 0
      ? []
      : [
          `${denied === 1 ? 'One process of another user' : `${formatQuantity(denied)} processes of other users`} may not be looked into: run as root to see the number of open files.`,
        ]),
    ...(leftOut === 0
      ? []
      : [
          `${formatQuantity(leftOut)} of ${formatQuantity(processes.length)} processes were left out for time.`,
        ]),
  ]
  return sentences.length === 0 ? null : sentences.join(' ')
}
