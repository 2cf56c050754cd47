import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RecommendedWorkload } from '../../../src/scaling/index.ts'
import { run as runIn } from '../../cli/run-main.ts'
import { rootedFiles } from '../../worlds.ts'

export const mib = 2 ** 20
export const set = ['--replicas', '6', '--request', '1,1GiB', '--limit', '2,1GiB']

const isOffice = (minute: number): boolean => minute % 1440 >= 480 && minute % 1440 < 1080

/** A value of each series every ten minutes of so many days. */
export function csv(days: number, valuesAt: (minute: number) => Record<string, number>): string {
  const lines = ['at,name,value']
  for (let minute = 0; minute < days * 1440; minute += 10)
    for (const [name, value] of Object.entries(valuesAt(minute)))
      lines.push(`${1_762_041_600_000 + minute * 60_000},${name},${value}`)
  return `${lines.join('\n')}\n`
}

/** A folder with the samples of an office day and of a steady load, and the command in it. */
export function sampledFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-recommend-'))
  const file = (name: string, text: string): void => writeFileSync(join(folder, name), text)
  file(
    'office.csv',
    csv(14, (minute) => ({ 'workload.cpu': isOffice(minute) ? 6 : 0.5, 'workload.memory': 400 * mib })),
  )
  file(
    'steady.csv',
    csv(8, () => ({ 'workload.cpu': 2, 'workload.memory': 400 * mib })),
  )
  const recommend = (...args: string[]) =>
    runIn(['recommend-scale', ...args], { files: rootedFiles('/'), directory: folder })
  return {
    file,
    path: (name: string): string => join(folder, name),
    recommend,
    async workloads(...args: string[]): Promise<RecommendedWorkload[]> {
      return JSON.parse((await recommend(...args, '--json')).output).data.workloads
    },
    remove: (): void => rmSync(folder, { recursive: true }),
  }
}
