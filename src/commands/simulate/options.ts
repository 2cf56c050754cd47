import { parseNumber, parseRatio, parseShape, parseSlo, parseWhole } from '../../core/index.ts'
import { choice } from '../choice.ts'
import { type InputOf, inputFile, switchOption, value } from '../command.ts'
import { durationWithin } from '../duration-within.ts'
import { parsePositiveDuration } from '../positive-duration.ts'
import { parsePositiveRate } from '../positive-rate.ts'
import { distributions, parseComparison, parsePattern, parseSweep, parseWeights } from './option-values.ts'
import { partOptions } from './part-options.ts'

const aDay = 86_400
const aMonth = 31 * aDay

const count = (most: number) => (text: string) => parseWhole(text, { minimum: 1, maximum: most })

/** When requests come. */
const arrivalOptions = {
  rate: value('--rate <rate>', 'requests that come, as 300/s, whatever is answered', parsePositiveRate),
  arrivals: choice('--arrivals <process>', 'at random (poisson), evenly spread, or in bursts', [
    'poisson',
    'uniform',
    'bursts',
  ]),
  burstFactor: value('--burst-factor <n>', 'so many times as many come in a burst (5)', (text) =>
    parseNumber(text, { minimum: 1, maximum: 1e6 }),
  ),
  burstShare: value('--burst-share <ratio>', 'of the time is bursts (10%)', parseRatio),
  burstLength: value('--burst-length <duration>', 'of one in the mean (10s)', parsePositiveDuration),
  pattern: value(
    '--pattern <list>',
    'rates through a day, as 0h=50/s,9h=300/s,18h=100/s, a line between',
    parsePattern,
  ),
  patternPeriod: value('--pattern-period <duration>', 'after which they come again (24h)', (text) =>
    durationWithin(text, 1, 10 * 366 * aDay),
  ),
  trace: inputFile('--trace <file>', 'recorded arrivals: a time in seconds a line, or ISO dates'),
  users: value('--users <n>', 'so many users, each of which waits for its answer', count(1e6)),
  think: value(
    '--think <duration>',
    'pause of a user after each answer, in the mean (1s)',
    parsePositiveDuration,
  ),
}

/** How long one takes. */
const serviceOptions = {
  service: value('--service <duration>', 'mean time that a request occupies a slot', parsePositiveDuration),
  spread: choice(
    '--spread <name>',
    'exponential (as when not given), constant, lognormal, pareto, hyperexponential or erlang',
    ['exponential', 'constant', 'lognormal', 'pareto', 'hyperexponential', 'erlang'],
  ),
  scv: value(
    '--scv <n>',
    'squared coefficient of variation: of lognormal (1), hyperexponential (4)',
    (text) => parseNumber(text, { minimum: 0, maximum: 1e6 }),
  ),
  tail: value('--tail <n>', 'shape of pareto, above 1; smaller is heavier (2.5)', (text) =>
    parseNumber(text, { minimum: 1.001, maximum: 1e6 }),
  ),
  phases: value('--phases <n>', 'of erlang: an scv of 1 / phases (2)', count(1000)),
  serviceFrom: inputFile('--service-from <file>', 'as measured: the answers in the JSON of a loadtest'),
  request: value('--request <name>', 'of which request in it (all)', (text) =>
    text === '' ? { ok: false, problem: 'is empty', hint: 'Give a name.' } : { ok: true, value: text },
  ),
}

/** Who serves them. */
const fleetOptions = {
  instances: value('--instances <n>', 'instances (deployment.replicas of the profile, or 1)', count(100_000)),
  slots: value('--slots <n>', 'what each works on at once (1)', count(100_000)),
  balance: choice(
    '--balance <name>',
    'shared (one queue for all, as when not given), round-robin, weighted, least-connections, power-of-two or peak-ewma',
    distributions,
  ),
  weights: value(
    '--weights <list>',
    'of the instances, as 3,1,1; fewer are taken again from the first',
    parseWeights,
  ),
  queueLimit: value('--queue-limit <n>', 'places to wait for each instance; more are refused', (text) =>
    parseWhole(text, { minimum: 0, maximum: 1e9 }),
  ),
  timeout: value('--timeout <duration>', 'who has no answer after it gives up', parsePositiveDuration),
  retries: value('--retries <n>', 'further tries of what failed', count(100)),
  retryBudget: value('--retry-budget <ratio>', 'at most so many retries a request (20%)', parseRatio),
  retryBackoff: value(
    '--retry-backoff <duration>',
    'before the first, doubled before each further one (100ms)',
    parsePositiveDuration,
  ),
}

/** How long, how sure, and against what. */
const runOptions = {
  duration: value('--duration <duration>', 'simulated time (10m; of a --pattern its period)', (text) =>
    durationWithin(text, 1, aMonth),
  ),
  warmUp: value('--warm-up <duration>', 'before it, not counted (a tenth of it, at most 10m)', (text) =>
    durationWithin(text, 0, aMonth),
  ),
  precision: value('--precision <ratio>', 'run until the mean is known to so much (2%)', parseRatio),
  runs: value('--runs <n>', 'and at most so often (100)', (text) =>
    parseWhole(text, { minimum: 2, maximum: 1000 }),
  ),
  threads: value('--threads <n>', 'runs at once (one a core)', count(256)),
  slo: value('--slo <terms>', "limits to judge, as 'p99<200ms, errors<1%'", parseSlo),
  compare: value(
    '--compare <list>',
    'side by side: least-connections,round-robin or instances=3,4',
    parseComparison,
  ),
  findMinInstances: switchOption('--find-min-instances', 'the fewest instances that hold --slo'),
  sweep: value('--sweep <list>', 'a curve: instances=2..8, rate=100..500:100, users, slots', parseSweep),
  instance: value(
    '--instance <shape>',
    "shape of an instance, as 4c8g, for the profile's prices",
    parseShape,
  ),
}

export const simulateOptions = {
  ...arrivalOptions,
  ...serviceOptions,
  ...fleetOptions,
  ...partOptions,
  ...runOptions,
}

export type SimulateInput = InputOf<typeof simulateOptions>
