import { OperatorError } from '../../core/index.ts'
import { autocannonGenerator, type LoadOptions } from '../../load/index.ts'
import type { LoadPlan } from '../../traffic/index.ts'
import type { Context } from '../command.ts'
import type { LoadtestInput } from './options.ts'

/** What autocannon does wrongly or not at all: the option, and why it is refused. */
const refused = {
  rate: ['--rate', 'its rate mode sends all requests of a second in one burst, and invents latencies'],
  stages: ['--stages', 'its rate mode sends all requests of a second in one burst, and invents latencies'],
  findMax: ['--find-max', 'a search needs a rate, and its rate mode is wrong'],
  http2: ['--http2', 'it speaks HTTP/1.1 only'],
  noKeepAlive: ['--no-keep-alive', 'it always asks for connections to be kept'],
  thinkTime: ['--think-time', 'it sends the next request at once'],
  scenario: ['--scenario', 'it knows no journeys'],
  target: ['--target', 'it has no balancer'],
  followRedirects: ['--follow-redirects', 'it follows none'],
} as const

/** The engine that was asked for; none for our own. Throws OperatorError (exit 2) where autocannon cannot do what was asked for. */
export async function engineOf(
  input: LoadtestInput,
  plan: LoadPlan,
  { world }: Context,
): Promise<Pick<LoadOptions, 'generate'>> {
  if (input.engine !== 'autocannon') return {}
  for (const [key, [flag, because]] of Object.entries(refused))
    if (input[key as keyof typeof refused] !== undefined) throw cannot(flag, because)
  if ((input.workers ?? 1) > 1) throw cannot('--workers', 'each of its workers would send the whole load')
  const { model, connections, requests } = plan
  if (model.kind === 'open') throw cannot('an open model', 'its rate mode is wrong')
  if (connections * model.pipelining !== model.users)
    throw cannot('--users and --connections', 'each of its connections is a user')
  if (requests.some(({ weight }) => weight !== requests[0]?.weight))
    throw cannot('requests of different weights', 'it goes through them one after the other')
  return { generate: await autocannonGenerator(world.directory) }
}

function cannot(what: string, because: string): OperatorError {
  return new OperatorError({
    sentence: `--engine autocannon does not go with ${what}: ${because}.`,
    hint: 'Leave one of them out: without --engine, lewis-perf sends the requests itself.',
  })
}
