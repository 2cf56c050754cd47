import { type BalancerName, heedsWeights } from '../../balancing/index.ts'
import { OperatorError } from '../../core/index.ts'
import type { HealthCheck } from '../../traffic/index.ts'
import { contradict } from '../contradict.ts'
import { demoAddress, isDemo } from './demo.ts'
import type { LoadtestInput } from './options.ts'
import { type Address, addressOf } from './target-of.ts'

/** Where requests go, and what is asked for there: with --target a path alone is the operand. */
export function addressesOf(input: LoadtestInput, operands: readonly string[]): Address[] {
  const [operand, more] = operands
  if (more !== undefined)
    throw new OperatorError({
      sentence: `One URL can be loaded at a time, got ${more} too.`,
      hint:
        input.followRedirects !== undefined && /^\d+$/.test(more)
          ? `For so many redirects: --follow-redirects=${more}.`
          : 'For several targets that share the load: --target URL --target URL.',
    })
  if (isDemo(input)) return [demoAddress(input, operand)]
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
  if (new Set(addresses.map(({ authorization }) => authorization)).size > 1)
    throw new OperatorError({
      sentence: 'The targets have different credentials in their addresses, and every request is the same.',
      hint: "Give the same to each, or one for all: --header 'Authorization: ...'.",
    })
  const path = operand ?? addresses.find((one) => one.path !== '/')?.path ?? '/'
  return addresses.map((address) => ({ ...address, path }))
}

/** Weights, and shares that grow, need a balancer that looks at them. */
export function balanceOf({ balance, target = [], slowReturn }: LoadtestInput): BalancerName {
  const isWeighted = slowReturn !== undefined || target.some(({ weight }) => weight !== 1)
  if (isWeighted && balance !== undefined && !heedsWeights(balance))
    throw new OperatorError({
      sentence: `--balance ${balance} looks at no weight, so that weight= and --slow-return would do nothing.`,
      hint: 'Choose weighted, least-connections or power-of-two.',
    })
  return balance ?? (isWeighted ? 'weighted' : 'round-robin')
}

const healthFlags = {
  healthPath: '--health-path',
  healthInterval: '--health-interval',
  unhealthyAfter: '--unhealthy-after',
  healthyAfter: '--healthy-after',
  slowReturn: '--slow-return',
} as const

/** One target is loaded whether it is well or not. */
export function healthOf(input: LoadtestInput, { path }: Address, targets: number): HealthCheck | null {
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
