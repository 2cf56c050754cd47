import { join } from 'node:path'
import type { Gathered, World } from '../core/index.ts'

/** `world` with standard input as the file `-`, read once, where one of `names` asks for it. */
export async function withStandardInput(world: World, names: readonly string[]): Promise<World> {
  if (!names.includes('-')) return world
  const input = await world.standardInput()
  const isInput = (path: string) => path === '-' || path === join(world.directory, '-')
  const size: Gathered<number> = input.ok ? { ...input, value: Buffer.byteLength(input.value) } : input
  const { files } = world
  return {
    ...world,
    files: {
      ...files,
      size: (path) => (isInput(path) ? size : files.size(path)),
      text: (path, maximumBytes = Number.POSITIVE_INFINITY) => {
        if (!isInput(path)) return files.text(path, maximumBytes)
        return size.ok && size.value > maximumBytes ? { ok: false, reason: 'unreadable' } : input
      },
    },
  }
}
