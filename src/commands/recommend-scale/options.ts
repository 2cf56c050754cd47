import type { LabelMatcher } from '../../clients/index.ts'
import {
  isoMoment,
  type Parsed,
  parseByteSize,
  parseCores,
  parseNumber,
  parseRatio,
  parseSlo,
  parseWhole,
  rejected,
  understood,
} from '../../core/index.ts'
import { type HpaSettings, scaleModels, usualTolerance } from '../../scaling/index.ts'
import { parseRedundancy } from '../../sizing/index.ts'
import { choice } from '../choice.ts'
import { type InputOf, inputFile, switchOption, value, values } from '../command.ts'
import { durationWithin } from '../duration-within.ts'
import { parseHeader } from '../parse-header.ts'
import { changeOptions } from './change-options.ts'
import { emitOptions } from './emit-options.ts'
import { inputOptions } from './input-options.ts'

/** CPU in thousandths of a core, memory in bytes. */
export interface PodResources {
  cpuMilli: number
  memoryBytes: number
}

const day = 86_400

export const recommendOptions = {
  model: choice(
    '--model <name>',
    'joint (default), or what guide, hpa, vpa, krr or knative would do',
    scaleModels,
  ),
  samples: inputFile(
    '--samples <file>',
    'a recording of monitor, or CSV with at,name,value: CPU, memory, and what else is known',
  ),
  ...inputOptions,
  kubernetes: switchOption(
    '--kubernetes',
    'ask the cluster what runs, how it is set and what it allows; with --prometheus for its history',
  ),
  context: values(
    '--context <name>',
    'of the kubeconfig (its current one); repeatable, for several clusters',
    parseText,
  ),
  kubeconfig: inputFile(
    '--kubeconfig <file>',
    'in place of KUBECONFIG, ~/.kube/config and the service account',
  ),
  prometheus: value(
    '--prometheus <url>',
    'ask this Prometheus what pods used (cAdvisor and kube-state-metrics), by workload',
    parseAddress,
  ),
  namespace: values('--namespace <name>', 'where the workloads are; repeatable', parseText),
  header: values(
    '--header <line>',
    "sent to Prometheus, as 'Authorization: Bearer TOKEN'; repeatable",
    parseHeader,
  ),
  tokenFile: inputFile('--token-file <file>', 'a bearer token for Prometheus'),
  selector: values(
    '--selector <matcher>',
    "of all its series, as cluster=a or 'job=~kube.*'; repeatable",
    parseMatcher,
  ),
  last: value('--last <duration>', 'of Prometheus: this much of the past (14d)', (text) =>
    durationWithin(text, 600, 400 * day),
  ),
  until: value(
    '--until <moment>',
    'of Prometheus: where that past ends, as 2026-11-02T00:00Z (now)',
    parseMoment,
  ),
  step: value('--step <duration>', 'of Prometheus: a point each (5m)', (text) =>
    durationWithin(text, 15, 3600),
  ),
  cpu: value('--cpu <metric>', 'its series of CPU (workload.cpu, a process, a container)', parseText),
  memory: value('--memory <metric>', 'that of memory; of several pods the fullest counts', parseText),
  throttled: value('--throttled <metric>', 'that of the share of time without the CPU it wanted', parseText),
  inFlight: value('--in-flight <metric>', 'that of requests that are worked on', parseText),
  oom: value(
    '--oom <metric>',
    'that of kills for want of memory: the limit in bytes, when one happens',
    parseText,
  ),
  name: value('--name <name>', 'what it is called', parseText),
  replicas: value('--replicas <n>', 'pods that run now (1)', (text) =>
    parseWhole(text, { minimum: 1, maximum: 100_000 }),
  ),
  request: value('--request <cpu,memory>', 'what a pod requests now, as 500m,1GiB', parseResources),
  limit: value('--limit <cpu,memory>', 'its limits now, as 2,4GiB', parseResources),
  hpa: value('--hpa <min..max@target>', 'its autoscaler now, as 3..20@70%', parseHpa),
  slo: value('--slo <limits>', "what a plan keeps, as 'p99<200ms', with --service", parseSlo),
  service: value('--service <duration>', 'how long a pod works on a request, in the mean', (text) =>
    durationWithin(text, 1e-6, 3600),
  ),
  slots: value('--slots <n>', 'requests that a pod can work on at once', (text) =>
    parseWhole(text, { minimum: 1, maximum: 100_000 }),
  ),
  busy: value('--busy <share>', 'without --slo: how busy a pod may be of what it requests (80%)', parseShare),
  missed: value('--missed <share>', 'the share of each day in which it may be too busy (0.5%)', parseRatio),
  redundancy: value('--redundancy <n+k>', 'k pods may fail; with --zones, k zones', parseRedundancy),
  zones: value(
    '--zones <n>',
    'pods are spread over n zones; one may fail unless --redundancy says otherwise',
    (text) => parseWhole(text, { minimum: 1, maximum: 100 }),
  ),
  minReplicas: value('--min-replicas <n>', 'never propose fewer (2 where there are 2 or more now)', (text) =>
    parseWhole(text, { minimum: 1, maximum: 100_000 }),
  ),
  headroom: value('--headroom <share>', 'plan for so much more than was seen (5%)', parseRatio),
  horizon: value('--horizon <duration>', 'follow a trend so far ahead (7d)', (text) =>
    durationWithin(text, 3600, 365 * day),
  ),
  start: value('--start <duration>', 'from a new pod until it is ready (30s)', (text) =>
    durationWithin(text, 0, 3600),
  ),
  targetLoad: value('--target-load <percent>', "the guide's target load (70)", (text) =>
    parseNumber(text, { minimum: 1, maximum: 1000 }),
  ),
  targetConcurrency: value(
    '--target-concurrency <n>',
    'of Knative: requests at once in a pod (100)',
    (text) => parseNumber(text, { minimum: 0.01, maximum: 1e6 }),
  ),
  threads: value('--threads <n>', 'workloads planned at once (one a core; joint only)', (text) =>
    parseWhole(text, { minimum: 1, maximum: 256 }),
  ),
  backtest: switchOption('--backtest', 'put the load that was seen on the present and the proposed settings'),
  failOn: choice('--fail-on <what>', 'exit 1 where there is too much (over) or too little (under)', [
    'over',
    'under',
  ]),
  tolerance: value('--tolerance <share>', 'of --fail-on: how much is still right (20%)', parseRatio),
  ...changeOptions,
  ...emitOptions,
}

