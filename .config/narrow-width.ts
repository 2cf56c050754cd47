import { join } from 'node:path'
import type { Plugin } from 'esbuild'

const shim = join(import.meta.dirname, 'string-width.cjs')

/** cli-table3 measures every cell with string-width, whose emoji expression takes 9 ms to compile; ours counts the same columns. */
export const narrowWidth: Plugin = {
  name: 'narrow-width',
  setup(build) {
    build.onResolve({ filter: /^string-width$/ }, ({ importer }) => {
      return importer.includes('/cli-table3/') ? { path: shim } : undefined
    })
  },
}
