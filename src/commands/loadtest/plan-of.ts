import { OperatorError } from '../../core/index.ts'
import type { ClosedModel, HealthCheck, LoadPlan, OpenModel, PlannedRequest } from '../../traffic/index.ts'
import type { Context } from '../command.ts'
import { readInput } from '../read-input.ts'
import type { LoadtestInput } from './options.ts'
import { type Address, addressOf } from './target-of.ts'

const defaults = {
  users: 10,
  seconds: 10,
  openConnections: 1000,
  /** Each of which carries a hundred requests at once. */
  sessions: 10,
  timeoutSeconds: 10,
  drainSeconds: 5,
}

/** The plan that options and operands ask for. Throws OperatorError (exit 2) where they contradict each other or name nothing to load. */
export function planOf(input: LoadtestInput, context: Context): LoadPlan {
  if (input.http2 === true && input.noKeepAlive === true) throw contradict('--http2', '--no-keep-alive')
  if (input.http2 === true && input.pipelining !== undefined) throw contradict('--http2', '--pipelining')
  const addresses = addressesOf(input, context.operands)
  const [address] = addresses
  if (address === undefined) throw nothingToLoad()
  const model = modelOf(input)
  const read = (file: string | undefined, hint: string): string | null =>
    file === undefined ? null : readInput(file, hint, context)
  return {
    model,
    targets: addresses.map(({ target }) => target),
    balance: input.balance ?? 'round-robin',
    health: healthOf(input, address, addresses.length),
    requests: [requestOf(input, address, read(input.bodyFile, 'Give a file with the body.'))],
    protocol: input.http2 === true ? 'http2' : 'http1',
    connections: connectionsOf(input, model),
    keepAlive: input.noKeepAlive !== true,
    tls: {
      ca: read(input.ca, 'Give a file of certificates in PEM.'),
      certificate: read(input.cert, 'Give a certificate in PEM.'),
      key: read(input.key, 'Give a key in PEM.'),
      serverName: input.serverName ?? null,
      verifies: input.insecure !== true,
    },
    timeoutSeconds: input.timeout ?? defaults.timeoutSeconds,
    drainSeconds: input.drain ?? Math.min(defaults.drainSeconds, input.timeout ?? defaults.timeoutSeconds),
    warmupSeconds: input.warmup ?? 0,
    seed: context.seed(),
  }
}

/** Where requests go, and what is asked for there: with --target a path alone is the operand. */
function addressesOf(input: LoadtestInput, operands: readonly string[]): Address[] {
  const [operand, more] = operands
  if (more !== undefined)
    throw new OperatorError({
      sentence: `One URL can be loaded at a time, got ${more} too.`,
      hint: 'For several targets that share the load: --target URL --target URL.',
    })
  const { target: targets, unixSocket = null } = input
  if (targets === undefined) return operand === undefined ? [] : [addressOf(operand, { unixSocket })]
  if (unixSocket !== null) throw contradict('--target', '--unix-socket')
  if (operand !== undefined && !operand.startsWith('/'))
    throw new OperatorError({
      sentence: `With --target the operand is the path that is loaded, got ${operand}.`,
      hint: 'Give it from its slash, /api/health, and the targets by --target alone.',
    })
  const addresses = targets.map(({ url, weight }) => {
    const address = addressOf(url)
    return { ...address, target: { ...address.target, weight } }
  })
  const twice = addresses.find(
    ({ target }, index) => addresses.findIndex((one) => one.target.name === target.name) !== index,
  )
  if (twice !== undefined)
    throw new OperatorError({
      sentence: `The target ${twice.target.name} is given twice.`,
      hint: 'Give it once, with a weight: --target URL,weight=2.',
    })
  const path = operand ?? addresses.find((one) => one.path !== '/')?.path ?? '/'
  return addresses.map((address) => ({ ...address, path }))
}

const healthFlags = {
  healthPath: '--health-path',
  healthInterval: '--health-interval',
  unhealthyAfter: '--unhealthy-after',
  healthyAfter: '--healthy-after',
  slowReturn: '--slow-return',
} as const