export type RecommendInput = InputOf<typeof recommendOptions>

function parseText(text: string): Parsed<string> {
  return text.trim() === '' ? rejected('is empty', 'Give it a value, or leave it out.') : understood(text)
}

function parseShare(text: string): Parsed<number> {
  const share = parseRatio(text)
  if (!share.ok) return share
  return share.value > 0 && share.value <= 1
    ? share
    : rejected('is not a share of what a pod has', 'Give more than 0 % and at most 100 %.')
}

/** Seconds since 1970. */
function parseMoment(text: string): Parsed<number> {
  const at = isoMoment(text)
  return at === null ? rejected('is not a moment', 'Write it as 2026-11-02T00:00Z.') : understood(at / 1000)
}

/** Credentials may stand in it. */
function parseAddress(text: string): Parsed<string> {
  const url = URL.canParse(text) ? new URL(text) : null
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:')
    ? understood(text)
    : rejected('is no address of a Prometheus', 'Write it as http://127.0.0.1:9090.')
}

/** `cluster=a`, `job=~kube.*`. */
function parseMatcher(text: string): Parsed<LabelMatcher> {
  const [, label, operator, matched] = /^([A-Za-z_]\w*)(=~|!~|!=|=)(.*)$/s.exec(text) ?? []
  if (label === undefined || operator === undefined || matched === undefined)
    return rejected('is no matcher of a label', "Write LABEL=VALUE, as cluster=a or 'job=~kube.*'.")
  return understood({
    label,
    operator: operator as LabelMatcher['operator'],
    value: matched.replace(/^"(.*)"$/s, '$1'),
  })
}

/** `500m,1GiB`. */
export function parseResources(text: string): Parsed<PodResources> {
  const [cpu = '', memory = '', more] = text.split(',').map((part) => part.trim())
  const hint = 'Give CPU and memory: 500m,1GiB.'
  if (cpu === '' || memory === '' || more !== undefined) return rejected('is not CPU and memory', hint)
  const cores = parseCores(cpu)
  if (!cores.ok) return rejected(`has a CPU that ${cores.problem}`, hint)
  const bytes = parseByteSize(memory)
  if (!bytes.ok) return rejected(`has a memory that ${bytes.problem}`, hint)
  if (!(cores.value > 0 && bytes.value > 0)) return rejected('has a part that is 0', hint)
  return understood({ cpuMilli: Math.round(cores.value * 1000), memoryBytes: bytes.value })
}

/** `3..20@70%`. */
export function parseHpa(text: string): Parsed<HpaSettings> {
  const match = /^(\d{1,6})\.\.(\d{1,6})@(\d{1,4})%?$/.exec(text.replaceAll(' ', ''))
  const hint = 'Write least..most@target, as 3..20@70%.'
  if (match === null) return rejected('is not an autoscaler', hint)
  const [minReplicas, maxReplicas, targetUtilization] = match.slice(1).map(Number) as [number, number, number]
  if (minReplicas < 1 || maxReplicas < minReplicas)
    return rejected('has a minimum above its maximum, or of 0', hint)
  if (targetUtilization < 1) return rejected('has a target of 0', hint)
  return understood({
    minReplicas,
    maxReplicas,
    targetUtilization,
    tolerance: usualTolerance,
    scaleUp: null,
    scaleDown: null,
  })
}
