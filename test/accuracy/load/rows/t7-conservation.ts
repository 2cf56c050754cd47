import { createServer } from 'node:http2'
import { freePort } from '../../../servers/program.ts'
import { loadtest, type OwnRun, ownNotes, ownQuantileMs } from '../own-tool.ts'
import { runRivals, saidByRivals, saidByUs, withTruth } from '../rival-runs.ts'
import type { Check, Row, Said } from '../suite.ts'

const rate = 45
const seconds = 6
/** What /in-turn hands out, in its order, and as what each has to be counted. */
const kinds = [
  'ok',
  'status-500',
  'reset',
  'truncated',
  'truncated',
  'malformed',
  'malformed',
  'ok',
  'ok',
] as const
const load = {
  ratePerSecond: rate,
  seconds,
  timeoutSeconds: 1,
  connections: 5,
  busyConnections: 2,
  path: '/in-turn',
}

/** Every fault is counted as what it is, every request is accounted for, and a target that is down is not hammered. */
export const conservation: Row = {
  id: 'T7',
  title: 'faults of every kind',
  accept:
    'planned = sent + unsent; sent = server count = ok + failed + timed out; each fault in its own class',
  isRepeated: true,
  seconds: seconds + 6,
  async run({ seed }) {
    const [mixed, theirs, alone] = await Promise.all([
      withTruth({ kind: 'faults' }, async (server) => {
        const model = [
          '--rate',
          `${rate}/s`,
          '--duration',
          `${seconds}s`,
          '--timeout',
          '1s',
          '--seed',
          String(seed),
        ]
        const run = await loadtest([`${server.url}/in-turn`, ...model])
        return { run, arrived: (await server.log()).arrivedMs.length }
      }),
      runRivals({ kind: 'faults' }, load),
      Promise.all([
        silent(),
        downAt('/reset', 'reset'),
        downAt('/close', 'closed'),
        refused(),
        notTls(),
        goAway(),
      ]),
    ])
    const { run, arrived } = mixed
    const { data } = run
    const answered = Object.values(data.status).reduce((sum, count) => sum + count, 0)
    return {
      checks: [
        ...balance('in turn', run, arrived),
        ...classes(run, arrived),
        unaffected(run),
        ...alone.flat(),
      ],
      said: [
        ...saidByUs([], { quantileMs: () => 0, truthMs: () => 0 }, { accounted: accountedIn(run), arrived }),
        ...saidByRivals(theirs, [], () => 0),
        wholeAnswers('lewis-perf', answered, arrived),
        ...theirs.map(({ rival, report, log }) => wholeAnswers(rival, report.answered, log.arrivedMs.length)),
      ],
      notes: {
        ...ownNotes(run),
        failed: JSON.stringify(data.counts.failed),
        'timed out': data.counts.timedOut,
      },
    }
  },
}

/** Four of nine that come in turn are answered whole. */
function wholeAnswers(tool: Said['tool'], answered: number, arrived: number): Said {
  const whole = Array.from({ length: arrived }, (_, index) => kinds[index % kinds.length] ?? '')
  const truth = whole.filter((kind) => ['ok', 'status-500'].includes(kind)).length
  return { tool, figure: 'whole answers', unit: '% of them', reported: (100 * answered) / truth, truth: 100 }
}

function accountedIn({ data: { counts } }: OwnRun): number {
  const failed = Object.values(counts.failed).reduce((sum, count) => sum + count, 0)
  return counts.ok + failed + counts.timedOut + counts.inFlight
}

function equal(name: string, measured: number, wanted: number): Check {
  return { name, unit: 'requests', isExact: true, measured, atLeast: wanted, atMost: wanted }
}

function balance(name: string, run: OwnRun, arrived: number): Check[] {
  const { planned, sent, unsent } = run.data.counts
  return [
    equal(`${name}: planned less sent and unsent`, planned - sent - unsent, 0),
    equal(`${name}: sent less accounted for`, sent - accountedIn(run), 0),
    equal(`${name}: sent less arrived`, sent - arrived, 0),
  ]
}