/** One target is loaded whether it is well or not. */
function healthOf(input: LoadtestInput, { path }: Address, targets: number): HealthCheck | null {
  if (targets > 1)
    return {
      path: input.healthPath ?? path,
      intervalSeconds: input.healthInterval ?? 1,
      unhealthyAfter: input.unhealthyAfter ?? 2,
      healthyAfter: input.healthyAfter ?? 2,
      slowReturnSeconds: input.slowReturn ?? 0,
    }
  for (const [key, flag] of Object.entries({ ...healthFlags, balance: '--balance' } as const))
    if (input[key as keyof typeof healthFlags | 'balance'] !== undefined)
      throw new OperatorError({
        sentence: `${flag} is about several targets, and there is one.`,
        hint: 'Give at least two --target, or leave it out.',
      })
  return null
}

const onlyClosed = {
  users: '--users',
  requests: '--requests',
  pipelining: '--pipelining',
  thinkTime: '--think-time',
} as const
const onlyOpen = { arrivals: '--arrivals' } as const

function modelOf(input: LoadtestInput): OpenModel | ClosedModel {
  const { rate, stages, duration } = input
  if (input.findMax === true) return searchModel(input)
  const opening = rate !== undefined ? '--rate' : stages !== undefined ? '--stages' : null
  if (rate !== undefined && stages !== undefined) throw contradict('--rate', '--stages')
  if (stages !== undefined && duration !== undefined) throw contradict('--stages', '--duration')
  if (opening !== null) {
    for (const [key, flag] of Object.entries(onlyClosed))
      if (input[key as keyof typeof onlyClosed] !== undefined) throw contradict(opening, flag)
    return {
      kind: 'open',
      stages: stages ?? [{ fromRate: rate ?? 0, toRate: rate ?? 0, seconds: duration ?? defaults.seconds }],
      process: input.arrivals ?? 'uniform',
    }
  }
  for (const [key, flag] of Object.entries(onlyOpen))
    if (input[key as keyof typeof onlyOpen] !== undefined)
      throw new OperatorError({
        sentence: `${flag} is about a rate, and none was given.`,
        hint: `Add --rate 500/s or --stages, or leave ${flag} out.`,
      })
  const pipelining = input.pipelining ?? 1
  return {
    kind: 'closed',
    users: (input.users ?? input.connections ?? defaults.users) * pipelining,
    pipelining,
    requests: input.requests ?? null,
    // A number of requests ends the run; a day keeps it from never ending.
    seconds: duration ?? (input.requests === undefined ? defaults.seconds : 86_400),
    thinkSeconds: input.thinkTime ?? 0,
  }
}

/** Where a search begins; each of its loads is a model of its own. */
function searchModel(input: LoadtestInput): OpenModel {
  if (input.stages !== undefined) throw contradict('--find-max', '--stages')
  for (const [key, flag] of Object.entries(onlyClosed))
    if (input[key as keyof typeof onlyClosed] !== undefined) throw contradict('--find-max', flag)
  const rate = input.rate ?? 1
  return {
    kind: 'open',
    stages: [{ fromRate: rate, toRate: rate, seconds: input.duration ?? defaults.seconds }],
    process: input.arrivals ?? 'poisson',
  }
}

function connectionsOf({ connections, users, http2 }: LoadtestInput, model: OpenModel | ClosedModel): number {
  if (model.kind === 'open')
    return connections ?? (http2 === true ? defaults.sessions : defaults.openConnections)
  return connections ?? users ?? defaults.users
}

function requestOf(
  input: LoadtestInput,
  { path, authorization }: Address,
  bodyFile: string | null,
): PlannedRequest {
  if (input.body !== undefined && bodyFile !== null) throw contradict('--body', '--body-file')
  const body = input.body ?? bodyFile
  const method = input.method ?? (body === null ? 'GET' : 'POST')
  const headers = [...(input.header ?? [])]
  if (authorization !== null) headers.push(['Authorization', authorization])
  return { name: `${method} ${path.split('?')[0]}`, method, path, headers, body, weight: 1 }
}

function nothingToLoad(): OperatorError {
  return new OperatorError({
    sentence: 'There is nothing to load: no URL was given.',
    hint: 'Give one: lewis-perf loadtest http://127.0.0.1:8000/api/health.',
  })
}

function contradict(a: string, b: string): OperatorError {
  return new OperatorError({
    sentence: `${a} and ${b} contradict each other.`,
    hint: 'Leave one of them out.',
  })
}
