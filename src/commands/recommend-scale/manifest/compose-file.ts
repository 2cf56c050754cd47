import { changedYaml, plainAt, type YamlChange, type YamlPath } from '../../../profiles/index.ts'
import { composeCpus, composeMemory, type FleetSettings } from '../../../scaling/index.ts'
import type { ManifestWorkload } from './manifest.ts'

/** A key of a service, and what it says in thousandths of a core or bytes. */
interface Said {
  path: YamlPath
  written: unknown
  amount: number | null
}

interface Resource {
  reservation: Said[]
  limit: Said[]
  text(amount: number, before: unknown): string
}

const units: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 }

/** The services of compose files. */
export function composeWorkloads(documents: readonly unknown[], file: string): ManifestWorkload[] {
  return documents.flatMap((plain, document) => {
    const services = plainAt(plain, ['services'])
    return typeof services === 'object' && services !== null
      ? Object.entries(services).map(([name, service]) => workload(file, { document, name, service }))
      : []
  })
}

function workload(
  file: string,
  { document, name, service }: { document: number; name: string; service: unknown },
): ManifestWorkload {
  const cpu = resource(service, 'cpus', [], ['cpus'], { read: milliOf, text: composeCpus })
  const memory = resource(service, 'memory', ['mem_reservation'], ['mem_limit'], {
    read: bytesOf,
    text: (bytes, before) =>
      /\d[kmgt]b?$/.test(String(before)) ? composeMemory(bytes).toLowerCase() : composeMemory(bytes),
  })
  const count = counted(service)
  const odd = [...cpu.reservation, ...cpu.limit, ...memory.reservation, ...memory.limit].filter(
    ({ written, amount }) => written !== undefined && amount === null,
  )
  return {
    namespace: null,
    kind: 'Service',
    name,
    current: {
      // Nothing is reserved by a limit, but it is all that says how large the service is.
      cpuRequestMilli: amountOf(cpu.reservation) ?? amountOf(cpu.limit) ?? 0,
      cpuLimitMilli: amountOf(cpu.limit),
      memoryRequestBytes: amountOf(memory.reservation) ?? amountOf(memory.limit) ?? 0,
      memoryLimitBytes: amountOf(memory.limit),
      replicas: Math.max(1, count.replicas),
      autoscaler: null,
    },
    missing: odd.map(({ path, written }) => `${path.join('.')} of ${name} is not known: ${String(written)}.`),
    async change(text, proposed) {
      const at = (path: YamlPath, value: unknown): YamlChange => ({
        document,
        path: ['services', name, ...path],
        value,
      })
      const replicas = proposed.autoscaler?.maxReplicas ?? proposed.replicas
      return {
        text: await changedYaml(
          text,
          [
            ...(replicas === count.replicas ? [] : [at(count.path, replicas)]),
            ...changesOf(cpu, proposed.cpuRequestMilli, proposed.cpuLimitMilli, at),
            ...changesOf(memory, proposed.memoryRequestBytes, proposed.memoryLimitBytes, at),
          ],
          file,
        ),
        warnings: composeWarnings(name, proposed),
      }
    },
  }
}

/** What compose cannot do of a plan. */
export function composeWarnings(name: string, { autoscaler }: FleetSettings): string[] {
  return autoscaler === null
    ? []
    : [
        `${name}: compose has no autoscaler: there are as many replicas as the busiest moment needs (${autoscaler.maxReplicas}), of which an autoscaler would keep ${autoscaler.minReplicas} and more.`,
      ]
}

function resource(
  service: unknown,
  name: string,
  shortReservation: YamlPath,
  shortLimit: YamlPath,
  { read, text }: { read(written: unknown): number | null; text: Resource['text'] },
): Resource {
  const said = (paths: readonly YamlPath[]): Said[] =>
    paths
      .filter((path) => path.length > 0)
      .map((path) => {
        const written = plainAt(service, path)
        return { path, written, amount: read(written) }
      })
  return {
    reservation: said([['deploy', 'resources', 'reservations', name], shortReservation]),
    limit: said([['deploy', 'resources', 'limits', name], shortLimit]),
    text,
  }
}

function changesOf(
  { reservation, limit, text }: Resource,
  wanted: number,
  most: number | null,
  at: (path: YamlPath, value: unknown) => YamlChange,
): YamlChange[] {
  if (wanted === 0) return []
  const isSized = isSaid(limit) && !isSaid(reservation)
  return [
    ...(isSized ? [] : changesTo(reservation, wanted, text, at)),
    ...changesTo(limit, isSized ? wanted : most, text, at),
  ]
}

/** In all places that say it, or in the long form where none does. */
function changesTo(
  places: readonly Said[],
  wanted: number | null,
  text: Resource['text'],
  at: (path: YamlPath, value: unknown) => YamlChange,
): YamlChange[] {
  const said = places.filter(({ written }) => written !== undefined)
  const [usual] = places
  if (said.length === 0 && wanted !== null && usual !== undefined)
    return [at(usual.path, text(wanted, undefined))]
  return said
    .filter(({ amount }) => amount !== wanted)
    .map(({ path, written }) => at(path, wanted === null ? undefined : text(wanted, written)))
}

function isSaid(places: readonly Said[]): boolean {
  return places.some(({ written }) => written !== undefined)
}

function amountOf(places: readonly Said[]): number | null {
  return places.find(({ amount }) => amount !== null)?.amount ?? null
}

function counted(service: unknown): { path: YamlPath; replicas: number } {
  const scale = plainAt(service, ['scale'])
  if (typeof scale === 'number') return { path: ['scale'], replicas: scale }
  const replicas = plainAt(service, ['deploy', 'replicas'])
  return { path: ['deploy', 'replicas'], replicas: typeof replicas === 'number' ? replicas : 1 }
}

/** `0.5` and `'0.50'`. */
function milliOf(written: unknown): number | null {
  const cores = typeof written === 'number' || typeof written === 'string' ? Number(written) : Number.NaN
  return cores > 0 ? Math.round(cores * 1000) : null
}

/** `512M`, `1.5gb`, a number of bytes: Docker counts in powers of 2. */
function bytesOf(written: unknown): number | null {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?) ?([kmgt]?)i?b?$/i.exec(String(written)) ?? []
  const bytes = Math.round(Number(digits) * (units[unit.toLowerCase()] ?? Number.NaN))
  return bytes > 0 ? bytes : null
}
