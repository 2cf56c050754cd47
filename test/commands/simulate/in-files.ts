import type { SimulateData } from '../../../src/commands/simulate/simulate-data.ts'
import type { Envelope } from '../../../src/core/index.ts'
import { run as runIn } from '../../cli/run-main.ts'
import { literalFiles } from '../../worlds.ts'

const known: Record<string, string> = {}

/** A file with this text: its path. */
export function file(name: string, text: string): string {
  known[`/${name}`] = text
  return `/${name}`
}

/** Where the test says nothing else. */
const usual = (args: readonly string[]): string[] => [
  ...(args.includes('--threads') ? [] : ['--threads', '2']),
  ...(args.includes('--seed') ? [] : ['--seed', '1']),
]

/** A run that finds the files so far. */
export const run = (args: readonly string[]) =>
  runIn(['simulate', ...usual(args), ...args], { files: literalFiles(known) })

/** Four instances of one slot, 75 % busy where nothing else is said. */
export const fourFor = (duration: string, service = '10ms') => [
  ...['--rate', '300/s', '--service', service, '--instances', '4', '--duration', duration],
]

export const four = fourFor('60s')

/** As many as the question finds. */
export const anyFor = (duration: string) => [
  ...['--rate', '300/s', '--service', '10ms', '--duration', duration],
]

/** What `simulate` with --json hands back. */
export async function result(args: readonly string[]) {
  const { output, errors } = await run([...args, '--json'])
  const envelope = JSON.parse(output) as Envelope<SimulateData>
  return { envelope, data: envelope.data, errors }
}
