import { run as runIn } from '../../cli/run-main.ts'
import { literalFiles } from '../../worlds.ts'

const known: Record<string, string> = {}
/** A file with this text: its path. */
export function file(name: string, text: string): string {
  known[`/${name}`] = text
  return `/${name}`
}

/** A run that finds the files so far. */
export const run = (args: readonly string[]) => runIn(args, { files: literalFiles(known) })

/** What `calc` with --json hands back. */
export async function data(args: readonly string[]) {
  const { output } = await run(['calc', ...args, '--json'])
  return JSON.parse(output)
}
