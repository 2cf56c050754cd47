import { balancerNames } from '../../balancing/index.ts'
import { parseRatio, parseSlo } from '../../core/index.ts'
import { parseDemoSettings, parseStages } from '../../traffic/index.ts'
import { choice } from '../choice.ts'
import { type InputOf, inputFile, outputFile, switchOption, value, values } from '../command.ts'
import { durationWithin } from '../duration-within.ts'
import { parseHeader } from '../parse-header.ts'
import { parsePositiveRate } from '../positive-rate.ts'
import { distributionOptions } from './distribution-options.ts'
import {
  parseCount,
  parseGateway,
  parseMethod,
  parseMostBytes,
  parsePath,
  parseTarget,
  parseText,
} from './option-values.ts'
import { parseWatch } from './watch-option.ts'

/** What is sent. */
const requestOptions = {
  method: value('--method <name>', 'GET, or POST where there is a body', parseMethod),
  header: values('--header <line>', "a header, as 'Accept: text/html'; repeatable", parseHeader),
  body: value('--body <text>', 'what each request carries', parseText),
  bodyFile: inputFile('--body-file <file>', 'the same from a file'),
  scenario: value(
    '--scenario <name>',
    'what users do: a scenario of the profile, or a YAML file with one',
    parseText,
  ),
  har: inputFile('--har <file>', 'the requests to the target in a browser recording (HAR)'),
  unixSocket: value('--unix-socket <path>', 'connect to this socket in place of host and port', parseText),
}

const engineNames = ['lewis-perf', 'autocannon'] as const

/** How much of it, and when. */
const modelOptions = {
  users: value('--users <n>', 'closed: so many users, each waits for its answer (10)', (text) =>
    parseCount(text, 1e6),
  ),
  connections: value(
    '--connections <n>',
    'at most so many connections (closed: one a user; open: 1000)',
    (text) => parseCount(text, 1e6),
  ),
  duration: value('--duration <duration>', 'of the measured time (10s)', (text) =>
    durationWithin(text, 0.1, 604_800),
  ),
  requests: value('--requests <n>', 'closed: so many in all, then stop', (text) => parseCount(text, 1e12)),
  pipelining: value('--pipelining <n>', 'closed: so many at once on each connection (1)', (text) =>
    parseCount(text, 1000),
  ),
  thinkTime: value('--think-time <duration>', 'closed: pause of a user after each answer (0s)', (text) =>
    durationWithin(text, 0, 86_400),
  ),
  rate: value(
    '--rate <rate>',
    'open: so many due each second, as 500/s, whatever the target does',
    parsePositiveRate,
  ),
  stages: value('--stages <list>', 'open: rates one after the other, as 0..200/s:30s,200/s:2m', parseStages),
  arrivals: choice('--arrivals <process>', 'open: evenly spread, or as those of many users (uniform)', [
    'uniform',
    'poisson',
  ]),
  warmup: value('--warmup <duration>', 'before it, not measured (0s)', (text) =>
    durationWithin(text, 0, 3600),
  ),
  timeout: value('--timeout <duration>', 'give a request up after it (10s)', (text) =>
    durationWithin(text, 0.001, 3600),
  ),
  drain: value('--drain <duration>', 'wait so long at the end for what is under way (5s)', (text) =>
    durationWithin(text, 0, 3600),
  ),
  workers: value('--workers <n>', 'generator threads (1)', (text) => parseCount(text, 256)),
  engine: choice('--engine <name>', 'who sends: lewis-perf, or autocannon as a second opinion', engineNames),
}

