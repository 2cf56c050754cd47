import type { SimulationModel } from '../../src/simulation/index.ts'
import { plain } from './models.ts'

const short: SimulationModel = { ...plain, durationSeconds: 20, warmUpSeconds: 2, windowSeconds: 5 }
const four = { ...plain.fleet, instances: 4, zones: 2, queueLimit: 20 }
const failing: SimulationModel = {
  ...short,
  arrivals: { kind: 'poisson', ratePerSecond: 300 },
  fleet: { ...four, distribution: 'least-connections' },
  timeoutSeconds: 0.2,
  retries: { attempts: 3, budget: 0.2, backoffSeconds: 0.05 },
  failures: { meanUpSeconds: 5, meanDownSeconds: 1 },
  zoneLoss: { atSeconds: 8, forSeconds: 4, zone: 1 },
  cache: { hitRatio: 0.3, service: { kind: 'constant', meanSeconds: 0.001 } },
  database: { connections: 8, service: { kind: 'exponential', meanSeconds: 0.005 } },
  slo: { atMostSeconds: 0.1 },
}

/** Every kind of arrivals, service, distribution and autoscaler once at least, by name. */
export const digestModels: Readonly<Record<string, SimulationModel>> = {
  poisson: short,
  uniform: {
    ...short,
    arrivals: { kind: 'uniform', ratePerSecond: 90 },
    service: { kind: 'constant', meanSeconds: 0.01 },
  },
  bursts: {
    ...short,
    arrivals: { kind: 'bursts', ratePerSecond: 50, factor: 4, share: 0.2, burstSeconds: 1 },
    service: { kind: 'lognormal', meanSeconds: 0.01, scv: 2 },
  },
  pattern: {
    ...short,
    arrivals: {
      kind: 'pattern',
      points: [
        { atSeconds: 0, ratePerSecond: 20 },
        { atSeconds: 5, ratePerSecond: 80 },
      ],
      periodSeconds: 10,
    },
    service: { kind: 'pareto', meanSeconds: 0.01, shape: 2.5 },
  },
  trace: {
    ...short,
    arrivals: { kind: 'trace', atSeconds: Array.from({ length: 1000 }, (_, index) => index / 50) },
    service: { kind: 'hyperexponential', meanSeconds: 0.01, scv: 3 },
  },
  closed: {
    ...short,
    arrivals: { kind: 'closed', users: 20, think: { kind: 'exponential', meanSeconds: 0.2 } },
    service: { kind: 'erlang', meanSeconds: 0.01, phases: 4 },
  },
  empirical: {
    ...short,
    service: {
      kind: 'empirical',
      stretches: [
        { fromSeconds: 0.001, toSeconds: 0.01, count: 70 },
        { fromSeconds: 0.01, toSeconds: 0.05, count: 30 },
      ],
    },
    fleet: { ...four, distribution: 'power-of-two' },
  },
  failing,
  shared: { ...failing, fleet: { ...four, distribution: 'shared' } },
  weighted: { ...failing, fleet: { ...four, distribution: 'weighted', weights: [1, 2, 3] } },
  'peak-ewma': { ...failing, fleet: { ...four, distribution: 'peak-ewma' } },
  scans: {
    ...failing,
    scans: {
      share: 0.1,
      workers: 4,
      service: { kind: 'lognormal', meanSeconds: 0.1, scv: 1 },
      queueLimit: 50,
      redeliverySeconds: 2,
    },
  },
  ...Object.fromEntries(
    (
      [
        { kind: 'hpa', targetUtilization: 50, tolerance: 0.1, scaleUp: null, scaleDown: null },
        { kind: 'guide', targetLoad: 50 },
        { kind: 'target-tracking', targetUtilization: 50, downAfterSeconds: 3 },
      ] as const
    ).map((rule): [string, SimulationModel] => [
      rule.kind,
      {
        ...short,
        arrivals: { kind: 'poisson', ratePerSecond: 300 },
        fleet: { ...four, distribution: 'round-robin', startSeconds: 1 },
        autoscaler: {
          minReplicas: 1,
          maxReplicas: 8,
          everySeconds: 2,
          delaySeconds: 1,
          metricSeconds: 2,
          ...rule,
        },
      },
    ]),
  ),
}

/** The module that prints the digest of three replications of each model, byte by byte: run it with the models as JSON. */
export const digestProgram = `
import { createHash } from 'node:crypto'
import { replicate } from './dist/index.js'
const plain = (_, value) => ArrayBuffer.isView(value) ? [...value] : value
for (const [name, model] of Object.entries(JSON.parse(process.argv[1]))) {
  const summary = replicate(model, { seed: 7, precision: 0, leastRuns: 3, mostRuns: 3 })
  const responses = [0.5, 0.99].map(summary.responseAt)
  const jobs = [0.5, 0.99].map((p) => summary.scans?.totalAt(p))
  const text = JSON.stringify({ ...summary, responses, jobs }, plain)
  console.log(createHash('sha256').update(text).digest('hex').slice(0, 16), name)
}
`
