import { basename, dirname } from 'node:path'
import { type FleetSettings, systemdMemory, systemdQuota } from '../../../scaling/index.ts'
import type { ManifestWorkload } from './manifest.ts'

type Key = 'CPUQuota' | 'MemoryMax' | 'MemoryHigh'

const units: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 }

/** What a unit or a drop-in gives a service; how many instances there are it does not say. */
export function systemdWorkload(text: string, file: string): ManifestWorkload {
  const [quota, most, high] = [said(text, 'CPUQuota'), said(text, 'MemoryMax'), said(text, 'MemoryHigh')]
  const cpuMilli = quota === null ? null : percentOf(quota)
  const [mostBytes, highBytes] = [bytesOf(most), bytesOf(high)]
  const odd = (['CPUQuota', 'MemoryMax', 'MemoryHigh'] as const).flatMap((key) => {
    const written = said(text, key)
    const isRead = written === null || (key === 'CPUQuota' ? percentOf(written) : bytesOf(written)) !== null
    return isRead || written === 'infinity' || written === '' ? [] : [`${key}=${written} is not understood.`]
  })
  return {
    namespace: null,
    kind: 'Unit',
    name: nameOf(file),
    current: {
      cpuRequestMilli: cpuMilli ?? 0,
      cpuLimitMilli: cpuMilli,
      memoryRequestBytes: highBytes ?? mostBytes ?? 0,
      memoryLimitBytes: mostBytes,
      replicas: 1,
      autoscaler: null,
    },
    missing: odd,
    async change(before, proposed) {
      const wanted = amountsOf(proposed)
      let changed = before
      if (wanted.cpuMilli !== 0 && wanted.cpuMilli !== cpuMilli)
        changed = assigned(changed, 'CPUQuota', systemdQuota(wanted.cpuMilli))
      if (
        highBytes !== null &&
        proposed.memoryRequestBytes !== 0 &&
        proposed.memoryRequestBytes !== highBytes
      )
        changed = assigned(changed, 'MemoryHigh', systemdMemory(proposed.memoryRequestBytes))
      if (wanted.memoryBytes !== 0 && wanted.memoryBytes !== mostBytes)
        changed = assigned(changed, 'MemoryMax', systemdMemory(wanted.memoryBytes))
      return { text: changed, warnings: systemdWarnings(nameOf(file), proposed) }
    },
  }
}

/** How many instances there have to be, which no unit says. */
export function systemdWarnings(name: string, { replicas, autoscaler }: FleetSettings): string[] {
  const most = autoscaler?.maxReplicas ?? replicas
  return most === 1
    ? []
    : [
        `A unit does not say how many of it there are: the plan has ${most}, as systemctl enable --now '${name}@'{1..${most}} starts them of a template ${name}@.service.`,
      ]
}

/** A quota is all that a service gets, so that it is what the plan requests where it sets no limit. */
function amountsOf(proposed: FleetSettings): { cpuMilli: number; memoryBytes: number } {
  return {
    cpuMilli: proposed.cpuLimitMilli ?? proposed.cpuRequestMilli,
    memoryBytes: proposed.memoryLimitBytes ?? proposed.memoryRequestBytes,
  }
}

/** `app@.service` and `app.service.d/limits.conf` are about app. */
function nameOf(file: string): string {
  const folder = basename(dirname(file))
  return (folder.endsWith('.d') ? folder.slice(0, -2) : basename(file)).replace(/@?\.service$|\.conf$/, '')
}

/** The last one counts. */
function said(text: string, key: Key): string | null {
  const lines = sectionOf(text.split(/\r?\n/)).lines
  return lines.findLast((line) => isOf(line, key))?.replace(/^[^=]*=\s*(.*?)\s*$/, '$1') ?? null
}

function assigned(text: string, key: Key, value: string): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const all = text.split(newline)
  const { lines, start } = sectionOf(all)
  const found = lines.findLastIndex((line) => isOf(line, key))
  if (found >= 0) {
    const line = lines[found] ?? ''
    return all
      .with(
        start + found,
        line.replace(/=\s*.*$/, (rest) => `=${/^=(\s*)/.exec(rest)?.[1] ?? ''}${value}`),
      )
      .join(newline)
  }
  if (start < 0) return `${text.trimEnd()}${newline}${newline}[Service]${newline}${key}=${value}${newline}`
  const last = lines.findLastIndex((line) => line.trim() !== '')
  return all.toSpliced(start + last + 1, 0, `${key}=${value}`).join(newline)
}

/** The lines of [Service], and where they begin; -1 where there is no such section. */
function sectionOf(all: readonly string[]): { lines: readonly string[]; start: number } {
  const head = all.findIndex((line) => line.trim() === '[Service]')
  if (head < 0) return { lines: [], start: -1 }
  const rest = all.slice(head + 1)
  const end = rest.findIndex((line) => line.trim().startsWith('['))
  return { lines: end < 0 ? rest : rest.slice(0, end), start: head + 1 }
}

function isOf(line: string, key: Key): boolean {
  return new RegExp(`^\\s*${key}\\s*=`).test(line)
}

function percentOf(written: string): number | null {
  const [, percent] = /^(\d+(?:\.\d+)?)%$/.exec(written) ?? []
  return percent === undefined ? null : Math.round(Number(percent) * 10)
}

function bytesOf(written: string | null): number | null {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)([KMGT]?)$/.exec(written ?? '') ?? []
  return digits === undefined ? null : Math.round(Number(digits) * (units[unit] ?? 1))
}
