import type { FactCommand, MissingReason, World } from '../core/index.ts'

/** What a machine is made of. */
const hardware = ['system', 'board', 'cpu', 'modules', 'disks']
/** What files of the kernel tell on Linux. */
const state = ['mem', 'loadavg', 'fs', 'os']

/** So long may the inventory take before it is ended: powershell on Windows takes seconds. */
export const inventoryWithinSeconds = 10

/**
 * The inventory of this machine by systeminformation, as JSON: `system`, `board`, `cpu`, `modules`, `disks`, without /proc
 * also `mem`, `loadavg`, `fs`, `os`; in `missing` stands why a part is not there. It works in a process of its own, which
 * ends with all its children after `withinSeconds`: a thread could not be ended while it waits for a command.
 */
export async function systemInventory(
  { run, platform }: Pick<World, 'run' | 'platform'>,
  withinSeconds: number = inventoryWithinSeconds,
): Promise<FactCommand> {
  const { inventoryProgram } = await import('./inventory-program.ts')
  const parts = platform.os === 'linux' ? hardware : [...hardware, ...state]
  const { output, end } = await run({
    program: process.execPath,
    args: ['--input-type=commonjs', '-', ...parts],
    input: inventoryProgram,
    timeoutMs: withinSeconds * 1000,
  })
  const told = toldIn(output)
  const reason: MissingReason = end === 'exited' ? 'unreadable' : end === 'missing' ? 'absent' : 'timeout'
  if (told.size === 0) return { missing: reason }
  const missing = parts.filter((part) => !told.has(part)).map((part) => [part, reason])
  return JSON.stringify({ ...Object.fromEntries(told), missing: Object.fromEntries(missing) })
}

/** The parts by name; a line that was cut off, or that is not its own, is none. */
function toldIn(output: string): Map<string, unknown> {
  return new Map(output.split('\n').flatMap((line) => partIn(line) ?? []))
}

function partIn(line: string): [[name: string, value: unknown]] | null {
  try {
    const { name, value } = Object(JSON.parse(line))
    return typeof name === 'string' && value != null ? [[name, value]] : null
  } catch {
    return null
  }
}