function classes({ data: { counts } }: OwnRun, arrived: number): Check[] {
  const handed = Array.from({ length: arrived }, (_, index) => kinds[index % kinds.length])
  return [...new Set(kinds)].map((kind) => {
    const counted = kind === 'ok' ? counts.ok : (counts.failed[kind] ?? 0)
    return equal(`in turn: ${kind} less handed out`, counted - handed.filter((one) => one === kind).length, 0)
  })
}

/** A third of what goes well takes 100 ms; the rest is as quick as ever. */
function unaffected(run: OwnRun): Check {
  const cells = run.run.cells.filter(({ status }) => status === 200)
  const measured = ownQuantileMs({ ...run, run: { ...run.run, cells } }, 'fromSend', 0.6)
  return { name: 'in turn: p60 of what goes well', unit: 'ms', measured, atMost: 5 }
}

async function silent(): Promise<Check[]> {
  return withTruth({ kind: 'faults' }, async (server) => {
    const run = await loadtest([
      `${server.url}/never`,
      '--rate',
      '20/s',
      '--duration',
      '2s',
      '--timeout',
      '500ms',
    ])
    const arrived = (await server.log()).arrivedMs.length
    return [
      ...balance('/never', run, arrived),
      equal('/never: timed out less arrived', run.data.counts.timedOut - arrived, 0),
    ]
  })
}

async function downAt(path: string, kind: string): Promise<Check[]> {
  return withTruth({ kind: 'faults' }, async (server) => {
    const run = await loadtest([`${server.url}${path}`, '--rate', '200/s', '--duration', '2s'])
    const arrived = (await server.log()).arrivedMs.length
    return [
      ...balance(path, run, arrived),
      equal(`${path}: ${kind} less arrived`, (run.data.counts.failed[kind] ?? 0) - arrived, 0),
      { name: `${path}: tries a second`, unit: '/s', measured: arrived / 2, atMost: 12 },
    ]
  })
}

async function refused(): Promise<Check[]> {
  const run = await loadtest([`http://127.0.0.1:${await freePort()}`, '--rate', '200/s', '--duration', '2s'])
  const { sent, failed } = run.data.counts
  return [
    ...balance('refused', run, sent),
    equal('refused: refused less sent', (failed['refused'] ?? 0) - sent, 0),
    { name: 'refused: tries a second', unit: '/s', measured: sent / 2, atMost: 12 },
  ]
}

/** TLS is spoken to a server that has none: no request arrives. */
async function notTls(): Promise<Check[]> {
  return withTruth({ kind: 'faults' }, async (server) => {
    const url = server.url.replace('http:', 'https:')
    const run = await loadtest([`${url}/ok`, '--rate', '20/s', '--duration', '1s', '--insecure'])
    const { sent, failed } = run.data.counts
    return [...balance('no TLS', run, sent), equal('no TLS: tls less sent', (failed['tls'] ?? 0) - sent, 0)]
  })
}

/** An HTTP/2 server that says GOAWAY after every tenth request and answers all the same: nothing is lost. */
async function goAway(): Promise<Check[]> {
  let streams = 0
  let sessions = 0
  const server = createServer()
  server.on('session', () => sessions++)
  server.on('stream', (stream) => {
    stream.on('error', () => {})
    stream.respond({ ':status': 200 })
    stream.end('ok')
    if (++streams % 10 === 0) stream.session?.goaway()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const run = await loadtest([`http://127.0.0.1:${port}/`, '--http2', '--rate', '50/s', '--duration', '2s'])
  server.close()
  return [
    // What was sent while GOAWAY was on its way the target may leave unread.
    ...balance('GOAWAY', run, run.data.counts.sent),
    equal('GOAWAY: ok less arrived', run.data.counts.ok - streams, 0),
    { name: 'GOAWAY: sessions', unit: '', measured: sessions, atLeast: 2, isExact: true },
  ]
}