/** Several targets. */
const targetOptions = {
  target: values(
    '--target <url>',
    'one of several targets, as http://a:8000,weight=3; repeatable',
    parseTarget,
  ),
  balance: choice('--balance <name>', 'which of them gets the next request (round-robin)', balancerNames),
  healthPath: value(
    '--health-path <path>',
    'ask each target for it, and leave out who fails (the path loaded)',
    parsePath,
  ),
  healthInterval: value('--health-interval <duration>', 'so often (1s)', (text) =>
    durationWithin(text, 0.05, 600),
  ),
  unhealthyAfter: value('--unhealthy-after <n>', 'failures in a row that take a target out (2)', (text) =>
    parseCount(text, 100),
  ),
  healthyAfter: value('--healthy-after <n>', 'passes in a row that bring it back (2)', (text) =>
    parseCount(text, 100),
  ),
  slowReturn: value('--slow-return <duration>', 'from a tenth to its full share in so long (0s)', (text) =>
    durationWithin(text, 0, 3600),
  ),
}

/** A target that the command brings. */
const demoOptions = {
  demo: switchOption('--demo', 'load an embedded target that answers as LEWIS does: nothing else is needed'),
  demoWith: value(
    '--demo-with <settings>',
    "the same, as 'service=20ms,workers=4,errors=1%,freeze=1s@5s'",
    parseDemoSettings,
  ),
}

/** How connections are made. */
const connectionOptions = {
  http2: switchOption('--http2', 'HTTP/2; without TLS with prior knowledge (h2c)'),
  noKeepAlive: switchOption('--no-keep-alive', 'a connection of its own for each request'),
  insecure: switchOption('--insecure', 'do not verify certificates'),
  ca: inputFile('--ca <file>', 'trust these authorities (PEM) in place of those of the system'),
  cert: inputFile('--cert <file>', 'client certificate (PEM)'),
  key: inputFile('--key <file>', 'its key (PEM)'),
  serverName: value('--server-name <name>', 'name to ask for and to verify (SNI)', parseText),
}

/** What it has to hold, and how far it may go. */
const limitOptions = {
  slo: value('--slo <terms>', "limits, as 'p95<300ms, errors<0.1%, rate>450/s'", parseSlo),
  findMax: switchOption('--find-max', 'search for the highest load that holds --slo (Poisson arrivals)'),
  baseline: inputFile('--baseline <file>', 'compare with an earlier run: the JSON of a loadtest'),
  tolerance: value('--tolerance <share>', 'with it: changes up to so much never fail (5%)', parseRatio),
  detect: value('--detect <share>', 'with it: the worsening that a pass excludes (twice that)', parseRatio),
  allowCrossMachine: switchOption(
    '--allow-cross-machine',
    'with it: also one of another machine; nothing fails then',
  ),
  abortOnFail: switchOption('--abort-on-fail', 'stop as soon as a term with a window does not hold'),
  abortAfter: value(
    '--abort-after <duration>',
    'no such stop before so much measured time has passed (0s)',
    (text) => durationWithin(text, 0, 604_800),
  ),
  followRedirects: {
    ...value(
      '--follow-redirects <n>',
      'up to 10 a request, or =N, to targets and allowed hosts alone',
      (text) => parseCount(text, 100),
    ),
    implied: '10',
  },
  allow: values('--allow <host>', 'a host outside this machine that may be loaded; repeatable', parseText),
  force: switchOption('--force', 'lift the caps on what may be done to another machine'),
  maxBytes: value(
    '--max-bytes <size>',
    'stop once so much was sent and received (another machine: 10GiB)',
    parseMostBytes,
  ),
}

/** What else is looked at. */
const watchOptions = {
  watch: values(
    '--watch <target>',
    'what the target spends: a process id, a name, user@box or the URL of its metrics; repeatable',
    parseWatch,
  ),
}

/** What else is written. */
const fileOptions = {
  push: value('--push <url>', 'tell a Prometheus Pushgateway each second and the result', parseGateway),
  hdr: outputFile('--hdr <file>', 'latencies of each second as a histogram log (.hlog, V2)', parseText),
}

export const loadtestOptions = {
  ...requestOptions,
  ...modelOptions,
  ...targetOptions,
  ...demoOptions,
  ...connectionOptions,
  ...limitOptions,
  ...watchOptions,
  ...fileOptions,
  ...distributionOptions,
}

export type LoadtestInput = InputOf<typeof loadtestOptions>
