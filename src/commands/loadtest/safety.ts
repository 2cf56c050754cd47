import { OperatorError } from '../../core/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import { highestRate, type LoadPlan, stagesSeconds } from '../../traffic/index.ts'
import type { Context } from '../command.ts'
import { type Caps, capsOn, withinCaps } from './caps.ts'
import type { LoadtestInput } from './options.ts'
import { otherHosts } from './target-of.ts'

/** A plan that may be run, and how far it may go. */
export interface Permitted {
  plan: LoadPlan
  caps: Caps
}

/**
 * The plan within the caps for another machine. Throws OperatorError (exit 2) where one was not allowed by name, or where more was asked for
 * and not forced.
 */
export function permitted(plan: LoadPlan, input: LoadtestInput): Permitted {
  for (const host of otherHosts(plan)) {
    if (input.allow?.includes(host)) continue
    throw new OperatorError({
      sentence: `${host} is another machine, and nobody allowed to load it.`,
      hint: `If it is yours to load: --allow ${host}, or put it into allow of the profile.`,
    })
  }
  const caps = capsOn(plan, input)
  return { plan: withinCaps(plan, caps, input), caps }
}

/** Says what will be sent, before anything is: to another machine whatever happens, else to whoever waits. */
export async function announceLoad(
  { plan, caps }: Permitted,
  input: LoadtestInput,
  { announce, progress }: Context,
): Promise<void> {
  const others = otherHosts(plan)
  const words = loadInWords(plan, input)
  progress({ line: ({ columns }) => words.slice(0, columns), log: others.length === 0 ? words : null })
  if (others.length > 0) await announce(`Sending ${words} (${allowanceInWords(others, caps)}).`)
}

function allowanceInWords(hosts: readonly string[], { ratePerSecond, bytes }: Caps): string {
  const limits = [
    ...(ratePerSecond === null ? [] : [formatQuantity(ratePerSecond, 'per-second')]),
    ...(bytes === null ? [] : [formatQuantity(bytes, 'bytes')]),
  ]
  const most = limits.length === 0 ? 'without any cap' : `stopped above ${limits.join(' or ')}`
  return `allowed by ${hosts.map((host) => `--allow ${host}`).join(' ')}; ${most}`
}

/** More are counted. */
const mostNames = 5

/** `GET / to http://10.0.0.2: 10 users for 10 s` */
export function loadInWords(
  { model, targets, requests, scenario, health, redirects }: LoadPlan,
  { findMax }: LoadtestInput,
): string {
  const where = targets.map(({ name }) => name).join(', ')
  const steps = scenario === null ? [] : [...scenario.login, ...scenario.steps]
  const sent = scenario === null ? requests : steps.map(({ request }) => request)
  const names = [...new Set(sent.map(({ method, path }) => `${method} ${path}`))]
  const list = names.length > mostNames ? counted(names.length, 'different request') : names.join(', ')
  const what = scenario === null ? list : `${scenario.name} (${list})`
  const checks =
    health === null
      ? ''
      : `, and GET ${health.path} to each every ${formatQuantity(health.intervalSeconds, 'seconds')}`
  return `${what} to ${where}: ${findMax === true ? 'one load after the other, to find the highest that holds' : muchInWords(model)}${checks}${redirects === undefined ? '' : ', redirects followed'}`
}

function muchInWords(model: LoadPlan['model']): string {
  if (model.kind === 'closed') {
    const length =
      model.requests === null
        ? `for ${formatQuantity(model.seconds, 'seconds')}`
        : `until ${counted(model.requests, 'request')} ${model.requests === 1 ? 'is' : 'are'} sent`
    return `${formatQuantity(model.users)} ${model.users === 1 ? 'user' : 'users'} ${length}`
  }
  const most = highestRate(model.stages)
  const rate = formatQuantity(most, 'per-second')
  const isSteady = model.stages.every(({ fromRate, toRate }) => fromRate === most && toRate === most)
  return `${isSteady ? rate : `up to ${rate}`} for ${formatQuantity(stagesSeconds(model.stages), 'seconds')}`
}
