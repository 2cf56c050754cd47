import { type Check, defineCheck, type Role } from '../../../src/checks/define-check.ts'
import type { Judged } from '../../../src/checks/judge.ts'
import type { Advice, Fact, FactName, Facts, FactTypes, Finding } from '../../../src/core/index.ts'

const missing: Fact<never> = { known: false, reason: 'absent', path: '/nowhere' }

/** What a test knows of a machine: the last sample of each fact, or the first and the last. */
export type Known = { [K in FactName]?: FactTypes[K] | { first: FactTypes[K]; last: FactTypes[K] } }

/** Facts of which only `known` is there. */
export function factsWith(known: Known = {}, windowSeconds: number | null = 3): Facts {
  const facts = Object.entries(known).map(([name, value]) => [
    name,
    isPair(value)
      ? { known: true, ...value, path: `/${name}` }
      : { known: true, last: value, first: null, path: `/${name}` },
  ])
  const given: Record<string, unknown> = { ...Object.fromEntries(facts), windowSeconds }
  return new Proxy(given, {
    get: (all, name) => (typeof name === 'string' && Object.hasOwn(all, name) ? all[name] : missing),
  }) as unknown as Facts
}

/** Pressure figures where every share is `share`. */
export function pressure(share: number): FactTypes['cpuPressure'] {
  const stall = { avg10: share, avg60: share, avg300: share, totalSeconds: 1 }
  return { some: stall, full: stall }
}

/** Four CPUs without any limit. */
export const fourCpus: FactTypes['effectiveCpu'] = {
  cores: 4,
  affinityCores: 4,
  cpusetCores: null,
  cpusetPath: null,
  quotaCores: null,
  quotaPath: null,
  effectiveCores: 4,
  because: '4 CPUs are online',
  doubts: [],
}

/** 8 GiB, half of them available. */
export const eightGib: FactTypes['effectiveMemory'] = {
  totalBytes: 8 * 2 ** 30,
  limitBytes: null,
  limitPath: null,
  effectiveBytes: 8 * 2 ** 30,
  availableBytes: 4 * 2 ** 30,
  because: 'MemTotal',
  doubts: [],
}

/** A machine whose limits and pressure figures are known. */
export const wellKnown: Known = {
  effectiveCpu: fourCpus,
  effectiveMemory: eightGib,
  cpuPressure: pressure(0),
  memoryPressure: pressure(0),
  ioPressure: pressure(0),
}

interface Sample extends Partial<Finding> {
  id: string
  role?: Role
  resource?: Check['resource']
  group?: Check['group']
  reads?: string
  culprit?: string
  command?: string
}

/** One judged finding; group and resource follow from the id where they are not given. */
export function judged(sample: Sample): Judged {
  const { role = 'saturation', resource, group, reads, culprit, command, ...about } = sample
  const prefix = about.id.split('.')[0] ?? ''
  const [ownGroup, ownResource] = homes[prefix] ?? homes['cpu'] ?? ['cpu', 'cpu']
  const advice: Advice[] = command === undefined ? [] : [{ text: 'Look closer.', command }]
  return {
    check: defineCheck({
      id: about.id,
      group: group ?? ownGroup,
      resource: resource ?? ownResource,
      role,
      title: about.id,
      meaning: 'It matters.',
      reads: reads ?? `/proc/${about.id}`,
      source: 'a test',
      needs: [],
      evaluate: () => ({ unknown: 'It is a sample.' }),
      advice,
    }),
    finding: {
      title: `Title of ${about.id}`,
      status: 'warn',
      because: `The figure of ${about.id} is high.`,
      evidence: {},
      ...(advice.length === 0 ? {} : { advice }),
      ...about,
    },
    culprit: culprit ?? null,
  }
}

const homes: Readonly<Record<string, readonly [Check['group'], Check['resource']]>> = {
  cpu: ['cpu', 'cpu'],
  mem: ['memory', 'memory'],
  disk: ['disk', 'disk'],
  net: ['network', 'network'],
  lim: ['limits', 'limits'],
  clk: ['clock', 'clock'],
  krn: ['kernel', 'kernel'],
  proc: ['process', 'processes'],
  ctr: ['container', 'cpu'],
  node: ['node', 'processes'],
}

function isPair(value: unknown): value is { first: unknown; last: unknown } {
  return typeof value === 'object' && value !== null && 'first' in value && 'last' in value
}
