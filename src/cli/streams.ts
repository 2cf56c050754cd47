import { resolve } from 'node:path'
import type { Gathered, World } from '../core/index.ts'

/**
 * `world` in which the file `-` is standard input. It and other streams among `names` (named pipes, `<(command)`) are read
 * here, once, and outside the event loop, so that Ctrl-C is heard while they have nothing to say.
 */
export async function withStreams(world: World, names: readonly string[]): Promise<World> {
  const streams = new Map<string, Gathered<string>>()
  for (const name of names) {
    const path = resolve(world.directory, name)
    const stream = name === '-' ? world.standardInput() : world.streamAt(path)
    if (stream !== null) streams.set(path, await stream)
  }
  if (streams.size === 0) return world
  const { files } = world
  const text: World['files']['text'] = (path, maximumBytes = Number.POSITIVE_INFINITY) => {
    const stream = streams.get(path)
    if (stream === undefined) return files.text(path, maximumBytes)
    return stream.ok && Buffer.byteLength(stream.value) > maximumBytes
      ? { ok: false, reason: 'unreadable' }
      : stream
  }
  const size: World['files']['size'] = (path) => {
    const stream = streams.get(path)
    if (stream === undefined) return files.size(path)
    return stream.ok ? { ...stream, value: Buffer.byteLength(stream.value) } : stream
  }
  return { ...world, files: { ...files, text, size } }
}
