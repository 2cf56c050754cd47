import { type Finding, OperatorError, type Outcome } from '../../core/index.ts'
import { startDemoTarget } from '../../load/index.ts'
import { formatQuantity } from '../../report/index.ts'
import { type DemoSettings, type LoadPlan, type LoadtestData, usualDemo } from '../../traffic/index.ts'
import type { Context } from '../command.ts'
import { contradict } from '../contradict.ts'
import type { LoadtestInput } from './options.ts'
import type { Address } from './target-of.ts'

/** What the result calls it: its port is another each time. */
const name = 'demo'
const usualPath = '/api/health'

/** Whether the embedded target is loaded. */
export function isDemo({ demo, demoWith }: LoadtestInput): boolean {
  return demo === true || demoWith !== undefined
}

/** What says where or how to connect, which the embedded target leaves nothing of to say. */
const ownFlags = {
  target: '--target',
  unixSocket: '--unix-socket',
  http2: '--http2',
  insecure: '--insecure',
  ca: '--ca',
  cert: '--cert',
  key: '--key',
  serverName: '--server-name',
  allow: '--allow',
  force: '--force',
} as const

/** Where the embedded target will be: its port is known once it runs. Throws OperatorError (exit 2) where another target is named. */
export function demoAddress(input: LoadtestInput, operand: string | undefined): Address {
  for (const [key, flag] of Object.entries(ownFlags))
    if (input[key as keyof typeof ownFlags] !== undefined) throw contradict('--demo', flag)
  if (operand !== undefined && !operand.startsWith('/'))
    throw new OperatorError({
      sentence: `--demo brings its own target, and ${operand} is another.`,
      hint: `Leave one of them out, or give a path of the demo: --demo ${usualPath}.`,
    })
  const { pathname, search } = new URL(
    operand ?? (input.scenario === undefined ? usualPath : '/'),
    'http://demo',
  )
  return {
    target: { name, protocol: 'http:', host: '127.0.0.1', port: 0, socketPath: null, weight: 1 },
    path: `${pathname}${search}`,
    authorization: null,
  }
}

/** Starts the embedded target, measures it, and ends it, whatever comes of that. The result says what it was. */
export async function onDemo(
  plan: LoadPlan,
  { demoWith: settings = usualDemo }: LoadtestInput,
  { world, progress }: Context,
  measure: (plan: LoadPlan) => Promise<Outcome<LoadtestData>>,
): Promise<Outcome<LoadtestData>> {
  progress('starting the embedded target')
  const demo = await startDemoTarget({ settings, seed: plan.seed })
  try {
    const targets = plan.targets.map((target) => ({ ...target, port: demo.port }))
    const outcome = await measure({ ...plan, targets })
    const { endedEarly } = demo
    return {
      ...outcome,
      findings: [...outcome.findings, finding(settings)],
      warnings:
        endedEarly === null || world.interrupted.aborted
          ? outcome.warnings
          : [...outcome.warnings, `The embedded target ended during the run: ${endedEarly}.`],
    }
  } finally {
    await demo.stop()
  }
}

function finding(settings: DemoSettings): Finding {
  return {
    id: 'demo',
    title: 'The target was the embedded demo',
    status: 'info',
    because: `${inWords(settings)} No server of yours was loaded.`,
    evidence: {},
  }
}

/** `It served 4 requests at once, each for 5 ms (exponential), and 5 scans, each for 2 s: 800/s at most.` */
function inWords({
  serviceSeconds,
  spread,
  workers,
  scanSeconds,
  slots,
  limit,
  ...rest
}: DemoSettings): string {
  const seconds = (value: number): string => formatQuantity(value, 'seconds')
  const capacity =
    serviceSeconds > 0
      ? `: ${formatQuantity(Number((workers / serviceSeconds).toPrecision(3)), 'per-second')} at most`
      : ''
  const times = `${seconds(serviceSeconds)} in the mean (${spread})`
  const faults = [
    ...(limit === null ? [] : [`a limit of ${limit.requests} requests in ${seconds(limit.seconds)}`]),
    ...(
      [
        [rest.errorShare, 'answered 500'],
        [rest.resetShare, 'reset'],
        [rest.silentShare, 'never answered'],
      ] as const
    ).flatMap(([share, what]) => (share > 0 ? [`${formatQuantity(share, 'ratio')} ${what}`] : [])),
    ...rest.freezes.map((freeze) => `${seconds(freeze.seconds)} of standing still`),
  ]
  return `It serves ${workers} requests at once, each for ${times}${capacity}; ${slots} scans run at once, each for ${seconds(scanSeconds)}.${faults.length === 0 ? '' : ` It was asked for ${faults.join(', ')}.`}`
}
