import { join } from 'node:path'
import { build } from 'esbuild'

/** A program and all that it imports as one file in `folder`, as plain Node runs it, without a loader in its process: the path. */
export async function bundled(source: string, folder: string): Promise<string> {
  const outfile = join(folder, `${source.replace(/^.*\//, '').replace(/\.ts$/, '')}.mjs`)
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    logLevel: 'warning',
  })
  return outfile
}
