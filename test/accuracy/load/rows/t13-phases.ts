import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { mean } from '../../../../src/metrics/index.ts'
import { selfSigned } from '../../../servers/self-signed.ts'
import { startChild } from '../children.ts'
import { openNamespace } from '../namespace.ts'
import { histogramOf, loadtest, withFolder } from '../own-tool.ts'
import type { Check, Measured, Row } from '../suite.ts'

const port = 8443
const dnsMs = 80
const delays = { dnsMs, tlsMs: 60, firstByteMs: 40, bodyMs: 30 }
const requests = 20
const hostName = 'slow.test'

/** The kernel of the client sends its SYN again after a second, for the first of each connection is dropped. */
const dropFirstSyn = `
table ip accuracy {
  set seen { type inet_service; flags dynamic,timeout; timeout 10s; }
  chain input {
    type filter hook input priority 0;
    tcp dport ${port} tcp flags & (syn|ack) == syn tcp sport != @seen add @seen { tcp sport } drop
  }
}
`

/** When each phase of each connection ended, on the clock of the server. */
type PhaseLog = Record<'wanted' | 'named' | 'accepted' | 'secured' | 'asked' | 'headed' | 'ended', number[]>

/** Every phase of a connection takes a time that is known. */
export const phases: Row = {
  id: 'T13',
  title: 'DNS 80 ms, a dropped SYN, TLS 60 ms, first byte 40 ms, body 30 ms',
  accept: 'each phase within 3 ms of the server log; their sum = the total',
  isRepeated: false,
  seconds: 12,
  run: ({ seed }) => withFolder((folder) => inNamespace(folder, seed)),
}

async function inNamespace(folder: string, seed: number): Promise<Measured> {
  const namespace = await openNamespace(dropFirstSyn, folder)
  if (namespace === null) return { checks: [], notRun: 'no network namespace may be made: run it as root' }
  try {
    const { key, certificate: cert } = selfSigned(folder, hostName)
    const program = fileURLToPath(new URL('../../../servers/ground-truth/phases.mjs', import.meta.url))
    const [command = '', ...rest] = [...namespace.prefix, process.execPath, program]
    const server = startChild(command, [...rest, JSON.stringify({ port, key, cert, ...delays })])
    if (server.child.stdout !== null) await once(server.child.stdout, 'data')
    const how = [
      '--no-keep-alive',
      '--insecure',
      '--allow',
      hostName,
      '--rate',
      '4/s',
      '--duration',
      `${requests / 4}s`,
    ]
    const run = await loadtest(
      [`https://${hostName}:${port}/`, ...how, '--seed', String(seed)],
      namespace.prefix,
    )
    server.child.kill('SIGTERM')
    const { output } = await server.finished
    const log = JSON.parse(output.split('\n')[1] ?? '') as PhaseLog
    return { checks: checksOf(run, log), notes: { sent: run.data.counts.sent, ok: run.data.counts.ok } }
  } finally {
    await namespace.remove()
  }
}

function checksOf({ data, run }: Awaited<ReturnType<typeof loadtest>>, log: PhaseLog): Check[] {
  const reported = (phase: string): number =>
    run.phases[phase] === undefined ? Number.NaN : histogramOf([run.phases[phase]]).mean / 1000
  const truth = {
    dns: meanGap(log.wanted, log.named),
    connect: meanGap(log.named, log.accepted),
    tls: meanGap(log.accepted, log.secured),
    firstByte: meanGap(log.asked, log.headed),
    body: meanGap(log.headed, log.ended),
  }
  const names = Object.keys(truth) as (keyof typeof truth)[]
  const sum = names.reduce((total, name) => total + reported(name), 0)
  const total = data.latency.fromSend.meanSeconds * 1000
  return [
    {
      name: 'answered',
      unit: 'requests',
      isExact: true,
      measured: data.counts.ok,
      atLeast: requests,
      atMost: requests,
    },
    ...names.map((name) => ({
      name: `${name}, of ${truth[name].toFixed(0)} ms: off by`,
      unit: 'ms',
      measured: Math.abs(reported(name) - truth[name]),
      atMost: 3,
    })),
    {
      name: `sum, of ${total.toFixed(0)} ms: off by`,
      unit: 'ms',
      measured: Math.abs(sum - total),
      atMost: 3,
    },
  ]
}

/** The k-th of each belong together: connections do not overtake each other. */
function meanGap(from: readonly number[], to: readonly number[]): number {
  return mean(to.map((end, index) => end - (from[index] ?? Number.NaN)))
}
