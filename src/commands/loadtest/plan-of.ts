import { OperatorError } from '../../core/index.ts'
import type { ClosedModel, LoadPlan, OpenModel, PlannedRequest, Scenario, Step } from '../../traffic/index.ts'
import type { Context } from '../command.ts'
import { contradict } from '../contradict.ts'
import { readInput } from '../read-input.ts'
import { addressesOf, balanceOf, healthOf } from './addresses-of.ts'
import { assertTls, assertTogether } from './contradictions.ts'
import { modelOf, usualUsers } from './model-of.ts'
import type { LoadtestInput } from './options.ts'
import { operandsWith, recordedRequests } from './recording.ts'
import { scenarioOfInput } from './scenario-of-input.ts'
import { type Address, isLoopback } from './target-of.ts'

const defaults = {
  openConnections: 1000,
  /** Each of which carries a hundred requests at once. */
  sessions: 10,
  timeoutSeconds: 10,
  drainSeconds: 5,
}

/** The plan that options and operands ask for; `recording` is the text of --har. Throws OperatorError (exit 2) where they contradict each other or name nothing to load. */
export async function planOf(
  input: LoadtestInput,
  context: Context,
  recording: string | null,
): Promise<LoadPlan> {
  assertTogether(input)
  const addresses = addressesOf(input, operandsWith(recording, input, context.operands))
  const [address] = addresses
  if (address === undefined) throw nothingToLoad()
  assertTls(input, addresses)
  const model = modelOf(input)
  const scenario = scenarioAt(await scenarioOfInput(input, context), address, input.header ?? [])
  const read = (file: string | undefined, hint: string): string | null =>
    file === undefined ? null : readInput(file, hint, context)
  return {
    model,
    targets: addresses.map(({ target }) => target),
    balance: balanceOf(input),
    health: healthOf(input, address, addresses.length),
    requests:
      scenario !== null
        ? []
        : recording !== null
          ? recordedRequests(input, recording, addresses)
          : [requestOf(input, address, read(input.bodyFile, 'Give a file with the body.'))],
    scenario,
    protocol: input.http2 === true ? 'http2' : 'http1',
    connections: connectionsOf(input, model),
    keepAlive: input.noKeepAlive !== true,
    ...redirectsOf(input, addresses),
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

function connectionsOf({ connections, users, http2 }: LoadtestInput, model: OpenModel | ClosedModel): number {
  if (model.kind === 'open')
    return connections ?? (http2 === true ? defaults.sessions : defaults.openConnections)
  return connections ?? users ?? usualUsers
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

/** The scenario as it is done there: its paths below that of the URL, its headers before those that are given for all. */
function scenarioAt(
  scenario: Scenario | null,
  { path, authorization }: Address,
  given: readonly (readonly [string, string])[],
): Scenario | null {
  if (scenario === null) return null
  if (path.includes('?'))
    throw new OperatorError({
      sentence: 'With --scenario the URL cannot have a query: the scenario says what is asked for.',
      hint: 'Give the URL up to its question mark.',
    })
  const base = path.replace(/\/$/, '').replaceAll('${', '$${')
  const common: (readonly [string, string])[] = [...given]
  if (authorization !== null) common.push(['Authorization', authorization])
  const placed = (step: Step): Step => {
    const own = new Set(step.request.headers.map(([name]) => name.toLowerCase()))
    const more = common.filter(([name]) => !own.has(name.toLowerCase()))
    return {
      ...step,
      request: {
        ...step.request,
        path: `${base}${step.request.path}`,
        headers: [
          ...more.map(([name, text]) => [name, text.replaceAll('${', '$${')] as const),
          ...step.request.headers,
        ],
      },
    }
  }
  return { ...scenario, login: scenario.login.map(placed), steps: scenario.steps.map(placed) }
}

function nothingToLoad(): OperatorError {
  return new OperatorError({
    sentence: 'There is nothing to load: no URL was given.',
    hint: 'Give one: lewis-perf loadtest http://127.0.0.1:8000/api/health, or try an embedded target: --demo.',
  })
}

/** On this machine all its names lead to it. */
function redirectsOf(
  { followRedirects, allow = [] }: LoadtestInput,
  addresses: readonly Address[],
): Pick<LoadPlan, 'redirects'> {
  if (followRedirects === undefined) return {}
  const targets = addresses.map(({ target }) => target)
  const here = targets.some(isLoopback) ? ['localhost', '127.0.0.1', '::1'] : []
  const hosts = [...new Set([...targets.map(({ host }) => host), ...allow, ...here])]
  return { redirects: { most: followRedirects, hosts } }
}
